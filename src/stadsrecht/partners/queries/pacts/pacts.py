"""Reads of pacts, their signatures and pledges."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from stadsrecht.kernel.registry import SearchHit
from stadsrecht.kernel.searching import holding_most
from stadsrecht.partners.bridge.needs import Need, needs
from stadsrecht.partners.bridge.quota import Quota
from stadsrecht.partners.errors import UnknownPact, UnknownPledge
from stadsrecht.partners.models import Pact, Pledge, Signature
from stadsrecht.partners.workflow import OPEN_PLEDGE_STATES, PledgeState


def pacts() -> QuerySet[Pact]:
    """All, each with the number of signatures, pledges and pledges kept."""
    kept = Q(signatures__pledges__state=PledgeState.KEPT)
    return Pact.objects.annotate(
        signature_count=Count("signatures", distinct=True),
        pledge_count=Count("signatures__pledges", distinct=True),
        kept_count=Count("signatures__pledges", filter=kept, distinct=True),
    ).order_by("-starts_on", "code")


def pact(code: str) -> Pact:
    """Raises UnknownPact."""
    try:
        return Pact.objects.get(code=code.replace("\0", ""))
    except Pact.DoesNotExist:
        raise UnknownPact(wanted=code[:80]) from None


def signatures_of(subject: Pact) -> QuerySet[Signature]:
    rows: QuerySet[Signature] = subject.signatures.select_related("organisation")
    return rows.annotate(pledge_count=Count("pledges"))


def pledges() -> QuerySet[Pledge]:
    return Pledge.objects.select_related("signature__organisation", "signature__pact")


def pledges_of(subject: Pact) -> QuerySet[Pledge]:
    return pledges().filter(signature__pact=subject)


def pledge(code: str) -> Pledge:
    """Raises UnknownPledge."""
    try:
        return pledges().get(code=code.replace("\0", ""))
    except Pledge.DoesNotExist:
        raise UnknownPledge(wanted=code[:80]) from None


def pledges_by_organisation(organisation_id: int) -> QuerySet[Pledge]:
    return pledges().filter(signature__organisation=organisation_id).order_by("due_on", "code")


def signed_by(organisation_id: int) -> QuerySet[Signature]:
    return Signature.objects.filter(organisation=organisation_id).select_related("pact")


def is_overdue(row: Pledge, today: date) -> bool:
    return row.state in OPEN_PLEDGE_STATES and row.due_on < today


def differs(row: Pledge) -> bool:
    """Whether partner and city say different things of it."""
    return bool(row.city_state) and row.city_state != row.state


@dataclass(frozen=True)
class PledgeLine:
    """A pledge as the table of pledges shows it, whichever page that stands on."""

    pledge: Pledge
    quota: Quota | None
    is_overdue: bool
    differs: bool
    is_left_out: bool


def pledge_line(row: Pledge, today: date, *, quota: Quota | None = None, is_left_out: bool = False) -> PledgeLine:
    """`is_left_out` where the page counts pledges, and this one does not count."""
    return PledgeLine(row, quota, is_overdue(row, today), differs(row), is_left_out)


@dataclass(frozen=True)
class SubjectGroup:
    """The pledges on one subject; the last group holds those that name none, and then `need` is None."""

    need: Need | None
    pledges: list[Pledge]


def by_subject(rows: Iterable[Pledge], order: Iterable[str] = ()) -> list[SubjectGroup]:
    """Pledges under each of their subjects, the pact's own subjects first; one with two subjects stands under both."""
    groups: dict[str, list[Pledge]] = {code: [] for code in order}
    without = []
    for row in rows:
        known = [code for code in row.subjects if code in needs()]
        for code in known:
            groups.setdefault(code, []).append(row)
        if not known:
            without.append(row)
    found = [SubjectGroup(needs()[code], members) for code, members in groups.items() if members and code in needs()]
    return [*found, SubjectGroup(None, without)] if without else found


def state_counts(rows: Iterable[Pledge]) -> Mapping[str, int]:
    """How many are in each state; every state is there, also with 0."""
    counts: dict[str, int] = dict.fromkeys(PledgeState.values, 0)
    for row in rows:
        counts[row.state] += 1
    return counts


def pledge_data(row: Pledge) -> dict[str, Any]:
    """A pledge as plain values, for machine forms."""
    organisation = row.signature.organisation
    return {
        "code": row.code,
        "pact": row.signature.pact.code,
        "organisation": organisation.code,
        "title": row.title,
        "description": row.description,
        "subjects": row.subjects,
        "made_on": row.made_on,
        "due_on": row.due_on,
        "state": row.state,
        "reason": row.reason or None,
        "city_view": row.city_state or None,
        "quota": {"least": row.quota_least, "of": row.quota_of} if row.quota_of else None,
        "for_show": row.for_show or row.signature.pact.for_show or None,
    }


def search_pledges(words: str, language: str, limit: int) -> list[SearchHit]:
    """Pledges whose title holds any of the words; those that hold most of them first."""
    rows = holding_most(pledges().order_by(), words, language, limit, column="title")
    return [SearchHit(row.title, row.address, row.signature.organisation.name, share) for row, share in rows]
