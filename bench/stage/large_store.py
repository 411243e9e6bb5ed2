"""Ten million observations: indicators by neighbourhood, sex, age and year.

The files are written by the store's own engine from ranges of numbers; the releases are told of them as an import
would. The values scatter round a level of their own, the same on every run.
"""

import hashlib
from datetime import UTC, datetime
from itertools import product

AT = datetime(2026, 6, 1, tzinfo=UTC)
AREAS, YEARS = 110, 30
SEXES, AGES = ("", "women", "men"), ("", "0-17", "18-29", "30-64", "65+")
INDICATORS = 201
ROWS = (AREAS + 1) * YEARS * len(SEXES) * len(AGES)
COLUMNS = [("area", "area"), ("sex", "group"), ("age", "group")]


def structure() -> dict[str, object]:
    values = {"area": [f"BU{number:08}" for number in range(1, AREAS + 1)], "sex": SEXES[1:], "age": AGES[1:]}
    return {
        "columns": [
            {"code": code, "heading": code, "role": role, "values": sorted(values[code])} for code, role in COLUMNS
        ]
    }


def write(digest: str, factor: int) -> None:
    """One file of ROWS observations, sorted by key and period as every release is."""
    from stadsrecht.monitoring.bridge import store

    file = store.path_of(digest)
    file.parent.mkdir(parents=True, exist_ok=True)
    keys = [
        (area, sex, age)
        for area, sex, age in product(
            ["", *(f"BU{number:08}" for number in range(1, AREAS + 1))], sorted(SEXES), sorted(AGES)
        )
    ]
    values = ", ".join(f"({place}, '{area}', '{sex}', '{age}')" for place, (area, sex, age) in enumerate(keys))
    value = f"40 + place % 20 + hash(place * 4099 + y * 31 + {factor}) % 1000 / 100.0 AS value"
    period = "CAST(y AS VARCHAR) AS period, y::INTEGER AS year, y || '-01-01' AS starts_on"
    rest = "'value' AS status, false AS is_provisional, false AS is_break, '' AS note"
    source = f"(VALUES {values}) AS keys(place, area, sex, age), range(1995, {1995 + YEARS}) AS years(y)"
    rows = f"SELECT area, sex, age, {period}, {value}, {rest} FROM {source} ORDER BY place, y"  # noqa: S608
    # The bench writes what otherwise only the store may.
    store._connection().execute(f"COPY ({rows}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")


def build() -> list[str]:
    """Files, indicators and their published releases; gives the codes."""
    from stadsrecht.monitoring.models import Indicator, Release

    codes = [f"large-{number}" for number in range(INDICATORS)]
    common = {"direction": "up", "publisher": "Bench", "source": "Bench", "created_at": AT, "changed_at": AT}
    indicators = Indicator.objects.bulk_create(
        Indicator(code=code, name={"nl": code, "en": code, "fr": code}, **common) for code in codes
    )
    shape, releases = structure(), []
    for factor, indicator in enumerate(indicators, start=1):
        digest = hashlib.sha256(indicator.code.encode()).hexdigest()
        write(digest, factor)
        more = {"first_period": "1995", "last_period": str(1994 + YEARS), "staged_at": AT, "published_at": AT}
        releases.append(
            Release(indicator=indicator, number=1, state="published", sha256=digest, rows=ROWS, structure=shape, **more)
        )
    Release.objects.bulk_create(releases)
    return codes
