"""What the tests of partners share."""

from datetime import UTC, datetime

import pytest

from stadsrecht.partners.models import Location, Organisation, Service

AT = datetime(2026, 6, 1, 10, tzinfo=UTC)
# The address of the small city's shelter: in the pack, under seal, and nowhere else.
SECRETS = ("Verborgenlaan", "9998 ZX", "9998ZX", "Schuilstede", "52.98765", "5.43219")


@pytest.fixture
def desk(db):
    """The reporting desk: services in several languages."""
    return Organisation.objects.get(code="meldpunt-kleinstad")


@pytest.fixture
def house(db):
    """The neighbourhood house, whose entry the persona of the partner keeps."""
    return Organisation.objects.get(code="buurthuis-de-brug")


@pytest.fixture
def shelter(db):
    return Location.objects.get(is_confidential=True)


@pytest.fixture
def complaint(desk):
    return Service.objects.get(organisation=desk)
