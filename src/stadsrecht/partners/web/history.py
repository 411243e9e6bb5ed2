"""The words in which the trail of an entry is told: of the organisation, its services and its places."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.history import Act, Telling
from stadsrecht.kernel.languages import SPOKEN
from stadsrecht.partners.models import (
    Accessibility,
    Cost,
    Group,
    Kind,
    Location,
    LocationKind,
    Organisation,
    Proposal,
    Service,
    ServiceStatus,
)
from stadsrecht.partners.queries import need_choices
from stadsrecht.partners.web.told_hours import ToldHours
from stadsrecht.places import queries as city

ACTS: dict[str, str | Promise] = {
    "load_organisations": _("loaded with the city"),
    "add_organisation": _("entered in the directory"),
    "edit_organisation": _("changed"),
    "confirm_entry": _("confirmed"),
    "propose_change": _("change proposed"),
    "decide_proposal": _("change decided"),
    "appoint_editor": _("somebody appointed to keep it"),
    "dismiss_editor": _("somebody no longer keeps it"),
    "take_in": _("taken in from a file"),
    "take_in_hsds": _("taken in from a file"),
    "load_service": _("loaded with the city"),
    "add_service": _("service added"),
    "edit_service": _("service changed"),
    "place_service": _("given at other places"),
    "remove_service": _("service removed"),
    "load_location": _("loaded with the city"),
    "add_location": _("place added"),
    "edit_location": _("place changed"),
    "remove_location": _("place removed"),
    "reveal_address": _("address under seal read"),
    "set_hours": _("hours changed"),
}
COLUMNS: dict[str, str | Promise] = {
    "name": _("Name"),
    "description": _("Explanation"),
    "kind": _("Kind"),
    "works_on": _("Subjects"),
    "needs": _("Subjects"),
    "website": _("Website"),
    "url": _("Page about this"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "closed_on": _("Stopped on"),
    "confirmed_on": _("Confirmed on"),
    "about": _("About"),
    "state": _("State"),
    "reason": _("Reason"),
    "languages": _("Languages"),
    "has_interpreter": _("Can an interpreter be called in?"),
    "cost": _("Cost"),
    "groups": _("Only for"),
    "min_age": _("Youngest age"),
    "max_age": _("Oldest age"),
    "is_for_residents": _("Only for people who live in the city"),
    "is_by_appointment": _("By appointment"),
    "how": _("How to get this help"),
    "status": _("State"),
    "areas": _("Districts that it serves"),
    "is_confidential": _("The address is confidential"),
    "front_door": _("How to get in touch"),
    "accessibility": _("Access"),
    "addresses": _("Address"),
    "area": _("District"),
    "hours": _("Hours"),
}


def history_of(subject: Organisation) -> list[Act]:
    """With the acts on its services and places, also on those that were removed. Three statements."""
    by_need = dict(need_choices())
    telling = Telling(
        ACTS,
        COLUMNS,
        dict(Proposal.State.choices),
        {
            "kind": {**dict(Kind.choices), **dict(LocationKind.choices)},
            "works_on": by_need,
            "needs": by_need,
            "languages": {tag: str(one.name) for tag, one in SPOKEN.items()},
            "cost": dict(Cost.choices),
            "groups": dict(Group.choices),
            "accessibility": dict(Accessibility.choices),
            "status": dict(ServiceStatus.choices),
            "about": dict(Proposal.About.choices),
            "areas": {row.code: row.name.plain for row in city.areas("district")},
            "hours": ToldHours(),
        },
    )
    return telling.of(subject, "organisation", Service, Location)
