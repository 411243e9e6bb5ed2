"""A partner shows what came of its own pledge, and of no other."""

from datetime import UTC, date, datetime

import pytest

from stadsrecht.evidence.errors import OwnEvidence, UnknownKind
from stadsrecht.evidence.operations import register_evidence, register_pledge_evidence
from stadsrecht.evidence.queries import evidence_of_pledge
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.partners.errors import NotYourPledge
from stadsrecht.partners.models import Pledge
from tests.reading import Page

AT = datetime(2026, 6, 1, 10, tzinfo=UTC)
VALUES = {
    "title": LocalisedText(nl="Foto’s van de tafel"),
    "kind": "report",
    "url": "https://example.org/photos",
    "dated_on": date(2026, 5, 30),
    "language": "nl",
    "shelf_life_months": 24,
}


@pytest.fixture
def show(person):
    def act(code="long-table", role="partner", **changes):
        pledge = Pledge.objects.get(code=code)
        return register_pledge_evidence(pledge=pledge, values={**VALUES, **changes}, acting_user=person(role), at=AT)

    return act


def test_a_partner_shows_evidence_of_its_own_pledge(show):
    """Its source is the organisation, and everyone sees it."""
    evidence = show()
    assert (evidence.source, evidence.is_public, evidence.stale_after) == ("Buurthuis De Brug", True, date(2028, 5, 30))
    assert [row.pk for row in evidence_of_pledge(evidence.links.get().pledge_id, with_internal=False)] == [evidence.pk]


@pytest.mark.parametrize(
    ("code", "role"), [("walk-in", "partner"), ("long-table", "stranger"), ("long-table", "portfolio_holder")]
)
def test_nobody_else_shows_it(show, code, role):
    """Neither for another organisation nor without the role."""
    with pytest.raises(NotYourPledge):
        show(code=code, role=role)


def test_an_adviser_may_register_it_too(show):
    """The register is the city's."""
    assert show(role="adviser").is_public


@pytest.mark.parametrize(
    "address", ["https://x.example/nl/pledges/long-table/", "https://x.example/pledges/long-table.json"]
)
def test_a_pledge_is_not_its_own_evidence(show, address):
    """In no language and no form."""
    with pytest.raises(OwnEvidence):
        show(url=address)


def test_an_unknown_kind_is_refused(show):
    """By name."""
    with pytest.raises(UnknownKind):
        show(kind="rumour")


def test_the_register_names_a_pledge_as_its_subject(person, client):
    """Packs and forms write `pledge:` and its code; the page leads to it."""
    evidence = register_evidence(
        values={**VALUES, "source": "Kleinstad", "is_public": True},
        subjects=["pledge:long-table"],
        acting_user=person("adviser"),
        at=AT,
    )
    page = Page(client.get(f"/nl/evidence/{evidence.code}/"))
    assert "/nl/pledges/long-table/" in page.links
