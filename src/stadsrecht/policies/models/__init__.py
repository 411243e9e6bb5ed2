"""Tables of policies, their anchors in rights, and actions."""

from stadsrecht.policies.models.actions import Action, Milestone, ProgressNote, Reminder
from stadsrecht.policies.models.documents import AnchorProposal, PolicyDocument
from stadsrecht.policies.models.policies import Anchor, Policy, PolicyField

__all__ = [
    "Action",
    "Anchor",
    "AnchorProposal",
    "Milestone",
    "Policy",
    "PolicyDocument",
    "PolicyField",
    "ProgressNote",
    "Reminder",
]
