"""Tables of policies, their anchors in rights, and actions."""

from stadsrecht.policies.models.actions import Action, Milestone, ProgressNote, Reminder
from stadsrecht.policies.models.documents import AnchorProposal, PolicyDocument
from stadsrecht.policies.models.policies import Anchor, Policy, PolicyField
from stadsrecht.policies.models.ties import PledgeTie

__all__ = [
    "Action",
    "Anchor",
    "AnchorProposal",
    "Milestone",
    "PledgeTie",
    "Policy",
    "PolicyDocument",
    "PolicyField",
    "ProgressNote",
    "Reminder",
]
