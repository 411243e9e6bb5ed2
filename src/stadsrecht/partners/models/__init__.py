"""Tables of partners: organisations, their editors, services, places and hours; pacts and pledges; newsletters."""

from stadsrecht.partners.models.coalition import CoalitionRole, JoinLetter, JoinRequest, Membership
from stadsrecht.partners.models.freshness import Ask, LinkCheck, Proposal
from stadsrecht.partners.models.locations import Accessibility, Location, LocationKind, SealedAddress
from stadsrecht.partners.models.newsletters import Newsletter
from stadsrecht.partners.models.organisations import Editorship, Kind, Organisation
from stadsrecht.partners.models.pacts import (
    Pact,
    PactMeeting,
    Pledge,
    PledgeMilestone,
    PledgeNote,
    PledgeReminder,
    Presence,
    Signature,
)
from stadsrecht.partners.models.search import Word
from stadsrecht.partners.models.services import (
    Attendance,
    Cost,
    Group,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceStatus,
)
from stadsrecht.partners.models.theme_meetings import ThemeMeeting
from stadsrecht.partners.models.vocabularies import ForeignTerm

__all__ = [
    "Accessibility",
    "Ask",
    "Attendance",
    "CoalitionRole",
    "Cost",
    "Editorship",
    "ForeignTerm",
    "Group",
    "JoinLetter",
    "JoinRequest",
    "Kind",
    "LinkCheck",
    "Location",
    "LocationKind",
    "Membership",
    "Newsletter",
    "Organisation",
    "Pact",
    "PactMeeting",
    "Pledge",
    "PledgeMilestone",
    "PledgeNote",
    "PledgeReminder",
    "Presence",
    "Proposal",
    "Schedule",
    "SealedAddress",
    "Service",
    "ServiceAtLocation",
    "ServiceStatus",
    "Signature",
    "ThemeMeeting",
    "Word",
]
