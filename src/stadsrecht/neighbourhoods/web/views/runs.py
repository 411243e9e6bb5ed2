"""The desk of runs: only who offers the course plans, moves and cancels, and sees who comes."""

from secrets import token_bytes
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stadsrecht.kernel.lots import SEED_BYTES
from stadsrecht.kernel.web import take_form
from stadsrecht.neighbourhoods import operations, queries
from stadsrecht.neighbourhoods.models import Course, Run
from stadsrecht.neighbourhoods.tasks import send_training_letters
from stadsrecht.neighbourhoods.web.forms import AttendanceForm, CancelForm, MessageForm, RunForm
from stadsrecht.neighbourhoods.web.shown import run_shown
from stadsrecht.neighbourhoods.web.views.desk import FORM, context, home, of_course

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])
OWN = of_course("run", queries.works_on)
SEES = of_course("see_participants", queries.works_on)


def run_home(row: Run) -> str:
    return reverse("desk-training-run", args=(row.course.code, row.pk))


@FORM_METHODS
@OWN
def new(request: HttpRequest, subject: Course) -> HttpResponse:
    def act(form: RunForm) -> str:
        made = operations.plan_run(
            course=subject,
            meetings=form.times,
            values=form.values,
            uuid=uuid4(),
            seed=token_bytes(SEED_BYTES),
            acting_user=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The meetings are planned. Everyone can sign up now."))
        return run_home(made)

    return take_form(request, RunForm(request.POST or None), act, FORM, context(_("Plan meetings"), subject, _("Plan")))


@FORM_METHODS
@OWN
def edit(request: HttpRequest, subject: Course, number: int) -> HttpResponse:
    row = queries.run(subject, number)

    def act(form: RunForm) -> str:
        operations.save_run(
            run=row,
            version=form.cleaned_data["version"],
            meetings=form.times,
            values=form.values,
            seed=token_bytes(SEED_BYTES),
            acting_user=request.user,
            at=timezone.now(),
        )
        send_training_letters.defer()
        messages.success(request, _("The meetings are saved. Where days or place changed, everyone gets a letter."))
        return run_home(row)

    form = RunForm(request.POST or None, initial=RunForm.values_of(row))
    note = _("Everyone who signed up gets a letter where days or place change.")
    more = context(_("Change the meetings"), subject, _("Save"), note=note)
    return take_form(request, form, act, FORM, {**more, "back": run_home(row)})


@FORM_METHODS
@OWN
def cancel(request: HttpRequest, subject: Course, number: int) -> HttpResponse:
    row = queries.run(subject, number)

    def act(form: CancelForm) -> str:
        now = timezone.now()
        operations.cancel_run(
            run=row,
            reason=form.cleaned_data["reason"],
            acting_user=request.user,
            on=timezone.localdate(now),
            at=now,
        )
        send_training_letters.defer()
        messages.success(request, _("The meetings are cancelled. Everyone who signed up gets a letter."))
        return home(subject)

    note = _("This cannot be taken back: everyone who signed up gets a letter with your reason.")
    more = context(_("Cancel the meetings"), subject, _("Cancel the meetings"), note=note)
    return take_form(request, CancelForm(request.POST or None), act, FORM, {**more, "back": run_home(row)})


@require_safe
@SEES
@never_cache
def run(request: HttpRequest, subject: Course, number: int) -> HttpResponse:
    """Who has a place, who was offered one, and who waits in which order."""
    now = timezone.now()
    operations.settle_due(at=now, only=[number])
    row = queries.run(subject, number)
    found = queries.participants(row)
    return render(
        request,
        "neighbourhoods/desk_run.html",
        {
            "course": subject,
            "one": run_shown(row, now),
            "run": row,
            "found": found,
            "has_begun": now >= row.starts_at,
            "is_planned": row.state == "planned" and now < row.ends_at,
            "sent": list(row.messages.all()),
        },
    )


@FORM_METHODS
@SEES
@never_cache
def attendance(request: HttpRequest, subject: Course, number: int) -> HttpResponse:
    """Ticked on the screen, or printed and signed on paper."""
    row = queries.run(subject, number)
    rows = queries.participants(row).placed

    def act(form: AttendanceForm) -> str:
        changed = operations.note_attendance(run=row, marks=form.marks, acting_user=request.user, at=timezone.now())
        said = ngettext("%(count)s entry was changed.", "%(count)s entries were changed.", changed)
        messages.success(request, said % {"count": changed})
        return run_home(row)

    form = AttendanceForm(request.POST if request.method == "POST" else None, sign_ups=rows)
    more = context(_("Attendance"), subject, _("Save"), one=run_shown(row, timezone.now()), rows=rows)
    return take_form(request, form, act, "neighbourhoods/attendance.html", {**more, "back": run_home(row), "run": row})


@FORM_METHODS
@SEES
def message(request: HttpRequest, subject: Course, number: int) -> HttpResponse:
    row = queries.run(subject, number)

    def act(form: MessageForm) -> str:
        operations.write_to_all(run=row, text=form.cleaned_data["text"], acting_user=request.user, at=timezone.now())
        send_training_letters.defer()
        messages.success(request, _("The message goes to everyone who has a place."))
        return run_home(row)

    more = context(_("Write to everyone who takes part"), subject, _("Send"))
    return take_form(request, MessageForm(request.POST or None), act, FORM, {**more, "back": run_home(row)})
