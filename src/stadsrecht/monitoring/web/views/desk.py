"""The desk's pages of indicators: what is due, recording one, and bringing figures in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.web import desk_view, take_form
from stadsrecht.monitoring import operations, queries
from stadsrecht.monitoring.bridge.reading import TEMPLATE
from stadsrecht.monitoring.errors import FiguresRefused
from stadsrecht.monitoring.models import Indicator
from stadsrecht.monitoring.permissions import PERMISSIONS
from stadsrecht.monitoring.web.forms import IndicatorForm, UploadForm, targets_text
from stadsrecht.monitoring.web.views.work import hand_over

LONGEST_NUMBER = 9
FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


def _named(code: str) -> Indicator:
    return queries.indicator(code, at=timezone.now(), with_unpublished=True)


def home_of(indicator: Indicator) -> str:
    return reverse("desk-indicator", args=(indicator.code,))


@require_safe
@desk_view(PERMISSIONS, "see_desk")
def indicators(request: HttpRequest) -> HttpResponse:
    """All indicators: what is due or stale stands first, and what waits for somebody."""
    rows = queries.desk_rows(at=timezone.now(), today=timezone.localdate())
    context = {
        "rows": rows,
        "waiting": list(queries.in_preparation()),
        "work": list(queries.recent_work(at=timezone.now())[:10]),
        "may_export": PERMISSIONS.may(request.user, "export_open_data"),
        "attention": sum(row.needs_attention for row in rows),
        "may_edit": PERMISSIONS.may(request.user, "edit_indicator"),
        "may_stage": PERMISSIONS.may(request.user, "stage_release"),
    }
    return render(request, "monitoring/desk_figures.html", context)


@require_safe
@desk_view(PERMISSIONS, "see_desk")
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator with all its releases, whatever their state."""
    subject, now = _named(code), timezone.now()
    context = {
        "indicator": subject,
        "releases": list(queries.all_releases().filter(indicator=subject).select_related("staged_by", "reviewed_by")),
        "targets": list(subject.targets.all()),
        "subjects": queries.subjects_of(subject),
        "is_public": queries.public_indicators(at=now).filter(pk=subject.pk).exists(),
        "may_edit": PERMISSIONS.may(request.user, "edit_indicator"),
        "may_stage": PERMISSIONS.may(request.user, "stage_release"),
    }
    return render(request, "monitoring/desk_indicator.html", context)


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_indicator")
def new(request: HttpRequest) -> HttpResponse:
    def act(form: IndicatorForm) -> str:
        now = timezone.now()
        found = operations.record_indicator(
            values=form.values, subjects=form.subject_names, acting_user=request.user, at=now
        )
        operations.set_targets(indicator=found, targets=form.cleaned_data["targets"], acting_user=request.user, at=now)
        messages.success(request, _("The figure is recorded. Bring in its first numbers."))
        return home_of(found)

    form = IndicatorForm(request.POST or None, initial={"subjects": "\n".join(request.GET.getlist("of"))})
    context = {"title": _("New figure"), "back": reverse("desk-figures"), "submit": _("Save")}
    return take_form(request, form, act, "monitoring/desk_form.html", context)


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_indicator")
def change(request: HttpRequest, code: str) -> HttpResponse:
    subject = _named(code)
    headline = [row for row in subject.targets.all() if not row.keys]

    def act(form: IndicatorForm) -> str:
        now = timezone.now()
        operations.edit_indicator(
            indicator=subject,
            version=form.cleaned_data["version"],
            values=form.values,
            subjects=form.subject_names,
            acting_user=request.user,
            at=now,
        )
        operations.set_targets(indicator=subject, targets=_all_targets(subject, form), acting_user=request.user, at=now)
        messages.success(request, _("The figure is saved."))
        return home_of(subject)

    initial = {name: getattr(subject, name, None) for name in IndicatorForm.base_fields}
    initial |= {"subjects": "\n".join(queries.subjects_of(subject)), "targets": targets_text(headline)}
    form = IndicatorForm(request.POST or None, initial=initial)
    form.fields["code"].disabled = True
    context = {"title": _("Change figure"), "about": subject.name, "back": home_of(subject), "submit": _("Save")}
    return take_form(request, form, act, "monitoring/desk_form.html", context)


def _all_targets(subject: Indicator, form: IndicatorForm) -> list[dict[str, Any]]:
    """What was typed, with the addresses that were there, and the targets of groups, which the form does not show."""
    rows: list[Any] = list(subject.targets.values("year", "value", "keys", "source", "source_url"))
    known = {(row["year"], row["value"]): row["source_url"] for row in rows if not row["keys"]}
    typed = [{**row, "source_url": known.get((row["year"], row["value"]), "")} for row in form.cleaned_data["targets"]]
    return [*typed, *(row for row in rows if row["keys"])]


@FORM_METHODS
@desk_view(PERMISSIONS, "stage_release")
def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Bring figures in from a file or pasted text. What is refused comes back with each fault and its cure."""
    subject = _named(code)
    context: dict[str, Any] = {
        "title": _("Bring in figures"),
        "about": subject.name,
        "indicator": subject,
        "back": home_of(subject),
        "submit": _("Check and stage"),
        "template": TEMPLATE,
    }

    def act(form: UploadForm) -> str:
        content, file_name = form.typed()
        given: dict[str, Any] = {
            "indicator": subject,
            "content": content,
            "file_name": file_name,
            **{name: form.cleaned_data[name] for name in ("kind", "note", "is_correction")},
            "acting_user": request.user,
            "at": timezone.now(),
        }
        try:
            if operations.is_long_upload(subject, content):
                return hand_over(operations.begin_upload(**given))
            release = operations.stage_upload(**given)
        except StadsrechtError as error:
            form.keep_file_as_text(content)
            if isinstance(error, FiguresRefused):
                context["findings"] = error.findings
            raise
        messages.success(request, _("The figures are staged. Somebody else must review them."))
        return reverse("desk-release", args=(code, release.number))

    form = UploadForm(request.POST or None, request.FILES or None, initial=_refused_before(request, subject))
    return take_form(request, form, act, "monitoring/desk_upload.html", context)


def _refused_before(request: HttpRequest, subject: Indicator) -> dict[str, Any]:
    """What was brought in and refused by the worker, to be mended."""
    number = request.GET.get("work", "")
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return {}
    found = queries.work(int(number))
    if found.indicator_id != subject.pk:
        return {}
    return {
        "kind": found.file_kind,
        "content": queries.typed_in(found),
        "note": found.note,
        "is_correction": found.is_correction,
    }
