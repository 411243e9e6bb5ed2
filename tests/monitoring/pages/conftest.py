"""Pages are tested on figures of their own, beside those of the small city's pack."""

import pytest

from tests.monitoring import city


@pytest.fixture
def felt_safe(db):
    return city.felt_safe()


@pytest.fixture
def reports(db):
    return city.reports()
