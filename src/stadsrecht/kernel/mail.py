"""Letters of jobs that may die at any line, and mail as files for demonstration and tests.

A letter is claimed by a unique row, its Message-ID follows from that row, and the row is marked as sent after delivery.
A job that dies between delivery and mark delivers the same letter under the same Message-ID again: a folder then holds
one file, and a mail reader shows one message.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet

from stadsrecht.kernel.errors import StadsrechtError


class LettersNotSent(StadsrechtError):
    message = "Letters that were not sent, and are tried again with the next run: %(count)s (%(why)s)."


def letter(*, subject: str, body: str, to: str, mark: str) -> EmailMessage:
    """A letter that no person wrote; `mark` names it among all, and makes its Message-ID."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    return EmailMessage(
        subject=" ".join(subject.split())[:200],
        body=body,
        to=[to],
        headers={"Message-ID": f"<{mark}@{domain}>", "Auto-Submitted": "auto-generated"},
    )


@transaction.atomic
def send_once(claims: QuerySet[Any], *, pk: int, write: Callable[[Any], EmailMessage], at: datetime) -> bool:
    """Send the letter of one claim, a row with `sent_at`. False where it was sent, or another job holds the row."""
    claim = claims.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk, sent_at__isnull=True).first()
    if claim is None:
        return False
    write(claim).send()
    claim.sent_at = at
    claim.save(update_fields=["sent_at"])
    return True


def send_all(numbers: Iterable[int], send: Callable[[int], bool]) -> int:
    """Send the letters of a day; gives how many. One that a mail server refuses keeps no other from being sent.

    The log names the kind of fault alone: what a mail server says holds the address. Raises LettersNotSent at the end.
    """
    count, faults = 0, []
    for number in numbers:
        try:
            count += send(number)
        except (SMTPException, OSError) as fault:
            faults.append(type(fault).__name__)
    if faults:
        raise LettersNotSent(count=len(faults), why=", ".join(sorted(set(faults)))) from None
    return count


class FolderBackend(BaseEmailBackend):
    """Writes each message to EMAIL_FILE_PATH, named after its Message-ID, atomically."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            content = message.message()
            name = hashlib.sha256(content["Message-ID"].encode()).hexdigest()[:32]
            part = folder / f".{name}.{os.getpid()}"
            part.write_bytes(content.as_bytes())
            part.replace(folder / f"{name}.eml")
        return len(email_messages)
