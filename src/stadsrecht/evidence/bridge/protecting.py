"""What must be hidden so that counts by period may leave the house, together with all that left it before.

Several tables of the same people share nothing but the total of each period. Where these totals are all told, any
alternative of one table fits any alternative of another, so that tables proven one by one are proven together. So the
totals come first: where one of them could not be told, nothing is.

A person may stand in several rows of a table (two grounds of one report). The engine then counts in combinations of
rows, of which each person has one; the rows are sums of combinations, and totals count each person once. Combinations
are never told.

Earlier releases of the same people bind a new one. What was told and is still so is known, and stays. What was told and
has changed is compared, so that no small change can be read off. What was hidden stays hidden.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from stadsrecht_engines.disclosure import (
    Dimension,
    DisclosureError,
    EarlierRelease,
    ProtectedTable,
    Specification,
    Table,
    Thresholds,
    audit,
    protect,
    read_table,
)

from stadsrecht.evidence.errors import NoSafePattern, NothingToCount, TooFewToTell

Cell: TypeAlias = "tuple[str, str]"
"""A period and a code; WHOLE stands for all periods together, and no code for the total."""
Combination: TypeAlias = "tuple[str, ...]"
Told: TypeAlias = "Mapping[Cell, int | None]"

WHOLE, TOTAL = "whole", ""
PERIOD, CODE, ALL = "period", "code", "all"
OF_PERIODS = "period-level"
ROW, COMBINATION = "row", "combination"
NOW, BEFORE = "now", "before"
ONE_PERIOD = "one"


@dataclass(frozen=True)
class CountsByPeriod:
    """Counts of the same people, to be told in several tables.

    `counts[table][period, combination]` is how many people have just these codes in just this period; each person is
    in one combination of each table. `codes` are the rows that a table tells, `tells` the periods and WHOLE.
    `thresholds` may name a higher one for a table.
    """

    periods: tuple[str, ...]
    tells: frozenset[str]
    codes: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, Mapping[tuple[str, Combination], int]]
    thresholds: Mapping[str, int] = field(default_factory=dict)
    threshold: int = 5

    def totals(self) -> dict[str, int]:
        """How many people in each period; every table must say the same."""
        found = [self._totals_of(rows) for rows in self.counts.values()]
        if any(one != found[0] for one in found):
            raise ValueError("the tables are not about the same people")
        return found[0]

    def _totals_of(self, rows: Mapping[tuple[str, Combination], int]) -> dict[str, int]:
        sums = dict.fromkeys(self.periods, 0)
        for (period, _codes), count in rows.items():
            sums[period] += count
        return sums


@dataclass(frozen=True)
class EarlierCounts:
    """What one release told of a table, None where it hid."""

    name: str
    cells: Told


@dataclass(frozen=True)
class ProtectedCounts:
    """What may be told: table -> cell -> count or None; the totals stand in each table. `reasons` stay in the house."""

    cells: Mapping[str, Told]
    reasons: Mapping[str, Mapping[Cell, str]]


def protected_counts(counts: CountsByPeriod, earlier: Mapping[str, Sequence[EarlierCounts]]) -> ProtectedCounts:
    """Hide what must be hidden, prove it, and attack the answer as a reader would.

    Takes about a second for each table. Raises NothingToCount, TooFewToTell, NoSafePattern.
    """
    counts = _as_one_period(counts, earlier)
    totals = counts.totals()
    if not any(totals.values()):
        raise NothingToCount
    _require_tellable(counts, totals, [one for rows in earlier.values() for one in rows])
    cells, reasons = {}, {}
    for table in counts.codes:
        found = _protected(counts, table, totals, earlier.get(table, ()))
        cells[table] = {_cell(one.codes): one.value for one in found.cells}
        reasons[table] = {_cell(one.codes): _reason(one.reason) for one in found.cells if one.value is None}
    return ProtectedCounts(cells, reasons)


def _as_one_period(counts: CountsByPeriod, earlier: Mapping[str, Sequence[EarlierCounts]]) -> CountsByPeriod:
    """Where no period was or is told, there is one: the same question with fewer unknowns."""
    before = {period for rows in earlier.values() for one in rows for period, _code in one.cells}
    if (before | counts.tells) != {WHOLE}:
        return counts
    joined: dict[str, Counter[tuple[str, Combination]]] = {}
    for table, rows in counts.counts.items():
        joined[table] = Counter()
        for (_period, codes), count in rows.items():
            joined[table][ONE_PERIOD, codes] += count
    return replace(counts, periods=(ONE_PERIOD,), counts=joined)


def _require_tellable(counts: CountsByPeriod, totals: Mapping[str, int], earlier: Sequence[EarlierCounts]) -> None:
    """Every total that is to be told can be: it is no small count, and no small change either."""
    told = {period: count for period, count in totals.items() if period in counts.tells}
    if WHOLE in counts.tells:
        told[WHOLE] = sum(totals.values())
    before = {
        (period, value)
        for one in earlier
        for (period, code), value in one.cells.items()
        if code == TOTAL and value is not None
    }
    small = [period for period, count in told.items() if count < counts.threshold]
    moved = [period for period, value in before if period in told and 0 < abs(told[period] - value) < counts.threshold]
    if small or moved:
        raise TooFewToTell(periods=", ".join(sorted({*small, *moved})), limit=counts.threshold)


def _protected(
    counts: CountsByPeriod, table: str, totals: Mapping[str, int], earlier: Sequence[EarlierCounts]
) -> ProtectedTable:
    rows = counts.counts[table]
    spec = _specification(counts, table)
    data = read_table(
        spec,
        [{PERIOD: period, CODE: _leaf(codes), "count": str(count)} for (period, codes), count in rows.items()],
    )
    now = {_cell(data.lattice.codes_of(place)): int(value) for place, value in enumerate(data.full.ravel())}
    known: dict[tuple[str, ...], int | None] = {
        (period, ALL): count for period, count in totals.items() if period in counts.tells
    }
    if WHOLE in counts.tells:
        known[WHOLE, ALL] = sum(totals.values())
    spec = replace(spec, releases=(EarlierRelease("totals", NOW, known), *_register(earlier, now)))
    try:
        found = protect(spec, data)
        attack = audit(spec, found.published, lone_people=_lone(data, found), tables=found.proof.tables())
    except DisclosureError as fault:
        raise NoSafePattern(table=table) from fault
    if not attack.is_safe:
        raise NoSafePattern(table=table)
    return found


def _lone(data: Table, found: ProtectedTable) -> set[tuple[str, ...]]:
    """Hidden cells that are one person, who knows it and subtracts themself."""
    people = data.people.ravel()
    alone = {data.lattice.codes_of(place) for place in range(people.size) if people[place] == 1}
    return {cell.codes for cell in found.cells if cell.value is None and cell.codes in alone}


def _specification(counts: CountsByPeriod, table: str) -> Specification:
    codes = counts.codes[table]
    combinations = sorted({(code,) for code in codes} | {combination for _period, combination in counts.counts[table]})
    level = {COMBINATION: tuple(_leaf(one) for one in combinations), ROW: codes}
    told = [
        level for level, is_told in ((OF_PERIODS, counts.tells - {WHOLE}), ("total", WHOLE in counts.tells)) if is_told
    ]
    return Specification(
        dimensions=(
            Dimension(PERIOD, {OF_PERIODS: counts.periods}, total=WHOLE),
            Dimension(CODE, level, {_leaf(one): one for one in combinations}, total=ALL),
        ),
        margins=tuple({PERIOD: period, CODE: code} for period in told for code in (ROW, "total")),
        thresholds=Thresholds(counts.thresholds.get(table, counts.threshold), {}),
        vintage=NOW,
    )


def _register(earlier: Sequence[EarlierCounts], now: Mapping[Cell, int]) -> Iterator[EarlierRelease]:
    """Earlier releases as the engine reads them: what is still so, what has changed, and what stays hidden.

    Totals that did not change are left out of the comparison: the engine takes it that nobody leaves where no count
    goes down, while the same people may have moved from row to row.
    """
    for one in earlier:
        cells: dict[tuple[str, ...], int | None] = {
            (at, code or ALL): value for (at, code), value in one.cells.items() if (at, code) in now
        }
        kept = {cell for cell, value in cells.items() if value in (None, now[_cell(cell)])}
        rows = {cell: value for cell, value in cells.items() if cell in kept and (value is None or cell[1] != ALL)}
        yield EarlierRelease(f"{one.name} same", NOW, rows)
        if len(kept) < len(cells):
            told = {c: v for c, v in cells.items() if v is not None and (c not in kept or c[1] != ALL)}
            yield EarlierRelease(f"{one.name} before", BEFORE, told)


def _leaf(codes: Combination) -> str:
    return "=" + "+".join(codes)


def _cell(codes: tuple[str, ...]) -> Cell:
    period, code = codes
    return period, TOTAL if code == ALL else code


def _reason(said: str) -> str:
    """Why a cell is hidden, as a code: the engine's own words name other cells."""
    if said.startswith("fewer than"):
        return "small"
    if "earlier release" in said:
        return "changed" if "small change" in said else "earlier"
    return "protects"
