"""Writes of partners."""

from stadsrecht.partners.operations.addresses import keep_address, reveal_address
from stadsrecht.partners.operations.coalition import ask_to_join, decide_join, leave_coalition, load_coalition
from stadsrecht.partners.operations.coalition_letters import due_join_letters, send_join_letter
from stadsrecht.partners.operations.editors import appoint_editor, dismiss_editor
from stadsrecht.partners.operations.entries import (
    add_organisation,
    edit_organisation,
    remove_location,
    remove_service,
    save_location,
    save_service,
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
from stadsrecht.partners.operations.hours import set_hours
from stadsrecht.partners.operations.hsds import IntakeReport, Refused, take_in_hsds
from stadsrecht.partners.operations.newsletters import (
    edit_newsletter,
    load_newsletters,
    publish_newsletter,
    withdraw_newsletter,
)
from stadsrecht.partners.operations.pack import load_organisations
from stadsrecht.partners.operations.pacts import (
    add_pledge_milestone,
    ask_about_pledge,
    due_pledge_reminders,
    edit_pact,
    edit_pledge,
    finish_pledge_milestone,
    load_pacts,
    make_pledge,
    note_attendance,
    record_pact,
    report_pledge,
    save_meeting,
    send_pledge_reminder,
    sign_pact,
    view_pledge,
)
from stadsrecht.partners.operations.proposals import (
    change_own_entry,
    change_own_location,
    decide_proposal,
    proposed_values,
)
from stadsrecht.partners.operations.sheet import take_in_sheet
from stadsrecht.partners.operations.theme_meetings import save_theme_meeting

__all__ = [
    "IntakeReport",
    "Refused",
    "add_organisation",
    "add_pledge_milestone",
    "appoint_editor",
    "ask_about_pledge",
    "ask_of",
    "ask_to_join",
    "change_own_entry",
    "change_own_location",
    "check_links",
    "confirm_by_letter",
    "confirm_entry",
    "decide_join",
    "decide_proposal",
    "dismiss_editor",
    "due_asks",
    "due_join_letters",
    "due_pledge_reminders",
    "edit_newsletter",
    "edit_organisation",
    "edit_pact",
    "edit_pledge",
    "finish_pledge_milestone",
    "gather_entry",
    "keep_address",
    "leave_coalition",
    "load_coalition",
    "load_newsletters",
    "load_organisations",
    "load_pacts",
    "make_pledge",
    "note_attendance",
    "proposed_values",
    "publish_newsletter",
    "record_pact",
    "remove_location",
    "remove_service",
    "report_pledge",
    "reveal_address",
    "save_location",
    "save_meeting",
    "save_service",
    "save_theme_meeting",
    "send_ask",
    "send_join_letter",
    "send_pledge_reminder",
    "set_hours",
    "sign_pact",
    "take_in_hsds",
    "take_in_sheet",
    "token_of",
    "view_pledge",
    "withdraw_newsletter",
]
