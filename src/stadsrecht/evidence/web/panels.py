"""What evidence adds to the pages of rights, themes, policies, actions, places and the home page."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from stadsrecht.evidence import queries
from stadsrecht.evidence.models import Evidence
from stadsrecht.evidence.permissions import PERMISSIONS
from stadsrecht.evidence.queries import CoverageState
from stadsrecht.kernel.web import is_desk
from stadsrecht.policies.queries import ids_in_force
from stadsrecht.rights.queries import instruments, links_of, other_of, provisions_of_theme

LAW = ("treaty", "declaration", "city-charter")
FIRST = 10  # rows of a list on a page of something else


def _internal(request: HttpRequest) -> bool:
    return PERMISSIONS.may(request.user, "see_internal")


def standing(provision: Any, request: HttpRequest) -> dict[str, Any] | None:
    """The state of one right with the numbers it rests on; nothing for a right that was withdrawn.

    Where the city has no policy for it, the related rights that do have some are named: the same promise often stands
    in several treaties, and policy is tied to one of them.
    """
    own = next(iter(_standings([provision.pk])), None)
    if own is None or own.state != CoverageState.UNADDRESSED:
        return {"standing": own, "related": []} if own else None
    others = {other.pk: other for other in (other_of(link, provision) for link in links_of(provision))}
    return {"standing": own, "related": [(others[row.provision_id], row) for row in _standings(others) if row.policies]}


def _standings(provision_ids: Iterable[int]) -> tuple[queries.ProvisionStanding, ...]:
    today = timezone.localdate()
    return queries.coverage(today=today, with_internal=False, provision_ids=list(provision_ids)).standings


def standing_data(provision: Any, request: HttpRequest) -> dict[str, Any] | None:
    found = standing(provision, request)
    if found is None:
        return None
    related = [{"reference": other.reference, "state": row.state} for other, row in found["related"]]
    return {"state": found["standing"].state, **found["standing"]._asdict(), "related_with_policy": related}


def of_provision(provision: Any, request: HttpRequest) -> dict[str, Any]:
    """The first of what the matrix counts; the register holds the rest."""
    rows = list(queries.listed(_evidence_of_provision(provision))[: FIRST + 1])
    return {
        "evidence": rows[:FIRST],
        "today": timezone.localdate(),
        "subject": f"provision:{provision.reference}",
        "all": f"{reverse('evidence')}?{urlencode({'provision': provision.reference})}",
        "has_more": len(rows) > FIRST,
    }


def _evidence_of_provision(provision: Any) -> QuerySet[Evidence]:
    return queries.evidence_of_provision(provision.pk, ids_in_force(provision.pk), with_internal=False)


def of_provision_data(provision: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [queries.evidence_data(row) for row in _evidence_of_provision(provision)]


def of_policy(policy: Any, request: HttpRequest) -> dict[str, Any]:
    rows = queries.evidence_of_policy(policy.pk, with_internal=_internal(request))
    return {"evidence": list(rows), "today": timezone.localdate(), "subject": f"policy:{policy.code}"}


def of_policy_data(policy: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [queries.evidence_data(row) for row in queries.evidence_of_policy(policy.pk, with_internal=False)]


def of_action(action: Any, request: HttpRequest) -> dict[str, Any]:
    rows = queries.evidence_of_action(action.pk, with_internal=_internal(request))
    return {"evidence": list(rows), "today": timezone.localdate(), "subject": f"action:{action.code}"}


def of_action_data(action: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [queries.evidence_data(row) for row in queries.evidence_of_action(action.pk, with_internal=False)]


def of_pledge(pledge: Any, request: HttpRequest) -> dict[str, Any]:
    """Evidence of a pledge; on its desk page also the way to show more."""
    rows = queries.evidence_of_pledge(pledge.pk, with_internal=_internal(request))
    return {
        "evidence": list(rows),
        "today": timezone.localdate(),
        "pledge": pledge,
        "may_show": is_desk(request) and queries.may_show_pledge(request.user, pledge),
    }


def of_pledge_data(pledge: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [queries.evidence_data(row) for row in queries.evidence_of_pledge(pledge.pk, with_internal=False)]


def of_place(area: Any, request: HttpRequest) -> dict[str, Any] | None:
    rows = list(queries.evidence_of_place(area.pk, with_internal=_internal(request)))
    return {"evidence": rows, "today": timezone.localdate(), "subject": f"place:{area.code}"} if rows else None


def of_place_data(area: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [queries.evidence_data(row) for row in queries.evidence_of_place(area.pk, with_internal=False)]


def gaps_of_theme(theme: Any, request: HttpRequest) -> dict[str, Any]:
    """How the rights of a theme stand; those without any policy by name."""
    rows = queries.coverage(today=timezone.localdate(), with_internal=False).of_theme(theme.pk)
    pairs = queries.paired(rows, provisions_of_theme(theme))
    return {
        "totals": list(queries.counts_of(rows).items()),
        "size": len(rows),
        "gaps": [provision for row, provision in pairs if row.state == CoverageState.UNADDRESSED],
    }


def gaps_of_theme_data(theme: Any, request: HttpRequest) -> dict[str, Any]:
    found = gaps_of_theme(theme, request)
    return {**dict(found["totals"]), "unaddressed_provisions": [row.reference for row in found["gaps"]]}


def home(_subject: Any, request: HttpRequest) -> dict[str, Any]:
    """How the city stands, and the newest evidence. Law comes first; goals and frameworks are counted apart."""
    standings = queries.coverage(today=timezone.localdate(), with_internal=False).standings
    in_law = {row.pk for row in instruments() if row.kind in LAW}
    law = [row for row in standings if row.instrument_id in in_law]
    totals = queries.counts_of(law)
    further = [row for row in standings if row.instrument_id not in in_law]
    return {
        "totals": list(totals.items()),
        "size": len(law),
        "addressed": len(law) - totals[CoverageState.UNADDRESSED],
        "further_size": len(further),
        "further_addressed": sum(row.state != CoverageState.UNADDRESSED for row in further),
        "newest": list(queries.listed(queries.public_evidence())[:3]),
        "today": timezone.localdate(),
    }


def home_data(_subject: Any, request: HttpRequest) -> dict[str, Any]:
    return dict(home(None, request)["totals"])
