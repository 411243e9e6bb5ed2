"""Writes of reports and cases. Each is one sentence, one transaction and one entry in the trail."""

from stadsrecht.discrimination.operations.keys import (
    change_passphrase,
    make_personal_key,
    retire_key,
    share_report,
    share_report_key,
)
from stadsrecht.discrimination.operations.looking import open_case, open_identity, record_look
from stadsrecht.discrimination.operations.pack import DEMO_PASSPHRASE, load_demo_keys, load_lists
from stadsrecht.discrimination.operations.recovery import (
    make_recovery_key,
    rehearse_recovery,
    restore_access,
    rotate_recovery_key,
)
from stadsrecht.discrimination.operations.reports import (
    REPORTER,
    Received,
    add_to_report,
    answer_consent,
    ask_for_destruction,
    mark_answers_read,
    receive_report,
    withdraw_report,
    write_message,
)

__all__ = [
    "DEMO_PASSPHRASE",
    "REPORTER",
    "Received",
    "add_to_report",
    "answer_consent",
    "ask_for_destruction",
    "change_passphrase",
    "load_demo_keys",
    "load_lists",
    "make_personal_key",
    "make_recovery_key",
    "mark_answers_read",
    "open_case",
    "open_identity",
    "receive_report",
    "record_look",
    "rehearse_recovery",
    "restore_access",
    "retire_key",
    "rotate_recovery_key",
    "share_report",
    "share_report_key",
    "withdraw_report",
    "write_message",
]
