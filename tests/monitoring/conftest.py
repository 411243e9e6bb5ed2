"""A small indicator of the small city, and figures for it."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.monitoring import operations
from stadsrecht.monitoring.models import Column, ColumnRole, Observation, Table, period_of, status_of

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
SEX = Column("sex", "Sex")
AREA = Column("area", "GeoCode", ColumnRole.AREA)


def cell(period, value, sex="", area="", **more):
    """One observation; a value None means: not known."""
    return Observation(period_of(period), (sex, area), value, more.pop("status", status_of(value)), **more)


def table(*cells):
    return Table.of((SEX, AREA), cells)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """Each test keeps its figures in a folder of its own, beside those that came with the small city."""
    pack = Path(settings.FIGURES_ROOT)
    settings.FIGURES_ROOT = tmp_path / "figures"
    if pack.is_dir():
        shutil.copytree(pack, settings.FIGURES_ROOT)


@pytest.fixture
def figures():
    """Two years, both sexes and the whole."""
    return table(
        cell("2024", 12.5), cell("2025", 13.0), cell("2024", 10.0, "women"), cell("2025", 11.0, "women"),
        cell("2025", None, "men"),
    )  # fmt: skip


@pytest.fixture
def indicator(db, person):
    return operations.record_indicator(
        values={
            "code": "felt-safe",
            "name": LocalisedText(nl="Voelt zich veilig", en="Feels safe", fr="Se sent en sécurité"),
            "direction": "up",
            "publisher": "Kleinstad",
            "source": "Enquête",
        },
        subjects=["provision:eu-charter:6", "policy:open-square"],
        acting_user=person("adviser"),
        at=AT,
    )


@pytest.fixture
def staged(indicator, figures, person):
    return operations.stage_release(indicator=indicator, table=figures, acting_user=person("adviser"), at=AT)


@pytest.fixture
def reviewed(staged, person):
    return operations.review_release(release=staged, acting_user=person("administrator"), at=AT)
