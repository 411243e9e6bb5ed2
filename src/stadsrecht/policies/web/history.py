"""The words in which the trail of a policy or action is told."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.history import Telling
from stadsrecht.policies.workflow import ActionState, PolicyState

ACTS: dict[str, str | Promise] = {
    "create_policy": _("recorded"),
    "load_policy": _("loaded from the data pack"),
    "edit_policy": _("changed"),
    "move_policy": _("new state"),
    "create_action": _("recorded"),
    "edit_action": _("changed"),
    "move_action": _("new state"),
}
COLUMNS: dict[str, str | Promise] = {
    "title": _("Title"),
    "summary": _("Summary"),
    "description": _("Description"),
    "field": _("Policy field"),
    "team": _("Team"),
    "portfolio": _("Portfolio"),
    "starts_on": _("Start day"),
    "ends_on": _("End day"),
    "due_on": _("Due day"),
    "decided_by": _("Decided by"),
    "decided_on": _("Day of the decision"),
    "decision_url": _("Address of the decision"),
    "state": _("State"),
    "reason": _("Reason"),
    "owner_person": _("Owner: a person"),
    "owner_team": _("Owner: a team"),
    "owner_organisation": _("Owner: an organisation"),
}
HISTORY = Telling(ACTS, COLUMNS, {state.value: state.label for state in (*PolicyState, *ActionState)})
