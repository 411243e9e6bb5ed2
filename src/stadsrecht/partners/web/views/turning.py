"""Where can I turn? A need, a language and a district; a few answers with reasons; a sheet to print and take along."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stadsrecht.kernel.languages import SPOKEN
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
            "needs": queries.served_needs() if form == "html" and not chosen.is_asked else [],
            "need_options": options("need", chosen.need),
            "spoken": options("language", chosen.language),
            "districts": list(city.areas("district")) if form == "html" else [],
            "query": asked(chosen),
            "found": found,
            "answers": _shown(found) if form == "html" else [],
            "all_of_need": urlencode({"need": chosen.need, "language": chosen.language}),
        },
        data=lambda: {"answers": [_data(row) for row in found.rows], "has_more": found.has_more},
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
            "chosen": chosen,
            "need": queries.needs().get(chosen.need),
            "query": asked(chosen),
            "answers": _shown(found),
            "address": address,
            "code": qr_code(address, _("Code that leads to this page")),
            "today": timezone.localdate(),
        },
    )


def _shown(found: Answers) -> list[tuple[Any, Any]]:
    now = timezone.now()
    return [(row, shown.shown_service(row.service, now)) for row in found.rows]


def _data(row: Any) -> dict[str, Any]:
    return {
        "organisation": row.service.organisation.code,
        "points": row.points,
        "reasons": row.reasons,
        "cautions": row.cautions,
        **shown.service_data(row.service),
    }
