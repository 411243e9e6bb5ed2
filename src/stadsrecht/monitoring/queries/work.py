"""Reads of the work that the desk asked for: how far it is, and why it was refused."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet

from stadsrecht.kernel.errors import StadsrechtError, error_named
from stadsrecht.monitoring.bridge.reading import Finding
from stadsrecht.monitoring.errors import FiguresRefused, UnknownWork
from stadsrecht.monitoring.models import Work

SHOWN_HOURS = 24
MENDED_TEXT = 2 * 2**20


def all_work() -> QuerySet[Work]:
    return Work.objects.select_related("indicator", "release__indicator", "asked_by").defer("content", "findings")


def work(number: int) -> Work:
    """Raises UnknownWork."""
    found = all_work().filter(pk=number).first()
    if found is None:
        raise UnknownWork(wanted=number)
    return found


def recent_work(*, at: datetime) -> QuerySet[Work]:
    """What waits or is under way, and what ended within a day; the newest first."""
    return all_work().filter(Q(ended_at__isnull=True) | Q(ended_at__gte=at - timedelta(hours=SHOWN_HOURS)))


def refusal_of(work: Work) -> StadsrechtError | None:
    """Why it was refused, in the language of whoever looks; None where it was not."""
    if work.refusal == FiguresRefused.__name__:
        return FiguresRefused(findings_of(work))
    return error_named(work.refusal, work.details)


def parcel_of(number: int) -> Path:
    """Where the file of an export lies, if it is still the newest."""
    return Path(settings.EXPORTS_ROOT) / f"open-data-{number}.zip"


def typed_in(work: Work) -> str:
    """The text of a file that was refused, to be mended; empty where it is too long for a page or is no text."""
    content = bytes(Work.objects.values_list("content", flat=True).get(pk=work.pk))
    try:
        return content.decode("utf-8-sig") if len(content) <= MENDED_TEXT else ""
    except UnicodeDecodeError:
        return ""


def findings_of(work: Work) -> tuple[Finding, ...]:
    return tuple(map(Finding.of, work.findings))
