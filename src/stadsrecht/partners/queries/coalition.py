"""Reads of the coalition: members by theme, what waits, and who may decide."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet

from stadsrecht.kernel.permissions import Person
from stadsrecht.partners.bridge.needs import Need, needs
from stadsrecht.partners.errors import UnknownJoinRequest
from stadsrecht.partners.models import CoalitionRole, Editorship, JoinRequest, Membership
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.partners.queries.entries import edits_for
from stadsrecht.people.queries import active_people


def memberships() -> QuerySet[Membership]:
    rows = Membership.objects.filter(organisation__closed_on__isnull=True)
    return rows.select_related("organisation").order_by("theme", "organisation__sort_key")


@dataclass(frozen=True)
class ThemeMembers:
    """A theme of the coalition with its members by role; roles without anybody are left out."""

    need: Need
    roles: Mapping[CoalitionRole, list[Membership]]


def coalition(also: Collection[str] = ()) -> list[ThemeMembers]:
    """By theme, in the order of the list of needs, `also` those without any member: one statement."""
    found: dict[str, dict[CoalitionRole, list[Membership]]] = {}
    for row in memberships():
        found.setdefault(row.theme, {}).setdefault(CoalitionRole(row.role), []).append(row)
    return [
        ThemeMembers(need, {role: found[code][role] for role in CoalitionRole if role in found.get(code, ())})
        for code, need in needs().items()
        if code in found or code in also
    ]


def themes_decided_by(person: Any) -> frozenset[str]:
    """The themes whose requests this person decides: the core group, which are those who speak for a driver.

    While no driver of a theme has anybody who may, the city's editors decide. One statement.
    """
    drivers = memberships().filter(role=CoalitionRole.DRIVER)
    if PERMISSIONS.may(person, "edit_own"):
        own = drivers.filter(organisation__in=edits_for(person))
        return frozenset(own.values_list("theme", flat=True))
    if PERMISSIONS.may(person, "edit_pact"):
        deciding = drivers.filter(organisation__editorships__person__in=_partners())
        return frozenset(needs()) - frozenset(deciding.values_list("theme", flat=True))
    return frozenset()


def may_decide(person: Any, theme: str) -> bool:
    return theme in themes_decided_by(person)


def _partners() -> QuerySet[Any]:
    """The people who can speak for an organisation: to keep an entry does not suffice, it takes the role."""
    return active_people().filter(roles__code__in=PERMISSIONS.roles_with("edit_own"))


def core_group(theme: str | OuterRef) -> QuerySet[Editorship]:
    """The people who speak for the drivers of a theme."""
    rows = Editorship.objects.filter(
        person__in=_partners(),
        organisation__closed_on__isnull=True,
        organisation__memberships__theme=theme,
        organisation__memberships__role=CoalitionRole.DRIVER,
    )
    return rows.select_related("person")


def waiting_requests() -> QuerySet[JoinRequest]:
    return JoinRequest.objects.filter(state=JoinRequest.State.WAITING).select_related("organisation")


def own_requests(person: Person) -> QuerySet[JoinRequest]:
    rows = JoinRequest.objects.filter(organisation__in=edits_for(person)).select_related("organisation")
    return rows.order_by("-asked_on", "-pk")


def join_request(number: int) -> JoinRequest:
    """Raises UnknownJoinRequest."""
    found = JoinRequest.objects.select_related("organisation").filter(pk=number).first()
    if found is None:
        raise UnknownJoinRequest
    return found
