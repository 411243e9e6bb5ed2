"""Where can I turn? A need, a language and a district; a few answers with reasons; a sheet to print and take along."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stadsrecht.kernel.languages import SPOKEN, named
from stadsrecht.kernel.web import answer
from stadsrecht.partners import queries
from stadsrecht.partners.queries import Answers, Question
from stadsrecht.partners.web import shown
from stadsrecht.partners.web.lines import options
from stadsrecht.partners.web.qr import qr_code
from stadsrecht.places import queries as city

LONGEST = 100
OLDEST = 120


def question(request: HttpRequest) -> Question:
    """What was asked; what is not in our lists counts as not said."""
    given = request.GET
    need, language, age = given.get("need", ""), given.get("language", ""), given.get("age", "")
    return Question(
        need=need if need in queries.needs() else "",
        words=given.get("q", "")[:LONGEST].strip(),
        language=language if language in SPOKEN else "",
        district=given.get("district", "")[:20],
        age=int(age) if age.isdecimal() and len(age) <= 3 and int(age) <= OLDEST else None,
    )


def asked(question: Question) -> str:
    """The question as a query, without what was not said."""
    given = {"need": question.need, "q": question.words, "language": question.language, "district": question.district}
    if question.age is not None:
        given["age"] = str(question.age)
    return urlencode({name: value for name, value in given.items() if value})


def turning(request: HttpRequest, form: str) -> HttpResponse:
    """The form, and below it the answers. A form by GET: the address of the answers can be kept and passed on."""
    chosen = question(request)
    found = queries.where_to_turn(chosen, today=timezone.localdate())
    return answer(
        request,
        form,
        "partners/turning.html",
        {
            "chosen": chosen,
            "need": queries.needs().get(chosen.need),
            "needs": queries.served_needs() if form == "html" and not chosen.is_asked else [],
            "need_options": options("need", chosen.need),
            "spoken": options("language", chosen.language),
            "own_languages": _own_languages(chosen) if form == "html" and not chosen.language else [],
            "districts": list(city.areas("district")) if form == "html" else [],
            "query": asked(chosen),
            "found": found,
            "answers": _shown(found) if form == "html" else [],
            "all_of_need": urlencode({"need": chosen.need, "language": chosen.language}),
        },
        data=lambda: {
            "answers": [_data(row) for row in found.rows],
            "has_more": found.has_more,
            "organisations": [shown.organisation_data(row) for row in found.organisations],
        },
    )


def sheet(request: HttpRequest) -> HttpResponse:
    """The same answers on paper, with a code that leads back to the page."""
    chosen = question(request)
    found = queries.where_to_turn(chosen, today=timezone.localdate())
    address = f"{settings.SITE_URL}{reverse('turning')}?{asked(chosen)}"
    return render(
        request,
        "partners/turning_sheet.html",
        {
            "need": queries.needs().get(chosen.need),
            "said": _said(chosen),
            "found": found,
            "answers": _shown(found),
            "address": address,
            "code": qr_code(address, _("Code that leads to this page")),
            "today": timezone.localdate(),
        },
    )


def _own_languages(question: Question) -> list[tuple[str, str, str, str]]:
    """Each language by its own name, as a link that chooses it: not everyone can read the words around the form."""
    site = dict(settings.LANGUAGES)
    return [
        (tag, one.own_name, one.direction, f"?{asked(replace(question, language=tag))}")
        for tag, one in SPOKEN.items()
        if tag not in site
    ]


def _said(question: Question) -> list[tuple[str, Any]]:
    """What was asked, in words: paper outlives the memory of what one chose."""
    need, district = queries.needs().get(question.need), city.areas("district").filter(code=question.district).first()
    said = [
        (_("What is it about?"), need and need.name),
        (_("In your own words"), question.words),
        (_("Your language"), question.language and named(question.language).both_names),
        (_("District"), district and district.name),
        (_("Your age"), None if question.age is None else str(question.age)),
    ]
    return [(label, value) for label, value in said if value]


def _shown(found: Answers) -> list[tuple[Any, Any]]:
    now, lines = timezone.now(), queries.lines_of(row.service for row in found.rows)
    return [(row, shown.shown_service(row.service, now, lines=lines, stands_alone=True)) for row in found.rows]


def _data(row: Any) -> dict[str, Any]:
    return {
        "organisation": row.service.organisation.code,
        "points": row.points,
        "reasons": row.reasons,
        "cautions": row.cautions,
        **shown.service_data(row.service),
    }
