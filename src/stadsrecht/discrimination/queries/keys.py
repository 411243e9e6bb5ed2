"""Who holds a key, and opening with it."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F

from stadsrecht.discrimination.bridge.intake import Holders
from stadsrecht.discrimination.bridge.receipts import Receipt, read
from stadsrecht.discrimination.bridge.scheme import PERSONAL_KEY, ReportKey, open_key, place
from stadsrecht.discrimination.errors import KeyLocked, NoKeyForThis, ReportDestroyed, UnknownKey, UnknownReceipt
from stadsrecht.discrimination.models import CONTENT, IDENTITY, Envelope, PersonalKey, RecoveryKey, Report
from stadsrecht.discrimination.permissions import CITY_ROLES, PERMISSIONS, WORKERS
from stadsrecht.kernel.sealing import CodeMisread, Pair, pair_from_seed, unwrap


@dataclass(frozen=True)
class OpenKey:
    """A person's key while their session has it open."""

    row: PersonalKey
    pair: Pair = field(repr=False)


def key_of(person: Any) -> PersonalKey | None:
    """The key that a person uses now."""
    return PersonalKey.objects.filter(person=person, retired_at__isnull=True).first()


def district_of(person: Any) -> str:
    """Where a worker says that they live; blank where they did not say."""
    key = key_of(person)
    return key.district if key else ""


def homes() -> dict[int, str]:
    """Who said in which district they live, by account."""
    rows = PersonalKey.objects.filter(retired_at__isnull=True).exclude(district="")
    return dict(rows.values_list("person", "district"))


def open_personal_key(person: Any, passphrase: str) -> OpenKey:
    """Takes about a second of Argon2id. Raises KeyLocked where there is no key, WrongPassphrase."""
    row = key_of(person)
    if row is None:
        raise KeyLocked
    seed = unwrap(bytes(row.wrapped), passphrase, place=place(PERSONAL_KEY, row.id, "wrapped"))
    return OpenKey(row, pair_from_seed(seed))


def recovery_key() -> RecoveryKey | None:
    return RecoveryKey.objects.filter(retired_at__isnull=True).first()


def holders() -> Holders:
    """Those to whom a report that arrives now is sealed. Nobody who also holds a role at the city is among them."""
    found = office_keys()
    return Holders(workers=found.workers, custodians=found.custodians, recovery=recovery_key())


@dataclass(frozen=True)
class OfficeKeys:
    """Keys in use that were admitted, the oldest first, of people who are not of the city.

    While `workers` is empty nobody could read what is sent; while `custodians` is, no second person could agree first.
    """

    workers: tuple[PersonalKey, ...]
    custodians: tuple[PersonalKey, ...]


@cache
def _all_admitted() -> tuple[str, Any]:
    """The statement and its parameters, written once: the door asks often, and writing takes longer than asking."""
    keys = PersonalKey.objects.filter(retired_at__isnull=True, admitted_at__isnull=False, person__is_active=True)
    keys = keys.annotate(codes=ArrayAgg("person__roles__code"), is_of_demo=F("person__is_demo")).order_by("made_at")
    return keys.query.sql_with_params()


def office_keys() -> OfficeKeys:
    """One statement, and the choice in Python: they are few."""
    keys: Any = PersonalKey.objects.raw(*_all_admitted())
    rows = [(key, frozenset(key.codes)) for key in keys if settings.DEMO or not key.is_of_demo]
    rows = [(key, roles) for key, roles in rows if CITY_ROLES.isdisjoint(roles)]
    return OfficeKeys(
        workers=tuple(key for key, roles in rows if WORKERS & roles),
        custodians=tuple(key for key, roles in rows if "custodian" in roles and not WORKERS & roles),
    )


def is_admitted(person: Any) -> bool:
    """Whether the key that a person uses now was admitted to the office."""
    key = key_of(person)
    return key is not None and key.admitted_at is not None


@dataclass(frozen=True)
class KeyShown:
    """A key in use, as the coordinator sees it."""

    row: PersonalKey
    roles: tuple[Any, ...]
    is_office: bool
    is_partner: bool

    @property
    def waits(self) -> bool:
        return self.is_office and self.row.admitted_at is None


def keys_in_use() -> list[KeyShown]:
    """Every key that is in use, those that wait first: of the office, of partners, and of who has a role no longer."""
    rows = PersonalKey.objects.filter(retired_at__isnull=True).select_related("person", "admitted_by")
    shown = [_shown(row) for row in rows.prefetch_related("person__roles").order_by("person__name", "made_at")]
    return sorted(shown, key=lambda one: (not one.waits, not one.is_office))


def _shown(row: PersonalKey) -> KeyShown:
    person: Any = row.person
    is_office, is_partner = (PERMISSIONS.may(person, what) for what in ("see_desk", "answer_referral"))
    return KeyShown(row, tuple(person.roles.all()), is_office, is_partner and not is_office)


def key_in_use(number: UUID) -> PersonalKey:
    """Raises UnknownKey."""
    found = PersonalKey.objects.filter(pk=number, retired_at__isnull=True).select_related("person").first()
    if found is None:
        raise UnknownKey
    return found


def public_of(report: Report, compartment: str) -> bytes:
    return bytes(report.public_key if compartment == CONTENT else report.identity_key)


def open_report_key(report: Report, holder: OpenKey, compartment: str) -> ReportKey:
    """The key of a compartment for who holds an envelope of it. Raises NoKeyForThis, ReportDestroyed."""
    if report.destroyed_on:
        raise ReportDestroyed
    envelope = report.envelopes.filter(compartment=compartment, person_key=holder.row).first()
    if envelope is None:
        raise NoKeyForThis
    return _opened(report, envelope, holder.pair)


def _opened(report: Report, envelope: Any, pair: Pair) -> ReportKey:
    where = {"envelope": envelope.id, "report": report.id, "compartment": envelope.compartment}
    return open_key(envelope.sealed, pair, public_of(report, envelope.compartment), **where)


@dataclass(frozen=True)
class ByReceipt:
    """A report with both its keys, for who holds the receipt."""

    report: Report
    receipt: Receipt = field(repr=False)
    content: ReportKey = field(repr=False)
    identity: ReportKey = field(repr=False)


def report_by_receipt(typed: str) -> ByReceipt:
    """Raises UnknownReceipt for what is no receipt and for one that belongs to no report; ReportDestroyed."""
    try:
        receipt = read(typed)
    except CodeMisread as error:
        error.at_field = "receipt"
        raise
    report = Report.objects.select_related("case").filter(lookup=receipt.lookup).first()
    if report is None:
        raise UnknownReceipt
    if report.destroyed_on:
        raise ReportDestroyed
    rows = report.envelopes.filter(person_key__isnull=True, recovery_key__isnull=True)
    keys = {row.compartment: _opened(report, row, receipt.pair) for row in rows}
    return ByReceipt(report, receipt, keys[CONTENT], keys[IDENTITY])


def envelopes_of_recovery(key: RecoveryKey) -> Any:
    """Every envelope that the recovery key opens, with its report."""
    return Envelope.objects.filter(recovery_key=key).select_related("report").order_by("report__number", "compartment")


def open_with_recovery(envelope: Any, pair: Pair) -> ReportKey:
    return _opened(envelope.report, envelope, pair)
