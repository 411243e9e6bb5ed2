"""Referrals: what could be passed on of a case, who at a partner could read it, and what was referred to whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from stadsrecht.discrimination.bridge.packs import door
from stadsrecht.discrimination.bridge.questions import Question
from stadsrecht.discrimination.bridge.referrals import FILES, Part, Passed, read_referral, referral_key
from stadsrecht.discrimination.bridge.scheme import REFERRAL_FILE, ReportKey, place
from stadsrecht.discrimination.errors import NoKeyForThis, ReferralEnded
from stadsrecht.discrimination.models import Case, Consent, PersonalKey, Referral, ReferralFile, Report, Where
from stadsrecht.discrimination.permissions import CITY_ROLES
from stadsrecht.discrimination.queries.cases import name_of
from stadsrecht.discrimination.queries.keys import OpenKey
from stadsrecht.discrimination.queries.reports import Opened, contact_of
from stadsrecht.discrimination.workflow import REFERRAL
from stadsrecht.kernel.city import city
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.partners.queries import edits_for, organisations
from stadsrecht.places.queries import districts

# How to answer is a matter between reporter and office; the channel and the custodian are no answers at all.
NEVER_PASSED = frozenset({"reply", "channel", "custodian"})
LISTS_OF_FACTS = {"grounds": "ground", "terrain": "terrain", "natures": "nature"}
LISTS_OF_FACTS |= {"role": "role", "residence": "residence", "wish": "wish"}


def keys_of_partner(organisation: Any) -> list[PersonalKey]:
    """Keys in use of those who keep the organisation's entry, and who hold no role at the city."""
    rows = _partner_keys().filter(person__editorships__organisation=organisation)
    return list(rows.select_related("person").distinct().order_by("made_at"))


def _partner_keys() -> QuerySet[PersonalKey]:
    rows = PersonalKey.objects.filter(retired_at__isnull=True, person__is_active=True, person__roles__code="partner")
    rows = rows.exclude(person__roles__code__in=CITY_ROLES)
    return rows if settings.DEMO else rows.filter(person__is_demo=False)


def partners_with_keys() -> list[Any]:
    """Organisations where somebody could read a referral; never the office itself. One statement."""
    rows = organisations().filter(editorships__person__in=_partner_keys().values("person"))
    return list(rows.exclude(code=door().office).distinct().order_by("sort_key", "code"))


def askable_parts() -> list[str]:
    """The names of all that a reporter can be asked to let go, in the order of the door; files last."""
    return [one.name for one in door().questions if one.name not in NEVER_PASSED] + [FILES]


def contact_names() -> frozenset[str]:
    """Parts that say who the reporter is; they stand under the key of the identity."""
    return frozenset(one.name for one in door().questions if one.part == "contact")


def parts_of(shown: Opened, names: Iterable[str]) -> list[Part]:
    """What could be passed on of what a report says, among `names`: each part as the partner would read it."""
    wanted = set(names)
    made = [_part(question, shown) for question in door().questions if question.name in wanted - NEVER_PASSED]
    return [part for part in made if part and part.plain]


def _part(question: Question, shown: Opened) -> Part | None:
    match question.part:
        case "narrative":
            return Part(question.name, shown.passed_narrative)
        case "facts":
            return _fact(question.name, shown.report)
        case "answers":
            return _answer(question, shown.answers.get(question.name))
    return None


def _answer(question: Question, given: Any) -> Part:
    texts = [str(one) for one in (given if isinstance(given, list) else [given]) if one]
    names = _options(question)
    own = ", ".join(text for text in texts if text not in names)
    return Part(question.name, own, tuple(names[text] for text in texts if text in names))


def _fact(name: str, report: Report) -> Part | None:
    """From what is counted, which the office may have put right; with the names of the report's own edition."""
    facts = report.facts
    if which := LISTS_OF_FACTS.get(name):
        value = getattr(facts, name)
        codes = value if isinstance(value, list) else [value]
        return Part(name, names=tuple(name_of(facts.edition, which, code) for code in codes if code))
    if name == "where" and facts.where != Where.UNKNOWN:
        question = next(one for one in door().questions if one.name == name)
        return Part(name, names=(_options(question)[facts.where],))
    if name == "district" and facts.district:
        found = next((area.name for area in districts() if area.code == facts.district), None)
        return Part(name, names=(found,)) if found else Part(name, facts.district)
    return None


def _options(question: Question) -> dict[str, LocalisedText]:
    """Each code with its name, in which the city is called by its own."""
    return {code: in_city(label) for code, label in question.options}


def in_city(text: LocalisedText) -> LocalisedText:
    here = city().name
    return LocalisedText({tag: words.replace("%(city)s", here.shown_in(tag).text) for tag, words in text.items()})


def part_label(name: str) -> LocalisedText:
    """How a part is called in every language: by the door's short name or, for a city's own question, by its label."""
    if known := door().texts.get(f"part.{name}"):
        return known
    question = next((one for one in door().questions if one.name == name), None)
    return in_city(question.label) if question else LocalisedText({"nl": name})


def contact_parts(report: Report, identity: ReportKey, names: Iterable[str]) -> list[Part]:
    """Who the reporter is, as far as it was given and asked for."""
    wanted, found = contact_names() & set(names), contact_of(report, identity)
    return [Part(name, found[name]) for name in askable_parts() if name in wanted and found.get(name)]


def standing_consents(case: Case) -> list[Consent]:
    """Each yes to a referral that was not made yet."""
    rows = Consent.objects.filter(case=case, kind=REFERRAL, answer=Consent.Answer.YES, referral__isnull=True)
    return list(rows.exclude(organisation=None).select_related("organisation"))


def referrals_of(case: Case) -> list[Referral]:
    return list(case.referrals.defer("content").select_related("organisation", "made_by"))


def referrals_to(person: Any) -> QuerySet[Referral]:
    """What was referred to the organisations of this person: shells, without a word."""
    rows = Referral.objects.filter(organisation__in=edits_for(person)).defer("content")
    return rows.select_related("organisation").order_by("-made_on", "pk")


@dataclass(frozen=True)
class ReferredFile:
    id: UUID
    name: str = field(repr=False)


@dataclass(frozen=True)
class Referred:
    """A referral as the partner reads it."""

    referral: Referral
    passed: Passed = field(repr=False)
    files: tuple[ReferredFile, ...] = field(repr=False)


def open_referral_key(referral: Referral, holder: OpenKey) -> ReportKey:
    """Raises ReferralEnded; NoKeyForThis for a colleague whose key was made later."""
    if referral.ended_on:
        raise ReferralEnded
    held = referral.keys.filter(person_key=holder.row).first()
    if held is None:
        raise NoKeyForThis
    return referral_key(referral, held, holder.pair)


def referred(referral: Referral, key: ReportKey) -> Referred:
    """Raises SealBroken."""
    rows = ReferralFile.objects.filter(referral=referral).defer("content")
    files = (ReferredFile(one.pk, name_of_file(one, key)) for one in rows)
    return Referred(referral, read_referral(referral, key), tuple(files))


def name_of_file(file: ReferralFile, key: ReportKey) -> str:
    return key.open_text(file.name, place(REFERRAL_FILE, file.pk, "name"))


def referred_content(file: ReferralFile, key: ReportKey) -> bytes:
    return key.open(file.content, place(REFERRAL_FILE, file.pk, "content"))
