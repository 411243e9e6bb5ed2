"""Writes of partners."""

from stadsrecht.partners.operations.addresses import keep_address, reveal_address
from stadsrecht.partners.operations.editors import appoint_editor, dismiss_editor
from stadsrecht.partners.operations.entries import (
    edit_organisation,
    remove_location,
    remove_service,
    save_location,
    save_service,
    set_hours,
)
from stadsrecht.partners.operations.freshness import (
    ask_of,
    check_links,
    confirm_by_letter,
    confirm_entry,
    due_asks,
    send_ask,
    token_of,
)
from stadsrecht.partners.operations.gathering import gather_entry
from stadsrecht.partners.operations.hsds import IntakeReport, Refused, take_in_hsds
from stadsrecht.partners.operations.pack import load_organisations
from stadsrecht.partners.operations.proposals import (
    change_own_entry,
    change_own_location,
    decide_proposal,
    proposed_values,
)
from stadsrecht.partners.operations.sheet import take_in_sheet

__all__ = [
    "IntakeReport",
    "Refused",
    "appoint_editor",
    "ask_of",
    "change_own_entry",
    "change_own_location",
    "check_links",
    "confirm_by_letter",
    "confirm_entry",
    "decide_proposal",
    "dismiss_editor",
    "due_asks",
    "edit_organisation",
    "gather_entry",
    "keep_address",
    "load_organisations",
    "proposed_values",
    "remove_location",
    "remove_service",
    "reveal_address",
    "save_location",
    "save_service",
    "send_ask",
    "set_hours",
    "take_in_hsds",
    "take_in_sheet",
    "token_of",
]
