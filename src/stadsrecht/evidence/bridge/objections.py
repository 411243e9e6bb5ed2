"""The seam to the engine `disclosure`: may these counts of people leave the house as they stand?

The published table is attacked as a reader would who knows the rules. Only a proven answer is a yes: where the parts do
not add up, or the table is too large to be settled, nobody can show that it protects, and that is an objection too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stadsrecht_engines.disclosure import Audit, Dimension, DisclosureError, Specification, Thresholds, audit

Codes = tuple[str, ...]
ALL = ""
TOTAL = "all"
MOST_CELLS = 20_000
DENOMINATOR = 25


REASONS: Mapping[str, str | Promise] = {
    "small": _("%(cell)s is shown, and is fewer than %(limit)s people"),
    "calculable": _("%(cell)s is hidden, and can be calculated from what is shown"),
    "unsettled": _("it cannot be proven that these figures hide what they should"),
    "not-additive": _("the parts do not add up to their totals, so nobody can show what they hide"),
    "too-large": _("the table has more than %(limit)s cells: publish fewer combinations"),
    "few-people": _("%(cell)s rests on fewer than %(limit)s people"),
    "alone": _("%(cell)s alone is hidden beside its whole"),
}


@dataclass(frozen=True)
class Objection:
    """Why figures may not be published. It names the cell and never its value."""

    reason: str
    cell: Codes = ()
    limit: int = 0

    def __str__(self) -> str:
        cell = " × ".join(code for code in self.cell if code not in {ALL, TOTAL}) or str(_("the whole"))
        return str(REASONS[self.reason]) % {"cell": cell, "limit": self.limit}


@dataclass(frozen=True)
class CountsToPublish:
    """A table as it would be seen: for each combination of codes, one per dimension, a count, or None where hidden.

    A blank code means all of the dimension. `levels` names the level of a code (`neighbourhood` has the higher
    threshold), `parents` the code above it where that is not the whole.
    """

    dimensions: tuple[str, ...]
    cells: Mapping[Codes, int | None]
    levels: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)


def objections_to_counts(table: CountsToPublish, thresholds: Thresholds | None = None) -> tuple[Objection, ...]:
    """Why these counts may not be published; empty where it is proven that they may."""
    limits = thresholds or Thresholds()
    used = [place for place in range(len(table.dimensions)) if any(codes[place] != ALL for codes in table.cells)]
    if not used:
        small = (value for value in table.cells.values() if value is not None and 0 < value < limits.default)
        return tuple(Objection("small", (), limits.default) for _value in small)
    cells = {tuple(codes[place] or TOTAL for place in used): value for codes, value in table.cells.items()}
    spec = _specification(table, used, cells, limits)
    declared = _declared(spec)
    if len(declared) > MOST_CELLS:
        return (Objection("too-large", limit=MOST_CELLS),)
    if small_cells := _small(spec, cells):
        return small_cells
    try:
        return _told(audit(spec, {codes: cells.get(codes) for codes in declared}))
    except DisclosureError:
        return (Objection("not-additive"),)


def _small(spec: Specification, cells: Mapping[Codes, int | None]) -> tuple[Objection, ...]:
    """Counts that are shown and below the threshold of their level; a printed zero counts nobody."""
    found = []
    for codes, value in sorted(cells.items()):
        levels = [dimension.level_of(code) for dimension, code in zip(spec.dimensions, codes, strict=True)]
        limit = max([spec.thresholds.default, *(spec.thresholds.by_level.get(level, 0) for level in levels)])
        if value is not None and 0 < value < limit:
            found.append(Objection("small", codes, limit))
    return tuple(found)


def _told(attack: Audit) -> tuple[Objection, ...]:
    if attack.is_safe:
        return ()
    narrow = tuple(
        Objection("calculable", interval.codes) for interval in attack.intervals if interval.width < interval.required
    )
    return narrow or (Objection("unsettled"),)


def _specification(
    table: CountsToPublish, used: list[int], cells: Mapping[Codes, int | None], limits: Thresholds
) -> Specification:
    dimensions = tuple(
        _dimension(table, table.dimensions[place], {codes[at] for codes in cells}) for at, place in enumerate(used)
    )
    margins = {tuple(code != TOTAL for code in codes) for codes in cells}
    names = [dimension.name for dimension in dimensions]
    return Specification(
        dimensions=dimensions,
        margins=tuple(
            {name: "*" for name, is_split in zip(names, margin, strict=True) if is_split} for margin in sorted(margins)
        ),
        thresholds=limits,
        zero_policy="shown" if 0 in cells.values() else "hidden",
    )


def _dimension(table: CountsToPublish, name: str, codes: Iterable[str]) -> Dimension:
    present = set(codes) - {TOTAL}
    levels: dict[str, list[str]] = {}
    for code in sorted(present):
        levels.setdefault(table.levels.get(code, "value"), []).append(code)
    return Dimension(
        name=f"dimension {name}",
        levels={level: tuple(found) for level, found in levels.items()},
        parents={code: (above,) for code in sorted(present) if (above := table.parents.get(code)) in present and above},
        total=TOTAL,
    )


def _declared(spec: Specification) -> list[Codes]:
    """Every cell of the margins that are published, in order; what the table lacks of them counts as hidden."""
    found: dict[Codes, None] = {}
    for margin in spec.margins or ():
        rows: list[Codes] = [()]
        for dimension in spec.dimensions:
            codes = [code for level in dimension.levels.values() for code in level] if dimension.name in margin else []
            rows = [(*row, code) for row in rows for code in (*codes, TOTAL)]
        found.update(dict.fromkeys(rows))
    return list(found)


def objections_to_shares(table: CountsToPublish, people: Mapping[Codes, int | None]) -> tuple[Objection, ...]:
    """Why these percentages, rates or means may not be published.

    Their parts do not add up, so what is hidden cannot be calculated without the numbers behind them. It can be
    estimated closely, though, where it alone is hidden beside its whole and all its other parts, and a share of few
    people tells of each of them. `people` says on how many a share rests, where that is known.
    """
    few = [codes for codes, count in people.items() if count is not None and count < DENOMINATOR]
    found = [Objection("few-people", codes, DENOMINATOR) for codes in sorted(few) if table.cells.get(codes) is not None]
    for place in range(len(table.dimensions)):
        lines: dict[Codes, list[Codes]] = {}
        for codes in table.cells:
            lines.setdefault((*codes[:place], ALL, *codes[place + 1 :]), []).append(codes)
        for whole, line in sorted(lines.items()):
            hidden = [codes for codes in line if codes != whole and table.cells[codes] is None]
            others = [codes for codes in line if codes != whole and table.cells[codes] is not None]
            if len(hidden) == 1 and others and table.cells.get(whole) is not None:
                found.append(Objection("alone", hidden[0]))
    return tuple(found)
