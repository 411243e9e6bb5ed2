"""Pacts for everyone: what was agreed, who pledged what and how it stands, the meetings, and the years."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from stadsrecht.kernel.registry import pact_panels, pledge_panels
from stadsrecht.kernel.web import answer, panels_for
from stadsrecht.partners import queries
from stadsrecht.partners.errors import UnknownPact
from stadsrecht.partners.models import Pact
from stadsrecht.partners.web import pacts as shown
from stadsrecht.partners.web.calendar import calendar_response
from stadsrecht.partners.workflow import PledgeState


def pacts(request: HttpRequest, form: str) -> HttpResponse:
    """All pacts, the newest first."""
    rows = list(queries.pacts())
    return answer(
        request,
        form,
        "partners/pacts.html",
        {"pacts": rows},
        data=lambda: [shown.pact_data(row) for row in rows],
        rows=lambda: [shown.PACT_COLUMNS, *(shown.pact_line(row) for row in rows)],
    )


def pact(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """One pact: its text, who signed, and every pledge by subject; filtered by subject, state and organisation."""
    subject = queries.pact(code)
    rows = list(queries.pledges_of(subject))
    chosen = shown.chosen(request, rows)
    today = timezone.localdate()
    presences = queries.presences_of([subject.pk])
    lines = [shown.pledge_line(row, presences, today) for row in chosen.pledges]
    return answer(
        request,
        form,
        "partners/pact.html",
        _pact_context(request, subject, rows, chosen, lines) if form == "html" else {},
        data=lambda: {
            **shown.pact_data(subject),
            "text": subject.text,
            "signatories": [
                {"organisation": row.organisation.code, "signed_on": row.signed_on}
                for row in queries.signatures_of(subject)
            ],
            "pledges": [shown.line_data(line) for line in lines],
            **{panel.code: panel.data(subject, request) for panel in pact_panels},
        },
        rows=lambda: [shown.PLEDGE_COLUMNS, *(shown.pledge_row(line) for line in lines)],
    )


def _pact_context(
    request: HttpRequest, subject: Pact, rows: list[Any], chosen: shown.Chosen, lines: list[Any]
) -> dict[str, Any]:
    by_pledge = {line.pledge.pk: line for line in lines}
    counts = queries.state_counts(rows)
    return {
        "pact": subject,
        "signatures": list(queries.signatures_of(subject)),
        "total": len(rows),
        "counts": [(state, counts[state]) for state in PledgeState],
        "groups": [
            (group.need, [by_pledge[row.pk] for row in group.pledges])
            for group in queries.by_subject(chosen.pledges, subject.subjects)
        ],
        "chosen": chosen,
        "subjects": queries.need_names(subject.subjects),
        "years": queries.years_of(subject, timezone.localdate()),
        "panels": lambda: panels_for(pact_panels, subject, request),
    }


def pledge(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """One pledge: what was promised, and what organisation and city say of it, side by side."""
    subject = queries.pledge(code)
    pact_of = subject.signature.pact
    line = shown.pledge_line(subject, queries.presences_of([pact_of.pk]), timezone.localdate())
    own, city = queries.notes_said(subject)
    return answer(
        request,
        form,
        "partners/pledge.html",
        {
            "pledge": subject,
            "line": line,
            "milestones": list(subject.milestones.all()),
            "own_notes": own,
            "city_notes": city,
            "subjects": queries.need_names(subject.subjects),
            "may_work": queries.may_question(request.user)
            or queries.speaks_for(request.user, subject.signature.organisation),
            "panels": lambda: panels_for(pledge_panels, subject, request),
        },
        data=lambda: {
            **shown.line_data(line),
            "milestones": [
                {"title": row.title, "due_on": row.due_on, "done_on": row.done_on} for row in subject.milestones.all()
            ],
            "said": [shown.note_data(row) for row in (*own, *city)],
            **{panel.code: panel.data(subject, request) for panel in pledge_panels},
        },
    )


def meetings(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The meetings of a pact: agenda, who was there, decisions; also as a calendar that others subscribe to."""
    subject = queries.pact(code)
    rows = list(queries.meetings_of(subject))
    if form == "ics":
        return calendar_response(subject.title.plain, rows, subject.code)
    found = [shown.meeting_line(row, timezone.localdate()) for row in rows]
    return answer(
        request,
        form,
        "partners/pact_meetings.html",
        {
            "pact": subject,
            "coming": sorted((row for row in found if row.is_coming), key=lambda row: row.meeting.starts_at),
            "held": [row for row in found if not row.is_coming],
            "may_edit": queries.may_question(request.user),
        },
        data=lambda: [shown.meeting_data(row) for row in rows],
        rows=lambda: [shown.MEETING_COLUMNS, *(line for row in rows for line in shown.meeting_rows(row))],
    )


def year(request: HttpRequest, code: str, year: int, form: str) -> HttpResponse:
    """One year of a pact on one page that prints: pledges as they stood at its end, quotas, meetings."""
    subject = queries.pact(code)
    today = timezone.localdate()
    if year not in queries.years_of(subject, today):
        raise UnknownPact(wanted=f"{code} {year}")
    found = queries.year_of(subject, year)
    return answer(
        request,
        form,
        "partners/pact_year.html",
        {
            "pact": subject,
            "found": found,
            "is_running": year == today.year,
            "meetings": [shown.meeting_line(row, today) for row in found.meetings],
            "years": queries.years_of(subject, today),
        },
        data=lambda: {
            "pact": subject.code,
            "year": year,
            "counts": dict(found.counts),
            "pledges": [shown.year_data(row) for row in found.pledges],
            "meetings": [shown.meeting_data(row) for row in found.meetings],
        },
        rows=lambda: [shown.YEAR_COLUMNS, *(shown.year_row(row) for row in found.pledges)],
    )
