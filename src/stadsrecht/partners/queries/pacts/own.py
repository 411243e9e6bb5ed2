"""Whose word a pledge is."""

from django.db.models import QuerySet

from stadsrecht.kernel.permissions import Person
from stadsrecht.partners.models import Pledge, Signature
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.partners.queries.entries import edits_for
from stadsrecht.partners.queries.pacts.pacts import pledges


def may_question(person: Person) -> bool:
    """Whether this person asks, and gives a view, in the name of the city."""
    return PERMISSIONS.may(person, "question_pledge")


def own_signatures(person: Person) -> QuerySet[Signature]:
    """What the organisations of this person signed."""
    return Signature.objects.filter(organisation__in=edits_for(person)).select_related("pact", "organisation")


def own_pledges(person: Person) -> QuerySet[Pledge]:
    """The pledges of this person's organisations, those that are due first before others."""
    return pledges().filter(signature__organisation__in=edits_for(person)).order_by("due_on", "code")
