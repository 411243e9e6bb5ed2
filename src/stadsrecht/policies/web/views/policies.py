"""The desk's pages of policies, their documents and anchors."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stadsrecht.kernel.registry import policy_panels
from stadsrecht.kernel.web import desk_view, panels_for, take_form
from stadsrecht.policies import operations, queries
from stadsrecht.policies.models import Anchor, Policy
from stadsrecht.policies.permissions import PERMISSIONS
from stadsrecht.policies.web.forms import AnchorForm, PolicyForm, StateForm
from stadsrecht.policies.web.history import HISTORY
from stadsrecht.policies.workflow import POLICY_TRANSITIONS, PolicyState
from stadsrecht.rights.queries import provisions, provisions_like

PAGE = 50
FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


def _policy(code: str) -> Policy:
    return queries.policy(code, with_drafts=True)


def _home(policy: Policy) -> str:
    return reverse("desk-policy", args=(policy.code,))


@require_safe
@desk_view(PERMISSIONS, "see_desk")
def policy_list(request: HttpRequest) -> HttpResponse:
    rows = queries.with_counts(queries.all_policies())
    if state := request.GET.get("state"):
        rows = rows.filter(state=state)
    if field := request.GET.get("field"):
        rows = rows.filter(field__code=field)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "fields": queries.fields(),
        "states": PolicyState.choices,
        "chosen": request.GET,
        "may_edit": PERMISSIONS.may(request.user, "edit_policy"),
    }
    return render(request, "policies/desk_policies.html", context)


@require_safe
@desk_view(PERMISSIONS, "see_desk")
def desk_policy(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about one policy, with what may be done to it."""
    policy = _policy(code)
    context = {
        "policy": policy,
        "anchors": queries.anchors_of(policy),
        "actions": queries.all_actions().filter(policy=policy),
        "documents": queries.documents_of(policy),
        "proposal_count": queries.proposals_of(policy).count(),
        "panels": panels_for(policy_panels, policy, request),
        "history": HISTORY.of(policy),
        "may_edit": PERMISSIONS.may(request.user, "edit_policy"),
        "may_move": PERMISSIONS.may(request.user, "move_policy") and POLICY_TRANSITIONS[policy.state],
    }
    return render(request, "policies/desk_policy.html", context)


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_policy")
def new_policy(request: HttpRequest) -> HttpResponse:
    def act(form: PolicyForm) -> str:
        values = {**form.values}
        policy = operations.create_policy(values=values, acting_user=request.user, at=timezone.now())
        messages.success(request, _("The policy is saved as a draft. Anchor it in the rights that it serves."))
        return _home(policy)

    context = {"title": _("New policy"), "back": reverse("desk-policies"), "submit": _("Save as draft")}
    return take_form(request, PolicyForm(request.POST or None), act, "policies/desk_form.html", context)


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_policy")
def change_policy(request: HttpRequest, code: str) -> HttpResponse:
    policy = _policy(code)

    def act(form: PolicyForm) -> str:
        operations.edit_policy(
            policy=policy,
            version=form.cleaned_data["version"],
            values=form.values,
            acting_user=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The policy is saved."))
        return _home(policy)

    initial = {name: getattr(policy, name) for name in PolicyForm.base_fields}
    context = {"title": _("Change policy"), "about": policy.title, "back": _home(policy), "submit": _("Save")}
    return take_form(
        request, PolicyForm(request.POST or None, initial=initial), act, "policies/desk_form.html", context
    )


@FORM_METHODS
@desk_view(PERMISSIONS, "move_policy")
def change_state(request: HttpRequest, code: str) -> HttpResponse:
    policy = _policy(code)
    states = [(state, PolicyState(state).label) for state in PolicyState if state in POLICY_TRANSITIONS[policy.state]]

    def act(form: StateForm) -> str:
        operations.move_policy(
            policy=policy, state=form.cleaned_data["state"], acting_user=request.user, at=timezone.now()
        )
        messages.success(request, _("The new state is saved."))
        return _home(policy)

    form = StateForm(request.POST or None, states=states, with_reason=False)
    context = {
        "title": _("Change the state of the policy"),
        "about": policy.title,
        "note": _("Present state: %(state)s.") % {"state": policy.get_state_display()},
        "back": _home(policy),
        "submit": _("Save"),
    }
    return take_form(request, form, act, "policies/desk_form.html", context)


def confirmed(request: HttpRequest, question: str, about: Any, back: str) -> HttpResponse | None:
    """A page that asks before something is removed; None once the answer is yes."""
    if request.method == "POST":
        return None
    return render(request, "policies/desk_confirm.html", {"question": question, "about": about, "back": back})


@FORM_METHODS
@desk_view(PERMISSIONS, "anchor_policy")
def new_anchor(request: HttpRequest, code: str) -> HttpResponse:
    policy = _policy(code)

    def act(form: AnchorForm) -> str:
        anchor = operations.anchor_policy(policy=policy, **form.values, acting_user=request.user, at=timezone.now())
        messages.success(
            request,
            _("The policy is anchored in %(provision)s.") % {"provision": anchor.provision.label.plain},
        )
        return reverse("desk-anchor-new", args=(code,)) if "another" in request.POST else _home(policy)

    context = {
        "policy": policy,
        "provisions": provisions(),
        "back": _home(policy),
        "anchors": queries.anchors_of(policy),
    }
    form = AnchorForm(request.POST or None, initial={"provision": request.GET.get("provision")})
    form.suggest(provisions_like(request.POST.get("provision", ""), get_language() or settings.LANGUAGE_CODE))
    return take_form(request, form, act, "policies/desk_anchor.html", context)


@FORM_METHODS
@desk_view(PERMISSIONS, "anchor_policy")
def drop_anchor(request: HttpRequest, code: str, number: int) -> HttpResponse:
    policy = _policy(code)
    anchor = get_object_or_404(Anchor.objects.select_related("provision__instrument"), policy=policy, pk=number)
    about = f"{anchor.provision.instrument.short_name.plain}, {anchor.provision.label.plain}"
    if page := confirmed(request, _("Remove this anchor?"), about, _home(policy)):
        return page
    operations.remove_anchor(anchor=anchor, acting_user=request.user, at=timezone.now())
    messages.success(request, _("The anchor is removed."))
    return redirect(_home(policy))
