"""What was typed, read as answers: nothing is lost on the way, and each fault has a name and a field.

Facts that are counted are made here, on the server, from codes of the lists; whatever else a changed page may send is
not looked at.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict

from stadsrecht.discrimination.bridge.intake import Told
from stadsrecht.discrimination.bridge.packs import door
from stadsrecht.discrimination.bridge.questions import SEVERAL, Question
from stadsrecht.discrimination.errors import (
    AnswerTooLong,
    ContactMissing,
    DayInTheFuture,
    DayUnreadable,
    MonthUnreadable,
    NarrativeMissing,
    NotInTheList,
)
from stadsrecht.discrimination.models import Channel, Where
from stadsrecht.kernel.city import city
from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.localised import LocalisedText

CONTACT = ("name", "email", "phone")
DAY, MONTH = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"\d{4}-\d{2}")


@dataclass
class Answers:
    """`typed` holds for each question what the form sent, untouched; `faults` what is wrong with it, by question."""

    questions: tuple[Question, ...]
    typed: dict[str, list[str]]
    faults: dict[str, StadsrechtError] = field(default_factory=dict)

    @classmethod
    def read(cls, questions: tuple[Question, ...], sent: QueryDict) -> "Answers":
        return cls(questions, {one.name: sent.getlist(one.name) for one in questions})

    def one(self, name: str) -> str:
        """The first thing typed, without blanks around it."""
        return next(iter(self.typed.get(name, ())), "").strip()

    def all(self, name: str) -> list[str]:
        return [text for text in self.typed.get(name, ()) if text]

    @property
    def is_known(self) -> bool:
        """Whether name and address are sent. Who gives one and leaves open how to be answered wants to be reached."""
        if self.typed.get("reply"):
            return self.one("reply") == "contact"
        return any(self.one(name) for name in CONTACT)

    def is_sent(self, question: Question) -> bool:
        """What is not sent is not shown as if it were."""
        return self.is_known or not (question.part == "contact" or question.name == "custodian")

    def of_step(self, step: str) -> list[Question]:
        return [one for one in self.questions if one.step == step]

    def check(self, step: str, *, today: date) -> bool:
        """Note what is wrong in one step; True where nothing is."""
        for question in self.of_step(step):
            try:
                self._check(question, today)
            except StadsrechtError as fault:
                self.faults[question.name] = fault
        return not any(question.name in self.faults for question in self.of_step(step))

    def _check(self, question: Question, today: date) -> None:
        given = self.all(question.name) if question.kind == SEVERAL else [self.one(question.name)]
        if question.required and not any(text.strip() for text in given):
            raise NarrativeMissing
        for text in given:
            if len(text) > question.limit:
                raise AnswerTooLong(length=len(text), limit=question.limit)
            if text and question.is_choice and text not in question.codes:
                raise NotInTheList
        self._check_day(question, today)
        if question.name == "reply" and self.one("reply") == "contact" and not (self.one("email") or self.one("phone")):
            raise ContactMissing(field="reply")

    def _check_day(self, question: Question, today: date) -> None:
        """Only the day or the month that goes with what was chosen is looked at."""
        when = self.one("when")
        if question.kind == "day" and when == "exact" and self.one("day"):
            found = self._day(DAY, self.one("day"))
            if found is None:
                raise DayUnreadable
            if found > today:
                raise DayInTheFuture
        if question.kind == "month" and when == "about" and self.one("month"):
            found = self._day(MONTH, self.one("month"), "-01")
            if found is None:
                raise MonthUnreadable
            if found > today:
                raise DayInTheFuture(field="month")

    def _day(self, shape: re.Pattern[str], text: str, rest: str = "") -> date | None:
        if not shape.fullmatch(text):
            return None
        try:
            found = date.fromisoformat(text + rest)
        except ValueError:
            return None
        return found if found.year >= 1900 else None

    @property
    def month(self) -> date | None:
        """The month that is counted: a day is never kept outside the seal."""
        when = self.one("when")
        if when == "exact" and (day := self._day(DAY, self.one("day"))):
            return day.replace(day=1)
        return self._day(MONTH, self.one("month"), "-01") if when == "about" else None


def told_from(answers: Answers, *, language: str, channel: str, entered_by: Any) -> Told:
    """What is sealed and what is counted, from answers without faults; the files come later."""
    sealed = {one.name: answers.all(one.name) for one in answers.questions if one.part == "answers"}
    sealed |= {one.name: answers.all(one.name) for one in answers.questions if one.part == "facts"}
    contact = {name: answers.one(name) for name in CONTACT if answers.one(name)} if answers.is_known else {}
    return Told(
        language=language,
        narrative=answers.typed["narrative"][0],
        answers={name: given for name, given in sealed.items() if given},
        contact=contact,
        needs_custodian=answers.is_known and bool(answers.one("custodian")),
        facts=facts_of(answers),
        channel=channel,
        entered_by=entered_by,
    )


def facts_of(answers: Answers) -> dict[str, Any]:
    """Columns of Facts. A city that leaves a question out has no such fact."""
    where = answers.one("where") or Where.UNKNOWN
    single = {name: answers.one(name) for name in ("terrain", "role", "residence", "wish")}
    return {
        **single,
        "grounds": _each_once(answers.all("grounds")),
        "natures": _each_once(answers.all("natures")),
        "month": answers.month,
        "where": where,
        "district": answers.one("district") if where == Where.PLACE else "",
    }


def channel_of(answers: Answers, entered_by: Any) -> str:
    """How a report reached us. Only staff say so; a reporter at the door came by the door."""
    if entered_by is None:
        return Channel.DOOR
    return answers.one("channel") or Channel.TOGETHER


def _each_once(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(codes))


def shown(question: Question, answers: Answers, language: str) -> str:
    """An answer in words, for who looks it over before sending."""
    if question.kind == "flag":
        return filled(door().texts["form.chosen"], language) if answers.one(question.name) else ""
    if not question.is_choice:
        return answers.one(question.name)
    labels: Mapping[str, Any] = dict(question.options)
    chosen = [code for code in answers.all(question.name) if code in labels]
    return ", ".join(filled(labels[code], language) for code in chosen)


def filled(text: LocalisedText, language: str) -> str:
    """Words with the city's name in them. A list's own words may hold a per cent sign."""
    return text.shown_in(language).text.replace("%(city)s", city().name.shown_in(language).text)
