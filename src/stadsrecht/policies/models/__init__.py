"""Tables of policies, their anchors in rights, and actions."""

from stadsrecht.policies.models.actions import Action, Milestone, ProgressNote, Reminder
from stadsrecht.policies.models.policies import Anchor, Policy, PolicyDocument, PolicyField

__all__ = [
    "Action",
    "Anchor",
    "Milestone",
    "Policy",
    "PolicyDocument",
    "PolicyField",
    "ProgressNote",
    "Reminder",
]
