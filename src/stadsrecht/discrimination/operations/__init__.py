"""Writes of reports and cases. Each is one sentence, one transaction and one entry in the trail."""

from stadsrecht.discrimination.operations.admitting import admit_key, admit_key_by_recovery, retire_key_by_recovery
from stadsrecht.discrimination.operations.assigning import (
    HandedOver,
    assign_case,
    hand_over_cases,
    release_worker,
    take_case,
)
from stadsrecht.discrimination.operations.cases import (
    add_note,
    close_case,
    mark_words_read,
    move_case,
    reopen_case,
    write_to_reporter,
)
from stadsrecht.discrimination.operations.coding import code_facts
from stadsrecht.discrimination.operations.figures import begin_figures, drop_figures, make_figures, publish_figures
from stadsrecht.discrimination.operations.handling import ask_consent, finish_step, take_step
from stadsrecht.discrimination.operations.identity import ask_for_identity, decide_identity
from stadsrecht.discrimination.operations.keys import (
    change_passphrase,
    make_personal_key,
    retire_key,
    say_district,
    share_report,
    share_report_key,
)
from stadsrecht.discrimination.operations.looking import open_case, open_identity, record_look, sees_facts
from stadsrecht.discrimination.operations.made_up import load_reports_for_show
from stadsrecht.discrimination.operations.notices import due_notices, send_notice
from stadsrecht.discrimination.operations.pack import DEMO_PASSPHRASE, load_demo_keys, load_lists
from stadsrecht.discrimination.operations.partnering import answer_referral, open_referral, referral_for
from stadsrecht.discrimination.operations.passages import leave_out_passages
from stadsrecht.discrimination.operations.recovery import (
    make_recovery_key,
    rehearse_recovery,
    restore_access,
    rotate_recovery_key,
)
from stadsrecht.discrimination.operations.referring import (
    ask_to_refer,
    make_referral,
    pass_answer_on,
    withdraw_referral,
)
from stadsrecht.discrimination.operations.register import export_register, tag_campaign, undo_campaign
from stadsrecht.discrimination.operations.reports import (
    REPORTER,
    Received,
    add_to_report,
    answer_consent,
    ask_for_destruction,
    go_on_with_report,
    mark_answers_read,
    message_before,
    receive_report,
    received_before,
    withdraw_report,
    write_message,
)
from stadsrecht.discrimination.operations.retention import destroy_due_cases, rewrite_keys
from stadsrecht.discrimination.operations.reviews import review_looks

__all__ = [
    "DEMO_PASSPHRASE",
    "REPORTER",
    "HandedOver",
    "Received",
    "add_note",
    "add_to_report",
    "admit_key",
    "admit_key_by_recovery",
    "answer_consent",
    "answer_referral",
    "ask_consent",
    "ask_for_destruction",
    "ask_for_identity",
    "ask_to_refer",
    "assign_case",
    "begin_figures",
    "change_passphrase",
    "close_case",
    "code_facts",
    "decide_identity",
    "destroy_due_cases",
    "drop_figures",
    "due_notices",
    "export_register",
    "finish_step",
    "go_on_with_report",
    "hand_over_cases",
    "leave_out_passages",
    "load_demo_keys",
    "load_lists",
    "load_reports_for_show",
    "make_figures",
    "make_personal_key",
    "make_recovery_key",
    "make_referral",
    "mark_answers_read",
    "mark_words_read",
    "message_before",
    "move_case",
    "open_case",
    "open_identity",
    "open_referral",
    "pass_answer_on",
    "publish_figures",
    "receive_report",
    "received_before",
    "record_look",
    "referral_for",
    "rehearse_recovery",
    "release_worker",
    "reopen_case",
    "restore_access",
    "retire_key",
    "retire_key_by_recovery",
    "review_looks",
    "rewrite_keys",
    "rotate_recovery_key",
    "say_district",
    "sees_facts",
    "send_notice",
    "share_report",
    "share_report_key",
    "tag_campaign",
    "take_case",
    "take_step",
    "undo_campaign",
    "withdraw_referral",
    "withdraw_report",
    "write_message",
    "write_to_reporter",
]
