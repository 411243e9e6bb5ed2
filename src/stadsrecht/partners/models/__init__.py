"""Tables of partners: organisations and who edits them, their services, places and hours."""

from stadsrecht.partners.models.locations import Accessibility, Location, LocationKind, SealedAddress
from stadsrecht.partners.models.organisations import Editorship, Kind, Organisation
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
from stadsrecht.partners.models.vocabularies import ForeignTerm

__all__ = [
    "Accessibility",
    "Attendance",
    "Cost",
    "Editorship",
    "ForeignTerm",
    "Group",
    "Kind",
    "Location",
    "LocationKind",
    "Organisation",
    "Schedule",
    "SealedAddress",
    "Service",
    "ServiceAtLocation",
    "ServiceStatus",
    "Word",
]
