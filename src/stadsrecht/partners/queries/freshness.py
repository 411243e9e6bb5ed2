"""How fresh an entry is. Partners are asked twice a year; what nobody confirmed for a year sinks to the end."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value

from stadsrecht.kernel.periods import months_later
from stadsrecht.partners.errors import UnknownProposal
from stadsrecht.partners.models import LinkCheck, Organisation, Proposal, Service

ASKED_EVERY = 6  # months
SINKS_AFTER = 12  # months


def due_before(today: date) -> date:
    """What was confirmed before this day is marked, and its partner is asked."""
    return months_later(today, -ASKED_EVERY)


def stale_before(today: date) -> date:
    """What was confirmed before this day sinks."""
    return months_later(today, -SINKS_AFTER)


def is_due(row: Organisation, today: date) -> bool:
    """Whether its partner is to be asked: never confirmed, or more than half a year ago."""
    return row.confirmed_on is None or row.confirmed_on < due_before(today)


@dataclass(frozen=True)
class Upkeep:
    """How the directory is kept: how many entries are confirmed, due and stale, and how many were never confirmed."""

    size: int
    confirmed: int
    due: int
    stale: int
    never: int


def upkeep(today: date) -> Upkeep:
    """One statement."""
    found = Organisation.objects.filter(closed_on__isnull=True).aggregate(
        size=Count("pk"),
        confirmed=Count("pk", filter=Q(confirmed_on__gte=due_before(today))),
        due=Count("pk", filter=Q(confirmed_on__lt=due_before(today), confirmed_on__gte=stale_before(today))),
        stale=Count("pk", filter=Q(confirmed_on__lt=stale_before(today))),
        never=Count("pk", filter=Q(confirmed_on__isnull=True)),
    )
    return Upkeep(**found)


def stalest(today: date) -> QuerySet[Organisation]:
    """What is due, that which waits longest first; never confirmed comes before all."""
    rows = Organisation.objects.filter(closed_on__isnull=True)
    due = rows.filter(Q(confirmed_on__isnull=True) | Q(confirmed_on__lt=due_before(today)))
    return due.annotate(editors=Count("editorships")).order_by("confirmed_on", "sort_key", "code")


def named_links() -> QuerySet[Organisation]:
    """Organisations with the pages that their services name, in `service_links`; none stands there twice."""
    of_services = ArrayAgg(
        "services__url", distinct=True, default=Value([]), filter=~Q(services__url="") & ~Q(services__status="defunct")
    )
    rows = Organisation.objects.filter(closed_on__isnull=True).order_by("pk")
    return rows.annotate(service_links=of_services)


def links_of(row: Organisation) -> list[str]:
    """Of one that `named_links` gave: its website first."""
    return list(dict.fromkeys(link for link in (row.website, *row.service_links) if link))  # type: ignore[attr-defined]


def broken_links() -> QuerySet[LinkCheck]:
    """Pages that were not there at the last visit, and are still the ones that the entry names."""
    rows = LinkCheck.objects.exclude(failed="").filter(organisation__closed_on__isnull=True)
    living = Service.objects.filter(organisation=OuterRef("organisation"), url=OuterRef("link"))
    is_named = Q(link=F("organisation__website")) | Exists(living.exclude(status="defunct"))
    return rows.filter(is_named).select_related("organisation").order_by("organisation__sort_key", "link")


def has_visited_links() -> bool:
    """Whether any page was visited: not looked at is not the same as all well."""
    return LinkCheck.objects.exists()


def waiting_proposals() -> QuerySet[Proposal]:
    return Proposal.objects.filter(state=Proposal.State.WAITING).select_related("organisation", "location")


def proposals_of(subject: Organisation) -> QuerySet[Proposal]:
    return Proposal.objects.filter(organisation=subject).select_related("location").order_by("-proposed_at")


def proposal(number: int) -> Proposal:
    """Raises UnknownProposal."""
    found = Proposal.objects.select_related("organisation", "location").filter(pk=number).first()
    if found is None:
        raise UnknownProposal
    return found
