"""The desk of courses: a partner keeps its own, the city's editors keep the catalogue and say what a course serves."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stadsrecht.kernel.web import desk_view, take_form
from stadsrecht.neighbourhoods import operations, queries
from stadsrecht.neighbourhoods.errors import NotYourCourse
from stadsrecht.neighbourhoods.models import Course
from stadsrecht.neighbourhoods.permissions import PERMISSIONS
from stadsrecht.neighbourhoods.web.forms import CourseForm, ServesForm, StateForm
from stadsrecht.neighbourhoods.web.shown import course_shown, result_shown
from stadsrecht.partners.queries import edits_for, organisations

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])
FORM = "neighbourhoods/form.html"


def of_course(capability: str, may: Callable[[Any, Course], bool]) -> Callable[..., Any]:
    """Give the view the course, if this person may. Signed in and with a role first, then this one."""

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @desk_view(PERMISSIONS, capability)
        @wraps(view)
        def guarded(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
            subject = queries.course(code, with_drafts=True)
            if not may(request.user, subject):
                raise NotYourCourse
            return view(request, subject, **kwargs)

        return guarded

    return guard


def may_look(person: Any, subject: Course) -> bool:
    return PERMISSIONS.may(person, "see_all") or queries.works_on(person, subject)


def home(subject: Course) -> str:
    return reverse("desk-training-course", args=(subject.code,))


def context(title: Any, subject: Course, submit: Any, **more: Any) -> dict[str, Any]:
    return {"title": title, "course": subject, "back": home(subject), "submit": submit, **more}


@require_safe
@desk_view(PERMISSIONS, "enter_desk")
def desk(request: HttpRequest) -> HttpResponse:
    """A partner's own courses; the city sees all."""
    now = timezone.now()
    rows = list(queries.courses_of(request.user))
    return render(
        request,
        "neighbourhoods/desk.html",
        {
            "courses": [course_shown(row, [one for one in row.runs.all() if one.ends_at > now], now) for row in rows],
            "may_add": PERMISSIONS.may(request.user, "edit"),
            "sees_all": PERMISSIONS.may(request.user, "see_all"),
        },
    )


@FORM_METHODS
@desk_view(PERMISSIONS, "edit")
def new(request: HttpRequest) -> HttpResponse:
    def act(form: CourseForm) -> str:
        made = operations.record_course(
            organisation=form.cleaned_data["organisation"],
            values=form.values,
            acting_user=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The training is saved as a draft. Publish it, then plan its meetings."))
        return home(made)

    is_editor = PERMISSIONS.may(request.user, "edit_any")
    choices = organisations() if is_editor else edits_for(request.user)
    form = CourseForm(request.POST or None, organisations=choices.order_by("sort_key"))
    more = {"title": _("New training"), "back": reverse("desk-training"), "submit": _("Save")}
    return take_form(request, form, act, FORM, more)


@require_safe
@of_course("enter_desk", may_look)
def course(request: HttpRequest, subject: Course) -> HttpResponse:
    """One course with what this person may do to it. Numbers of people only for who offers it."""
    now = timezone.now()
    return render(
        request,
        "neighbourhoods/desk_course.html",
        {
            "one": course_shown(subject, queries.runs_of(subject), now),
            "course": subject,
            "may_edit": queries.may_edit(request.user, subject),
            "works": queries.works_on(request.user, subject),
            "may_tie": PERMISSIONS.may(request.user, "edit_any"),
            "may_publish": PERMISSIONS.may(request.user, "publish_evaluation"),
            "work": queries.latest_work(subject),
            "result": result_shown(queries.result_of(subject)),
        },
    )


@FORM_METHODS
@of_course("edit", queries.may_edit)
def edit(request: HttpRequest, subject: Course) -> HttpResponse:
    def act(form: CourseForm) -> str:
        operations.save_course(
            course=subject,
            version=form.cleaned_data["version"],
            values=form.values,
            acting_user=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The training is saved."))
        return home(subject)

    form = CourseForm(request.POST or None, initial=CourseForm.values_of(subject))
    return take_form(request, form, act, FORM, context(_("Change the training"), subject, _("Save")))


@FORM_METHODS
@of_course("edit", queries.may_edit)
def state(request: HttpRequest, subject: Course) -> HttpResponse:
    """Publish a draft, or withdraw what is public: the page says first what that means."""
    is_public = subject.state == "published"

    def act(form: StateForm) -> str:
        wanted = "withdrawn" if is_public else "published"
        operations.move_course(course=subject, state=wanted, acting_user=request.user, at=timezone.now())
        messages.success(request, _("The training is withdrawn.") if is_public else _("The training is public."))
        return home(subject)

    form = StateForm(request.POST if request.method == "POST" else None)
    if is_public:
        note = _("Nobody finds the training any more. You can publish it again later. Past results stay.")
        return take_form(
            request, form, act, FORM, context(_("Withdraw the training"), subject, _("Withdraw"), note=note)
        )
    note = _("Everyone can find the training as soon as you publish it. Then plan its meetings.")
    return take_form(request, form, act, FORM, context(_("Publish the training"), subject, _("Publish"), note=note))


@FORM_METHODS
@of_course("edit_any", queries.may_edit)
def serves(request: HttpRequest, subject: Course) -> HttpResponse:
    """Of what results will be evidence."""

    def act(form: ServesForm) -> str:
        operations.tie_course(
            course=subject,
            serves=form.cleaned_data["subjects"].splitlines(),
            acting_user=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("It is saved what the training serves."))
        return home(subject)

    form = ServesForm(request.POST or None, initial={"subjects": "\n".join(subject.serves)})
    return take_form(request, form, act, FORM, context(_("What the training serves"), subject, _("Save")))
