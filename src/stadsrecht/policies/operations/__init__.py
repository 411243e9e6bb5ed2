"""Writes of policies and actions. Each is one sentence, one transaction and one entry in the trail."""

from stadsrecht.policies.operations.actions import (
    add_milestone,
    create_action,
    edit_action,
    finish_milestone,
    move_action,
    note_progress,
)
from stadsrecht.policies.operations.documents import (
    accept_proposals,
    add_document,
    read_document,
    refuse_proposals,
    remove_document,
)
from stadsrecht.policies.operations.pack import load_policies
from stadsrecht.policies.operations.policies import (
    anchor_policy,
    create_policy,
    edit_policy,
    move_policy,
    remove_anchor,
)
from stadsrecht.policies.operations.reminders import due_reminders, send_reminder
from stadsrecht.policies.operations.ties import load_pledge_ties, tie_pledge, untie_pledge

__all__ = [
    "accept_proposals",
    "add_document",
    "add_milestone",
    "anchor_policy",
    "create_action",
    "create_policy",
    "due_reminders",
    "edit_action",
    "edit_policy",
    "finish_milestone",
    "load_pledge_ties",
    "load_policies",
    "move_action",
    "move_policy",
    "note_progress",
    "read_document",
    "refuse_proposals",
    "remove_anchor",
    "remove_document",
    "send_reminder",
    "tie_pledge",
    "untie_pledge",
]
