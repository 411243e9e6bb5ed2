"""Lists of cases: what is mine, new, late, or closed. No key is needed to see that a case exists."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from stadsrecht.discrimination.models import Case
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import LISTS, case_list, list_sizes, name_of
from stadsrecht.kernel.web import desk_view

PAGE = 30
TITLES = {
    "mine": _("Mine"),
    "new": _("New, with nobody"),
    "wrote": _("Somebody wrote"),
    "late": _("Late"),
    "open": _("Open"),
    "closed": _("Closed"),
}
EMPTY = {
    "mine": _("You work on no open case. Look in “New, with nobody” for one that you can take."),
    "new": _("Every case has somebody who works on it."),
    "wrote": _("Everything that reporters and partners wrote was read."),
    "late": _("No step is late."),
    "open": _("There is no open case."),
    "closed": _("There is no closed case."),
}


@require_safe
@desk_view(PERMISSIONS, "read_case")
def desk_cases(request: HttpRequest, which: str = "mine") -> HttpResponse:
    if which not in LISTS:
        raise Http404
    today = timezone.localdate()
    given: dict[str, Any] = {
        "person": request.user,
        "of_everyone": PERMISSIONS.may(request.user, "assign_case"),  # type: ignore[arg-type]
        "today": today,
    }
    sizes = list_sizes(**given)
    paginator = Paginator(case_list(which, **given), PAGE)
    paginator.count = sizes[which]  # counted once, with the others
    page = paginator.get_page(request.GET.get("page"))
    shown = [code for code in LISTS if given["of_everyone"] or code != "open"]  # to a worker, open is what is theirs
    context = {
        "which": which,
        "title": TITLES[which],
        "empty": EMPTY[which],
        "tabs": [(code, TITLES[code], sizes[code], reverse("desk-case-list", args=(code,))) for code in shown],
        "page": page,
        "rows": [row_of(case, today) for case in page],
        "may_coordinate": given["of_everyone"],
    }
    return render(request, "discrimination/desk/cases.html", context)


def case_name(case: Case) -> str:
    return gettext("Case %(number)s") % {"number": case.report.number}


def row_of(case: Case, today: Any) -> dict[str, Any]:
    """A case with the names of its codes."""
    facts, edition = case.report.facts, case.report.facts.edition
    return {
        "case": case,
        "name": case_name(case),
        "address": reverse("desk-case", args=(case.report.number,)),
        "grounds": ", ".join(name_of(edition, "ground", code).plain for code in facts.grounds),
        "terrain": name_of(edition, "terrain", facts.terrain).plain if facts.terrain else "",
        "outcome": name_of(edition, "outcome", case.outcome).plain if case.outcome else "",
        "is_late": bool(case.due_on and case.due_on < today),
    }
