"""A release with one cell of each kind, and tables made up by hypothesis."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import strategies as some

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.monitoring.bridge.writing import BY_NAME, Description
from stadsrecht.monitoring.models import Column, ColumnRole, Observation, Status, Table, period_of

SEX, AGE = Column("sex", "Sex"), Column("age", "Age")
AREA = Column("area", "GeoCode", ColumnRole.AREA)
REMARK = Column("remark", "Remark", ColumnRole.ATTRIBUTE)
COLUMNS = (SEX, AGE, AREA, REMARK)
HIDDEN_NUMBER = 4711.25


def cell(period, sex="", age="", area="", value=None, status=Status.VALUE, **more):
    return Observation(period_of(period), (sex, age, area), value, status, attributes=(more.pop("remark", ""),), **more)


TABLE = Table.of(
    COLUMNS,
    [
        cell("2024", value=12.5, remark="weighed"),
        cell("2024/25", "women", "15 to 24", "WK1", value=0.0, status=Status.ZERO, is_provisional=True),
        cell("2024-Q2", "men", "≥65", "WK1", value=0.1, is_break=True, note='counted "anew", from now on'),
        cell("2024", "men", area="WK1", status=Status.NOT_KNOWN),
        cell("2024", "men", area="WK2", status=Status.NOT_MEASURED),
        cell("2024", "women", area="WK1", status=Status.NOT_APPLICABLE),
        # No writer may rely on others to have taken the number out of a hidden cell.
        cell("2024", "women", area="WK2", value=HIDDEN_NUMBER, status=Status.HIDDEN),
    ],
)
SAMPLE = Description(
    code="felt-safe",
    name=LocalisedText(nl="Voelt zich veilig", en="Feels safe", fr="Se sent en sécurité"),
    about=LocalisedText(nl="Wie zich ’s avonds veilig voelt.", en="Who feels safe at night."),
    unit=LocalisedText(nl="procent", en="per cent"),
    decimals=1,
    publisher="Kleinstad",
    source="Enquête",
    source_url="https://example.org/survey",
    sourced_on=date(2026, 3, 1),
    licence="CC BY 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    changes=LocalisedText(nl="Afgerond.", en="Rounded."),
    direction="up",
    frequency="yearly",
    number=2,
    sha256="ab" * 32,
    released_at=datetime(2026, 6, 1, 12, tzinfo=UTC),
    is_correction=False,
    note=LocalisedText(nl="Nieuw jaar."),
    columns=COLUMNS,
    first_period="2024",
    last_period="2024/25",
    city=LocalisedText(nl="Kleinstad"),
    city_code="GM9999",
    languages=("nl", "en", "fr"),
    page="https://kleinstad.example/figures/felt-safe",
    folder="https://kleinstad.example/nl/figures/felt-safe/releases/2",
    labels={"sex": {"name": {"nl": "Geslacht", "en": "Sex"}, "values": {"women": {"nl": "vrouwen", "en": "women"}}}},
)


def written(name, table=TABLE, description=SAMPLE):
    return BY_NAME[name].write(replace(description, columns=table.columns), table)


# XML knows no control characters, and spaces at the ends of a cell are nobody's intention.
texts = some.text(some.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=8)
periods = some.sampled_from(["2019", "2020", "2020/21", "2020/2023", "2021-Q3", "2021-04", "2021-04-05"]).map(period_of)
numbers = some.floats(allow_nan=False, allow_infinity=False)
FLAGS = (some.booleans(), some.booleans())


@some.composite
def tables(draw):
    """Up to twelve cells; a number where the status allows one."""
    keys = draw(
        some.lists(
            some.tuples(periods, texts, texts, texts), unique_by=lambda key: (key[0].label, *key[1:]), max_size=12
        )
    )
    return Table.of(COLUMNS, [draw(observations(*key)) for key in keys])


@some.composite
def observations(draw, period, *keys):
    status = draw(some.sampled_from(Status))
    value = draw(numbers.filter(bool)) if status == Status.VALUE else 0.0 if status == Status.ZERO else None
    return Observation(period, keys, value, status, *draw(some.tuples(*FLAGS)), (draw(texts),), draw(texts))
