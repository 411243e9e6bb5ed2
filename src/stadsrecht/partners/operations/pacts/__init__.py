"""Writes of pacts: the agreement and its signatures, pledges and what is said of them, meetings, reminders."""

from stadsrecht.partners.operations.pacts.meetings import note_attendance, save_meeting
from stadsrecht.partners.operations.pacts.pack import load_pacts
from stadsrecht.partners.operations.pacts.pacts import edit_pact, record_pact, sign_pact
from stadsrecht.partners.operations.pacts.pledges import (
    add_pledge_milestone,
    edit_pledge,
    finish_pledge_milestone,
    make_pledge,
)
from stadsrecht.partners.operations.pacts.reminders import due_pledge_reminders, send_pledge_reminder
from stadsrecht.partners.operations.pacts.voices import ask_about_pledge, report_pledge, view_pledge

__all__ = [
    "add_pledge_milestone",
    "ask_about_pledge",
    "due_pledge_reminders",
    "edit_pact",
    "edit_pledge",
    "finish_pledge_milestone",
    "load_pacts",
    "make_pledge",
    "note_attendance",
    "record_pact",
    "report_pledge",
    "save_meeting",
    "send_pledge_reminder",
    "sign_pact",
    "view_pledge",
]
