"""What a report says, for who holds its key."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from stadsrecht.discrimination.bridge.passages import Span, without
from stadsrecht.discrimination.bridge.scheme import ATTACHMENT, CONSENT, MESSAGE, REPORT, ReportKey, place
from stadsrecht.discrimination.models import Attachment, Consent, ListEdition, Message, Report
from stadsrecht.discrimination.workflow import REFERRAL


@dataclass(frozen=True)
class FileShown:
    """A file's name; its content is opened when it is asked for."""

    id: UUID
    name: str = field(repr=False)
    added_on: date
    author: str
    message_id: UUID | None
    has_original: bool


@dataclass(frozen=True)
class MessageShown:
    row: Message
    text: str = field(repr=False)
    files: tuple[FileShown, ...] = ()


@dataclass(frozen=True)
class ConsentShown:
    row: Consent
    question: str = field(repr=False)


@dataclass(frozen=True)
class Opened:
    """Everything of one report but the identity."""

    report: Report
    narrative: str = field(repr=False)
    answers: dict[str, Any] = field(repr=False)
    files: tuple[FileShown, ...]
    messages: tuple[MessageShown, ...]
    consents: tuple[ConsentShown, ...]
    left_out: tuple[Span, ...] = field(default=(), repr=False)

    @property
    def passed_narrative(self) -> str:
        """The narrative as it is passed on: without the passages that a worker marked."""
        return without(self.narrative, self.left_out)


def opened(report: Report, key: ReportKey, *, with_internal: bool) -> Opened:
    """The words of a report and its conversation; internal notes only for the office."""
    files = files_of(report, key)
    messages = report.messages.all() if with_internal else report.messages.filter(is_internal=False)
    return Opened(
        report=report,
        narrative=key.open_text(report.narrative, place(REPORT, report.id, "narrative")),
        left_out=left_out_of(report, key),
        answers=key.open_answers(report.answers, place(REPORT, report.id, "answers")),
        files=tuple(file for file in files if file.message_id is None),
        messages=tuple(_shown(row, key, files) for row in _with_names(messages)),
        consents=tuple(_with_question(row, key) for row in _asked(report)),
    )


def unused_consents(report: Report, key: ReportKey) -> list[ConsentShown]:
    """Each yes that may still serve a step outward, with its question; but for referrals, which have their page."""
    rows = Consent.objects.filter(case=report.pk, answer=Consent.Answer.YES, steps__isnull=True)
    return [_with_question(row, key) for row in rows.exclude(kind=REFERRAL)]


def _with_question(row: Consent, key: ReportKey) -> ConsentShown:
    return ConsentShown(row, key.open_text(row.question, place(CONSENT, row.id, "question")))


def left_out_of(report: Report, key: ReportKey) -> tuple[Span, ...]:
    """Which passages of the narrative are left out where it is passed on."""
    if not report.left_out:
        return ()
    return tuple(
        (begin, end) for begin, end in key.open_answers(report.left_out, place(REPORT, report.id, "left_out"))["spans"]
    )


def _asked(report: Report) -> QuerySet[Consent]:
    """With the partner that is asked for, and whether the referral that came of it has ended."""
    rows = Consent.objects.filter(case=report.pk).select_related("organisation", "referral")
    return rows.defer("referral__content")


def _with_names(messages: QuerySet[Message]) -> QuerySet[Message]:
    """By whom, and through which partner; not what the partner was given."""
    return messages.select_related("written_by", "referral__organisation").defer("referral__content")


def _shown(row: Message, key: ReportKey, files: Iterable[FileShown]) -> MessageShown:
    where = place(MESSAGE, row.id, "body")
    text = key.open_letter(row.body, where).decode() if row.is_letter else key.open_text(row.body, where)
    return MessageShown(row, text, tuple(file for file in files if file.message_id == row.id))


def files_of(report: Report, key: ReportKey) -> tuple[FileShown, ...]:
    """Names only: the contents stay in the database."""
    rows = report.attachments.defer("content", "original").annotate(has_original=Q(original__isnull=False))
    return tuple(
        FileShown(
            id=row.id,
            name=key.open_text(row.name, place(ATTACHMENT, row.id, "name")),
            added_on=row.added_on,
            author=row.author,
            message_id=row.message_id,
            has_original=row.has_original,
        )
        for row in rows
    )


def file_content(attachment: Attachment, key: ReportKey, *, original: bool = False) -> bytes:
    """The cleaned file, or the original where it was kept."""
    column = "original" if original else "content"
    return key.open(getattr(attachment, column), place(ATTACHMENT, attachment.id, column))


def contact_of(report: Report, identity: ReportKey) -> dict[str, str]:
    """Who the reporter is, as far as they said."""
    return identity.open_answers(report.contact, place(REPORT, report.id, "contact")) if report.contact else {}


def current_edition() -> ListEdition | None:
    """The newest edition; its lists are read when they are asked for."""
    return ListEdition.objects.order_by("-number").defer("lists").first()
