"""What everyone may read: the policies of the city and their actions."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from stadsrecht.kernel.registry import action_panels, policy_panels
from stadsrecht.kernel.web import answer, panels_for
from stadsrecht.policies import queries
from stadsrecht.policies.models import Action, Policy
from stadsrecht.policies.workflow import EFFECTIVE_POLICY_STATES, OPEN_ACTION_STATES, ActionState, PolicyState
from stadsrecht.rights.queries import instruments
from stadsrecht.rights.queries import provision as provision_named

PAGE = 50


def _filtered_policies(request: HttpRequest) -> QuerySet[Policy]:
    """The filters of the list: field, instrument, provision, state (or `effective`: what the matrix counts)."""
    rows = queries.with_counts(queries.public_policies())
    given = request.GET
    if field := given.get("field"):
        rows = rows.filter(field__code=field)
    if state := given.get("state"):
        rows = rows.filter(state__in=EFFECTIVE_POLICY_STATES if state == "effective" else [state])
    if instrument := given.get("instrument"):
        rows = rows.filter(pk__in=queries.anchored_in_instrument(instrument))
    if provision := given.get("provision"):
        rows = rows.filter(pk__in=queries.anchored_in(provision_named(provision).pk))
    return rows


def policies(request: HttpRequest, form: str) -> HttpResponse:
    """The list of public policies, filtered."""
    rows = _filtered_policies(request)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return answer(
        request,
        form,
        "policies/policies.html",
        {
            "page": page,
            "fields": queries.fields(),
            "instruments": instruments(),
            "states": [("effective", _("decided and not ended")), *PolicyState.choices[1:]],
            "chosen": request.GET,
        },
        data=lambda: [queries.policy_data(row) for row in rows],
        rows=lambda: [
            ("code", "title", "field", "state", "starts_on", "ends_on", "anchors", "explicit", "actions", "source_url"),
            *(
                (
                    row.code,
                    row.title.plain,
                    row.field.name.plain,
                    row.state,
                    row.starts_on,
                    row.ends_on,
                    row.anchor_count,
                    row.explicit_count,
                    row.action_count,
                    row.source_url,
                )
                for row in rows
            ),
        ],
    )


def policy(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """One policy: what it promises, the rights it serves, its actions and what stands behind it."""
    subject = queries.policy(code, with_drafts=False)
    anchors = list(queries.anchors_of(subject))
    actions = list(queries.all_actions().filter(policy=subject))
    return answer(
        request,
        form,
        "policies/policy.html",
        {
            "policy": subject,
            "anchors": anchors,
            "actions": actions,
            "documents": list(queries.documents_of(subject)),
            "panels": lambda: panels_for(policy_panels, subject, request),
            "may_edit": queries.may_see_drafts(request.user),
        },
        data=lambda: {
            **queries.policy_data(subject),
            "anchors": [queries.anchor_data(row) for row in anchors],
            "actions": [queries.action_data(row) for row in actions],
            "documents": [
                {"title": row.title, "url": row.url, "language": row.language, "dated_on": row.dated_on}
                for row in queries.documents_of(subject)
            ],
            **{panel.code: panel.data(subject, request) for panel in policy_panels},
        },
    )


def _filtered_actions(request: HttpRequest) -> QuerySet[Action]:
    rows = queries.public_actions().order_by("policy__field__position", "policy__code", "due_on", "code")
    given = request.GET
    if state := given.get("state"):
        rows = rows.filter(state__in=OPEN_ACTION_STATES if state == "open" else [state])
    if field := given.get("field"):
        rows = rows.filter(policy__field__code=field)
    if provision := given.get("provision"):
        rows = rows.filter(policy__in=queries.anchored_in(provision_named(provision).pk))
    if given.get("counted"):
        rows = rows.filter(queries.counted_actions())
    if given.get("owner") == "none":
        rows = rows.filter(queries.without_owner())
    if given.get("overdue"):
        rows = rows.filter(queries.overdue(timezone.localdate()))
    return rows


def actions(request: HttpRequest, form: str) -> HttpResponse:
    """The list of public actions, filtered by state, field, owner and due day."""
    rows = _filtered_actions(request)
    page = Paginator(queries.listed(rows), PAGE).get_page(request.GET.get("page"))
    return answer(
        request,
        form,
        "policies/actions.html",
        {
            "page": page,
            "fields": queries.fields(),
            "states": [("open", _("open")), *ActionState.choices],
            "chosen": request.GET,
        },
        data=lambda: [queries.action_data(row) for row in rows],
        rows=lambda: [
            ("code", "policy", "title", "owner", "starts_on", "due_on", "state", "reason", "source_url"),
            *(
                (
                    row.code,
                    row.policy.code,
                    row.title.plain,
                    (queries.owner_data(row) or {}).get("code", (queries.owner_data(row) or {}).get("kind")),
                    row.starts_on,
                    row.due_on,
                    row.state,
                    row.reason.plain,
                    row.source_url,
                )
                for row in rows
            ),
        ],
    )


def action(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """One action: who does it, until when, how it stands and what shows it."""
    subject = queries.action(code, with_drafts=False)
    return answer(
        request,
        form,
        "policies/action.html",
        {
            "action": subject,
            "milestones": list(subject.milestones.all()),
            "notes": list(subject.notes.all()),
            "panels": lambda: panels_for(action_panels, subject, request),
            "may_edit": queries.may_see_drafts(request.user),
        },
        data=lambda: {
            **queries.action_data(subject),
            "milestones": [
                {"title": row.title, "due_on": row.due_on, "done_on": row.done_on} for row in subject.milestones.all()
            ],
            "notes": [{"text": row.text, "noted_on": row.noted_on} for row in subject.notes.all()],
            **{panel.code: panel.data(subject, request) for panel in action_panels},
        },
    )
