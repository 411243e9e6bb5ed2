"""Reads of reports and cases."""

from stadsrecht.discrimination.queries.keys import (
    ByReceipt,
    OpenKey,
    holders,
    is_door_open,
    key_of,
    open_personal_key,
    open_report_key,
    recovery_key,
    report_by_receipt,
)
from stadsrecht.discrimination.queries.reports import (
    ConsentShown,
    FileShown,
    MessageShown,
    Opened,
    contact_of,
    current_edition,
    file_content,
    files_of,
    opened,
)

__all__ = [
    "ByReceipt",
    "ConsentShown",
    "FileShown",
    "MessageShown",
    "OpenKey",
    "Opened",
    "contact_of",
    "current_edition",
    "file_content",
    "files_of",
    "holders",
    "is_door_open",
    "key_of",
    "open_personal_key",
    "open_report_key",
    "opened",
    "recovery_key",
    "report_by_receipt",
]
