"""Published figures for tests of pages: groups and districts, every status, a break and a provisional year."""

from datetime import UTC, datetime

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.monitoring import operations
from stadsrecht.monitoring.models import Status
from tests.monitoring.conftest import AT, cell, table

DORP, HAVEN, MOLEN = "WK999901", "WK999902", "WK999903"
LATER = datetime(2026, 6, 3, 12, tzinfo=UTC)
LABELS = {
    "sex": {
        "name": {"nl": "Geslacht", "en": "Sex", "fr": "Sexe"},
        "values": {
            "women": {"nl": "vrouwen", "en": "women", "fr": "femmes"},
            "men": {"nl": "mannen", "en": "men", "fr": "hommes"},
        },
    },
    "area": {"name": {"nl": "Wijk", "en": "District", "fr": "Quartier"}},
}
SAFE = table(
    cell("2015", 60.0), cell("2018", 64.0), cell("2021", 70.0, is_break=True, note="Andere vraag"),
    cell("2024", 71.0, is_provisional=True),
    cell("2015", 50.0, "women"), cell("2018", 52.0, "women"), cell("2021", 58.0, "women"), cell("2024", 59.0, "women"),
    cell("2015", None, "men", status=Status.HIDDEN), cell("2018", 70.0, "men"), cell("2024", 80.0, "men"),
    cell("2018", 60.0, area=DORP), cell("2021", 66.0, area=DORP), cell("2024", 75.0, area=DORP),
    cell("2018", 55.0, area=HAVEN), cell("2021", 56.0, area=HAVEN), cell("2024", 51.0, area=HAVEN),
    cell("2021", 0.0, area=MOLEN), cell("2024", None, area=MOLEN, status=Status.NOT_MEASURED),
)  # fmt: skip
REPORTS = table(cell("2022", 10.0), cell("2023", 14.0), cell("2024", 21.0), cell("2024", 9.0, area=HAVEN))


def record(code, figures, **values):
    """An indicator with a published release."""
    given = {"code": code, "direction": "up", "publisher": "Kleinstad", "source": "Enquête", "labels": LABELS, **values}
    subjects = given.pop("subjects", ["provision:eu-charter:6", "policy:open-square", "action:benches"])
    found = operations.record_indicator(values=given, subjects=subjects, acting_user=SYSTEM, at=AT)
    publish(found, figures)
    return found


def publish(indicator, figures, at=AT, **more):
    """Stage, review and publish as the installation itself does."""
    staged = operations.stage_release(indicator=indicator, table=figures, acting_user=SYSTEM, at=at, **more)
    reviewed = operations.review_release(release=staged, acting_user=SYSTEM, at=at)
    return operations.publish_release(release=reviewed, acting_user=SYSTEM, at=at)


def felt_safe():
    name = LocalisedText(nl="Voelt zich veilig", en="Feels safe", fr="Se sent en sécurité")
    found = record("felt-safe", SAFE, name=name, unit=LocalisedText(nl="%", en="%", fr="%"))
    target = {"year": 2030, "value": 90.0, "source": "Raad"}
    operations.set_targets(indicator=found, targets=[target], acting_user=SYSTEM, at=AT)
    return found


def reports():
    name = LocalisedText(nl="Meldingen van discriminatie", en="Reports of discrimination", fr="Signalements")
    unit = LocalisedText(nl="meldingen", en="reports", fr="signalements")
    return record("reports", REPORTS, name=name, unit=unit, direction="neither", subjects=["provision:eu-charter:21"])


def stage_next(indicator):
    """A second release that nobody has reviewed: one figure is mended, one is new."""
    mended = [one._replace(value=72.0) if not any(one.keys) and one.period.year == 2024 else one
              for one in SAFE.observations]  # fmt: skip
    second = table(*mended, cell("2025", 73.0))
    return operations.stage_release(indicator=indicator, table=second, acting_user=SYSTEM, at=LATER)
