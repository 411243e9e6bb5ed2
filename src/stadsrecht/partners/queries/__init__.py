"""Reads of partners."""

from stadsrecht.partners.bridge.needs import Need, need_names, needs
from stadsrecht.partners.queries.entries import (
    Wanted,
    directory,
    editors_of,
    edits_for,
    helping_with,
    listed,
    location,
    locations_of,
    may_edit,
    organisation,
    organisations,
    public_places,
    search_organisations,
    service,
    services_of,
)
from stadsrecht.partners.queries.freshness import due_before, is_due, stale_before
from stadsrecht.partners.queries.hours import HoursShown, shown_hours, zone
from stadsrecht.partners.queries.turning import Answer, Answers, Question, where_to_turn

__all__ = [
    "Answer",
    "Answers",
    "HoursShown",
    "Need",
    "Question",
    "Wanted",
    "directory",
    "due_before",
    "editors_of",
    "edits_for",
    "helping_with",
    "is_due",
    "listed",
    "location",
    "locations_of",
    "may_edit",
    "need_names",
    "needs",
    "organisation",
    "organisations",
    "public_places",
    "search_organisations",
    "service",
    "services_of",
    "shown_hours",
    "stale_before",
    "where_to_turn",
    "zone",
]
