"""Before figures that count people are stored: what is hidden stays hidden, also from those who can subtract.

The question is put to `evidence`, the only door through which counts about people become public, once for each period
and each combination of unit and series.
"""

from collections.abc import Iterator

from stadsrecht.evidence.queries import CountsToPublish, objections_to_counts, objections_to_shares
from stadsrecht.monitoring.bridge.reading import Progress
from stadsrecht.monitoring.errors import FiguresGivePeopleAway
from stadsrecht.monitoring.models import ColumnRole, Indicator, Observation, Status, Table
from stadsrecht.places import queries as places

SHOWN_OBJECTIONS = 3
DENOMINATOR = "denominator"
SPLITTING = frozenset({ColumnRole.GROUP, ColumnRole.AREA})
IN_TABLE = frozenset({Status.VALUE, Status.ZERO, Status.HIDDEN})


Terms = tuple[bool, bool]


def terms_of(indicator: Indicator) -> Terms:
    """What the proof rests on beside the figures: whether they count people, and whether they are shares."""
    return indicator.counts_people, indicator.is_share


def require_harmless(indicator: Indicator, table: Table, progress: Progress = iter) -> Terms:
    """Raise FiguresGivePeopleAway unless it is proven that these figures hide whom they must hide; on which terms."""
    if indicator.counts_people:
        _prove(indicator, table, progress)
    return terms_of(indicator)


def _prove(indicator: Indicator, table: Table, progress: Progress) -> None:
    levels, parents = _hierarchy()
    for name, rows in progress(list(_tables(table))):
        split = [place for place, column in enumerate(table.keys) if column.role in SPLITTING]
        dimensions = tuple(table.keys[place].heading for place in split)
        keys = [tuple(row.keys[place] for place in split) for row in rows]
        read = _share if indicator.is_share else _count
        counts = CountsToPublish(dimensions, dict(zip(keys, map(read, rows), strict=True)), levels, parents)
        if indicator.is_share:
            people = [_people(table, row) for row in rows]
            found = objections_to_shares(counts, dict(zip(keys, people, strict=True)))
        else:
            found = objections_to_counts(counts)
        if found:
            shown = "; ".join(map(str, found[:SHOWN_OBJECTIONS]))
            raise FiguresGivePeopleAway(why=f"{name}: {shown}" + (" …" if len(found) > SHOWN_OBJECTIONS else ""))


def _hierarchy() -> tuple[dict[str, str], dict[str, str]]:
    """The level of each area, and the area above it."""
    rows = list(places.areas().values_list("code", "level", "parent__code"))
    return {code: level for code, level, _parent in rows}, {code: above for code, _level, above in rows if above}


def _tables(table: Table) -> Iterator[tuple[str, list[Observation]]]:
    """The observations of each period and combination of unit and series, with its name."""
    fixed = [place for place, column in enumerate(table.keys) if column.role not in SPLITTING]
    found: dict[tuple[str, ...], list[Observation]] = {}
    for row in table.observations:
        if row.status in IN_TABLE:
            name = (row.period.label, *(row.keys[place] for place in fixed))
            found.setdefault(name, []).append(row)
    for name, rows in sorted(found.items()):
        yield ", ".join(filter(None, name)), rows


def _count(row: Observation) -> int | None:
    """A count as a whole number: a fraction of a person means that these are no counts."""
    if row.value is None:
        return None
    if row.value != int(row.value) or row.value < 0:
        raise FiguresGivePeopleAway(why=f"{row.period.label}: {row.value} is no count of people")
    return int(row.value)


def _share(row: Observation) -> int | None:
    """Only whether a share is shown matters, not how large it is."""
    return None if row.value is None else 1


def _people(table: Table, row: Observation) -> int | None:
    """On how many people a share rests: the column `denominator`, where the figures have one."""
    texts = dict(zip((column.code for column in table.attributes), row.attributes, strict=False))
    text = texts.get(DENOMINATOR, "")
    return int(text) if text.isdecimal() else None
