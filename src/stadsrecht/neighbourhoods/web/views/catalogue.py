"""Training for everyone: the catalogue, one course with its runs, and their meetings for a calendar."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from stadsrecht.kernel.web import answer
from stadsrecht.neighbourhoods import operations, queries
from stadsrecht.neighbourhoods.bridge.calendar import run_calendar
from stadsrecht.neighbourhoods.models import Audience, Kind
from stadsrecht.neighbourhoods.queries import Wanted
from stadsrecht.neighbourhoods.web import shown
from stadsrecht.partners.queries import need_choices
from stadsrecht.places import queries as city

FILTERS = ("subject", "audience", "district", "kind", "month")


def training(request: HttpRequest, form: str) -> HttpResponse:
    """What is offered, by subject, audience, district, kind and month; the earliest first."""
    now = timezone.now()
    operations.settle_due(at=now)
    wanted = Wanted(**{name: request.GET.get(name, "")[:60] for name in FILTERS})
    rows = queries.catalogue(wanted, at=now)
    return answer(
        request,
        form,
        "neighbourhoods/training.html",
        {
            "courses": [shown.course_shown(row, row.runs.all(), now) for row in rows],
            "filters": _filters(wanted, now) if form == "html" else [],
            "is_filtered": wanted != Wanted(),
        },
        data=lambda: [shown.data(row, row.runs.all(), now) for row in rows],
    )


def _filters(wanted: Wanted, now: datetime) -> list[dict[str, Any]]:
    """Each with its name, label, choices and the one that is chosen."""
    months = [(f"{day:%Y-%m}", date_format(day, "F Y")) for day in queries.months_ahead(now)]
    choices: dict[str, tuple[str, list[tuple[str, Any]]]] = {
        "subject": (_("Subject"), [*need_choices()]),
        "audience": (_("For whom"), list(Audience.choices)),
        "district": (_("District"), [(row.code, row.name.plain) for row in city.areas("district")]),
        "kind": (_("Kind"), list(Kind.choices)),
        "month": (_("Month"), months),
    }
    return [
        {"name": name, "label": label, "choices": rows, "chosen": getattr(wanted, name)}
        for name, (label, rows) in choices.items()
    ]


def course(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """One course: what it is, when, how one signs up and in what order, and what participants said of it."""
    now = timezone.now()
    subject = queries.course(code)
    runs = list(queries.runs_of(subject))
    if set(queries.due_runs(now)) & {row.pk for row in runs}:
        operations.settle_due(at=now, only=[row.pk for row in runs])
        runs = list(queries.runs_of(subject))
    result = queries.result_of(subject)
    return answer(
        request,
        form,
        "neighbourhoods/course.html",
        {
            "one": shown.course_shown(subject, [row for row in runs if row.ends_at > now], now),
            "result": shown.result_shown(result),
            "may_edit": queries.may_edit(request.user, subject),
        },
        data=lambda: {**shown.data(subject, runs, now), "evaluation": shown.result_data(result)},
    )


def calendar(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The meetings of a run, for the calendar of whoever wants to come."""
    row = queries.run(queries.course(code), number)
    response = HttpResponse(run_calendar(row), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{row.course.code}-{row.pk}.ics"'
    return response
