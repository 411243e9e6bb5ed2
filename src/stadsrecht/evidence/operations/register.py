"""Registering, changing and removing evidence."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from stadsrecht.evidence.errors import AddressOrFile, OwnEvidence, SubjectMissing, UnknownKind, UnknownSubject
from stadsrecht.evidence.models import Evidence, EvidenceLink
from stadsrecht.evidence.permissions import PERMISSIONS
from stadsrecht.evidence.queries.register import KINDS, may_show_pledge
from stadsrecht.kernel import audit, records
from stadsrecht.kernel.errors import NotFound
from stadsrecht.kernel.periods import months_later
from stadsrecht.kernel.permissions import SYSTEM, Person
from stadsrecht.kernel.registry import evidence_kinds
from stadsrecht.partners.errors import NotYourPledge
from stadsrecht.partners.queries import pledge as pledge_named
from stadsrecht.places.queries import area
from stadsrecht.policies.queries import action, policy
from stadsrecht.rights.queries import provision

Subject = tuple[str, Any]


FINDING: dict[str, Callable[[str], Any]] = {
    "provision": provision,
    "policy": partial(policy, with_drafts=True),
    "action": partial(action, with_drafts=True),
    "place": area,
    "pledge": pledge_named,
}


OWN_PAGES = {"action": "actions", "pledge": "pledges"}


def subjects_named(references: Iterable[str], kinds: Collection[str] = FINDING.keys()) -> list[Subject]:
    """`provision:eu-charter:21`, `policy:…`, `action:…`, `place:…`, `pledge:…` -> (kind, record), each once.

    Raises UnknownSubject, also for a kind that is not one of `kinds`.
    """
    found = []
    for reference in dict.fromkeys(filter(None, (reference.strip() for reference in references))):
        kind, _colon, name = reference.partition(":")
        if kind not in kinds:
            raise UnknownSubject(wanted=reference[:80])
        try:
            found.append((kind, FINDING[kind](name)))
        except NotFound:
            raise UnknownSubject(wanted=reference[:80]) from None
    return found


def _some_subjects(references: Iterable[str]) -> list[Subject]:
    if found := subjects_named(references):
        return found
    raise SubjectMissing


def _require_rules(evidence: Evidence, subjects: Sequence[Subject]) -> None:
    if evidence.kind not in evidence_kinds:
        raise UnknownKind(wanted=evidence.kind[:40])
    if bool(evidence.url) == bool(evidence.file):
        raise AddressOrFile
    address = urlsplit(evidence.url).path
    for kind, record in subjects:
        # The page of an action or a pledge ends in its code, in every language and machine form.
        if kind in OWN_PAGES and re.search(rf"/{OWN_PAGES[kind]}/{re.escape(record.code)}(/|\.\w+)?$", address):
            raise OwnEvidence


@transaction.atomic
def register_evidence(
    *, values: Mapping[str, Any], subjects: Iterable[str], acting_user: Person, at: datetime, note: Any = None
) -> Evidence:
    """New evidence of `subjects`, from `values` (columns of Evidence). A progress note may cite it.

    Raises UnknownKind, AddressOrFile, OwnEvidence, SubjectMissing, UnknownSubject.
    """
    PERMISSIONS.require(acting_user, "edit_evidence")
    return _register(values, _some_subjects(subjects), acting_user, at, note)


@transaction.atomic
def renew_evidence(*, code: str, values: Mapping[str, Any], subjects: Iterable[str], at: datetime) -> None:
    """One piece of evidence that the installation itself keeps, of what was published: registered, or renewed.

    Whoever publishes need not be one who edits evidence. Raises as `register_evidence` does.
    """
    present = Evidence.objects.filter(code=code).first()
    if present is None:
        register_evidence(values={"code": code, **values}, subjects=subjects, acting_user=SYSTEM, at=at)
    else:
        edit_evidence(evidence=present, version=None, values=values, subjects=subjects, acting_user=SYSTEM, at=at)


@transaction.atomic
def register_pledge_evidence(*, pledge: Any, values: Mapping[str, Any], acting_user: Person, at: datetime) -> Evidence:
    """Evidence that a partner gives of its own pledge, from `values` (columns of Evidence). Everyone sees it at once.

    Raises NotYourPledge, UnknownKind, AddressOrFile, OwnEvidence.
    """
    organisation = pledge.signature.organisation
    if not may_show_pledge(acting_user, pledge):
        raise NotYourPledge
    given = {"source": organisation.name.plain[:200], "is_public": True, **values}
    return _register(given, [("pledge", pledge)], acting_user, at, None)


def _register(
    values: Mapping[str, Any], found: Sequence[Subject], acting_user: Person, at: datetime, note: Any
) -> Evidence:
    evidence = Evidence(**{"created_at": at, "changed_at": at, **values})
    _require_rules(evidence, found)
    evidence.stale_after = months_later(evidence.dated_on, evidence.shelf_life_months)
    evidence.code = evidence.code or records.free_code(Evidence, evidence.title)
    records.add(evidence, acting_user=acting_user, at=at, verb="register_evidence")
    _tie(evidence, found, note)
    return evidence


def _tie(evidence: Evidence, subjects: Sequence[Subject], note: Any = None) -> None:
    EvidenceLink.objects.bulk_create(
        EvidenceLink(evidence=evidence, note=note if kind == "action" else None, **{kind: record})
        for kind, record in subjects
    )


@transaction.atomic
def edit_evidence(
    *,
    evidence: Evidence,
    version: int | None,
    values: Mapping[str, Any],
    subjects: Iterable[str],
    acting_user: Person,
    at: datetime,
) -> Evidence:
    """Change evidence and what it is evidence of. Raises EditConflict and what `register_evidence` raises."""
    PERMISSIONS.require(acting_user, "edit_evidence")
    present = records.opened(Evidence, evidence.pk, version, values)
    found = _some_subjects(subjects)
    dated_on = values.get("dated_on", present.dated_on)
    months = values.get("shelf_life_months", present.shelf_life_months)
    all_values = {**values, "stale_after": months_later(dated_on, months)}
    _require_rules(Evidence(**{"url": present.url, "file": present.file, "kind": present.kind, **values}), found)
    kept, storage = present.file.name, present.file.storage
    changed = records.change(present, all_values, acting_user=acting_user, at=at, verb="edit_evidence")
    if kept and changed.file.name != kept:
        transaction.on_commit(lambda: storage.delete(kept))
    _retie(present, found, acting_user, at)
    return changed


def _retie(evidence: Evidence, subjects: Sequence[Subject], acting_user: Person, at: datetime) -> None:
    """Drop the links that are gone and add the new ones; those that stay keep the note that cites them."""
    wanted = {(kind, record.pk) for kind, record in subjects}
    present = {
        next((kind, getattr(link, f"{kind}_id")) for kind in KINDS if getattr(link, f"{kind}_id")): link
        for link in evidence.links.all()
    }
    if wanted == set(present):
        return
    for key in set(present) - wanted:
        present[key].delete()
    _tie(evidence, [(kind, record) for kind, record in subjects if (kind, record.pk) not in present])
    evidence.version += 1  # whoever opened the record before this must be told
    evidence.save(update_fields=["version"])
    old, new = ({"of": sorted(f"{kind} {pk}" for kind, pk in keys)} for keys in (present, wanted))
    audit.record(acting_user=acting_user, verb="edit_evidence_subjects", subject=evidence, at=at, old=old, new=new)


@transaction.atomic
def remove_evidence(*, evidence: Evidence, acting_user: Person, at: datetime) -> None:
    """Delete evidence with its links and file; the trail keeps what it was."""
    PERMISSIONS.require(acting_user, "edit_evidence")
    kept = evidence.file.name
    storage = evidence.file.storage
    records.remove(evidence, acting_user=acting_user, at=at, verb="remove_evidence")
    if kept:
        transaction.on_commit(lambda: storage.delete(kept))
