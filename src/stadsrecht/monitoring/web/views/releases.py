"""The desk's pages of one release: its findings and differences, and every step on its way."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from stadsrecht.kernel.web import desk_view, take_form
from stadsrecht.monitoring import operations, queries
from stadsrecht.monitoring.bridge.reading import Finding
from stadsrecht.monitoring.models import Release
from stadsrecht.monitoring.permissions import PERMISSIONS
from stadsrecht.monitoring.web.changes import changes_of
from stadsrecht.monitoring.web.forms import MomentForm
from stadsrecht.monitoring.web.shown import Shown
from stadsrecht.monitoring.web.table import drawn_rows, grid_of
from stadsrecht.monitoring.web.views.work import hand_over
from stadsrecht.monitoring.workflow import EVER_PUBLIC, RELEASE_TRANSITIONS, ReleaseState

CHANGES = 200
FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])
STEPS = {
    ReleaseState.REVIEWED: "review_release",
    ReleaseState.EMBARGOED: "publish_release",
    ReleaseState.PUBLISHED: "publish_release",
    ReleaseState.DISCARDED: "publish_release",
}


def _found(code: str, number: int) -> Release:
    now = timezone.now()
    indicator = queries.indicator(code, at=now, with_unpublished=True)
    return queries.release(indicator, number, at=now, with_unpublished=True)


def home_of(release: Release) -> str:
    return reverse("desk-release", args=(release.indicator.code, release.number))


@require_safe
@desk_view(PERMISSIONS, "see_desk")
def release(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What came in, what was noticed, what would change, and what may be done with it."""
    found = _found(code, number)
    shown = Shown(found, request.GET)
    grid = grid_of(shown)
    before = _public_before(found)
    steps = _steps(request, found)
    context = {
        "indicator": found.indicator,
        "release": found,
        "shown": shown,
        "grid": grid,
        "table_rows": drawn_rows(grid, shown.decimals),
        "findings": [Finding.of(row) for row in found.findings],
        "before": before,
        "changes": Paginator(changes_of(before, found), CHANGES).get_page(request.GET.get("page")) if before else None,
        "steps": steps,
        "is_own": found.staged_by_id == request.user.pk,
        "is_public": found.state in EVER_PUBLIC,
        "zone": timezone.get_current_timezone_name(),
    }
    return render(request, "monitoring/desk_release.html", context)


def _public_before(found: Release) -> Release | None:
    """The release that this one is to take the place of, or took it of."""
    rows = queries.visible_releases(at=timezone.now()).filter(indicator=found.indicator, number__lt=found.number)
    return rows.order_by("-number").first()


def _steps(request: HttpRequest, found: Release) -> set[str]:
    """The states that this person may bring it to."""
    return {
        str(state)
        for state, capability in STEPS.items()
        if state in RELEASE_TRANSITIONS[found.state] and PERMISSIONS.may(request.user, capability)
    }


@FORM_METHODS
@desk_view(PERMISSIONS, "review_release")
def review(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Say that the figures are right; whoever staged them cannot."""
    question = _("Are these figures right?")
    return _asked(request, _found(code, number), operations.review_release, question, REVIEWED)


@FORM_METHODS
@desk_view(PERMISSIONS, "publish_release")
def publish(request: HttpRequest, code: str, number: int) -> HttpResponse:
    found, question = _found(code, number), _("Publish this release now?")
    if not operations.is_long_publication(found):
        return _asked(request, found, operations.publish_release, question, PUBLISHED)

    def act(form: forms.Form) -> str:
        return hand_over(
            operations.begin_publication(release=found, acting_user=request.user, at=timezone.now())  # type: ignore[arg-type]
        )

    return _question(request, found, act, question)


@FORM_METHODS
@desk_view(PERMISSIONS, "publish_release")
def lift(request: HttpRequest, code: str, number: int) -> HttpResponse:
    question = _("Lift the embargo, so that the release waits without a moment?")
    return _asked(request, _found(code, number), operations.lift_embargo, question, LIFTED)


@FORM_METHODS
@desk_view(PERMISSIONS, "publish_release")
def discard(request: HttpRequest, code: str, number: int) -> HttpResponse:
    question = _("Discard this release? It cannot be taken up again; the figures have to be brought in anew.")
    return _asked(request, _found(code, number), operations.discard_release, question, DISCARDED, is_danger=True)


REVIEWED = gettext_lazy("The release is reviewed. It can be published now, or at a moment.")
PUBLISHED = gettext_lazy("The release is published.")
LIFTED = gettext_lazy("The embargo is lifted.")
DISCARDED = gettext_lazy("The release is discarded.")


def _asked(
    request: HttpRequest,
    found: Release,
    step: Callable[..., Any],
    question: str,
    done: str | Promise,
    *,
    is_danger: bool = False,
) -> HttpResponse:
    """Ask, then take the step; an error by name comes back on the same page."""

    def act(form: forms.Form) -> str:
        step(release=found, acting_user=request.user, at=timezone.now())
        messages.success(request, str(done))
        return home_of(found)

    return _question(request, found, act, question, is_danger=is_danger)


def _question(
    request: HttpRequest,
    found: Release,
    act: Callable[[forms.Form], str],
    question: str,
    *,
    is_danger: bool = False,
) -> HttpResponse:
    form = forms.Form(request.POST) if request.method == "POST" else forms.Form()
    context = {"title": question, "release": found, "back": home_of(found), "is_danger": is_danger}
    return take_form(request, form, act, "monitoring/desk_step.html", context)


@FORM_METHODS
@desk_view(PERMISSIONS, "publish_release")
def embargo(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Until which moment nobody outside sees it."""
    found = _found(code, number)

    def act(form: MomentForm) -> str:
        moment = form.cleaned_data["publish_at"]
        operations.embargo_release(release=found, publish_at=moment, acting_user=request.user, at=timezone.now())
        messages.success(request, _("The release is under embargo until its moment. Then it appears by itself."))
        return home_of(found)

    context = {
        "title": _("Publish at a moment"),
        "about": found.indicator.name,
        "back": home_of(found),
        "submit": _("Set the embargo"),
    }
    return take_form(request, MomentForm(request.POST or None), act, "monitoring/desk_form.html", context)
