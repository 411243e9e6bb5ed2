"""The desk's pages of actions: owner, state, notes and milestones."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stadsrecht.kernel.registry import action_panels
from stadsrecht.kernel.web import desk_view, panels_for, take_form
from stadsrecht.policies import operations, queries
from stadsrecht.policies.models import Action, Milestone
from stadsrecht.policies.permissions import PERMISSIONS
from stadsrecht.policies.web.forms import ActionForm, MilestoneForm, NoteForm, StateForm
from stadsrecht.policies.web.history import HISTORY
from stadsrecht.policies.workflow import ACTION_TRANSITIONS, ActionState

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


def _action(code: str) -> Action:
    return queries.action(code, with_drafts=True)


def _home(action: Action) -> str:
    return reverse("desk-action", args=(action.code,))


@require_safe
@desk_view(PERMISSIONS, "see_desk")
def desk_action(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about one action, with what may be done to it."""
    action = _action(code)
    context = {
        "action": action,
        "milestones": action.milestones.all(),
        "notes": action.notes.select_related("noted_by"),
        "panels": panels_for(action_panels, action, request),
        "history": HISTORY.of(action),
        "may_edit": PERMISSIONS.may(request.user, "edit_action"),
    }
    return render(request, "policies/desk_action.html", context)


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_action")
def new_action(request: HttpRequest, code: str) -> HttpResponse:
    policy = queries.policy(code, with_drafts=True)
    back = reverse("desk-policy", args=(code,))

    def act(form: ActionForm) -> str:
        action = operations.create_action(
            policy=policy,
            values=form.values,
            acting_user=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        messages.success(request, _("The action is saved as planned."))
        return _home(action)

    context = {"title": _("New action"), "about": policy.title, "back": back, "submit": _("Save as planned")}
    return take_form(request, ActionForm(request.POST or None), act, "policies/desk_form.html", context)


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_action")
def change_action(request: HttpRequest, code: str) -> HttpResponse:
    action = _action(code)

    def act(form: ActionForm) -> str:
        operations.edit_action(
            action=action,
            version=form.cleaned_data["version"],
            values=form.values,
            acting_user=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        messages.success(request, _("The action is saved."))
        return _home(action)

    initial = {name: getattr(action, name) for name in ActionForm.base_fields}
    context = {"title": _("Change action"), "about": action.title, "back": _home(action), "submit": _("Save")}
    return take_form(
        request, ActionForm(request.POST or None, initial=initial), act, "policies/desk_form.html", context
    )


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_action")
def change_state(request: HttpRequest, code: str) -> HttpResponse:
    action = _action(code)
    states = [(state, ActionState(state).label) for state in ActionState if state in ACTION_TRANSITIONS[action.state]]

    def act(form: StateForm) -> str:
        operations.move_action(
            action=action,
            state=form.cleaned_data["state"],
            reason=form.cleaned_data["reason"],
            acting_user=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        messages.success(request, _("The new state is saved."))
        return _home(action)

    form = StateForm(request.POST or None, states=states, with_reason=True)
    context = {
        "title": _("Change the state of the action"),
        "about": action.title,
        "note": _("Present state: %(state)s.") % {"state": action.get_state_display()},
        "back": _home(action),
        "submit": _("Save"),
    }
    return take_form(request, form, act, "policies/desk_form.html", context)


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_action")
def new_note(request: HttpRequest, code: str) -> HttpResponse:
    action = _action(code)

    def act(form: NoteForm) -> str:
        note = operations.note_progress(
            action=action,
            text=form.words,
            acting_user=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        messages.success(request, _("The note is added."))
        if "evidence" in request.POST:
            return f"{reverse('desk-evidence-new')}?of=action:{action.code}&note={note.pk}"
        return _home(action)

    context = {
        "title": _("Add a progress note"),
        "about": action.title,
        "back": _home(action),
        "submit": _("Add the note"),
        "second": {"name": "evidence", "label": _("Add the note, then its evidence")},
    }
    return take_form(request, NoteForm(request.POST or None), act, "policies/desk_form.html", context)


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_action")
def new_milestone(request: HttpRequest, code: str) -> HttpResponse:
    action = _action(code)

    def act(form: MilestoneForm) -> str:
        operations.add_milestone(action=action, **form.cleaned_data, acting_user=request.user, at=timezone.now())
        messages.success(request, _("The milestone is added."))
        return _home(action)

    context = {"title": _("Add a milestone"), "about": action.title, "back": _home(action), "submit": _("Add")}
    return take_form(request, MilestoneForm(request.POST or None), act, "policies/desk_form.html", context)


@require_POST
@desk_view(PERMISSIONS, "edit_action")
def milestone_done(request: HttpRequest, code: str, number: int) -> HttpResponse:
    action = _action(code)
    milestone = get_object_or_404(Milestone, action=action, pk=number)
    operations.finish_milestone(
        milestone=milestone, acting_user=request.user, on=timezone.localdate(), at=timezone.now()
    )
    messages.success(request, _("The milestone is marked as done."))
    return redirect(_home(action))
