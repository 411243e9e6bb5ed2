"""Every page in every language, seen by each who may see it: accessible, narrow, quiet and on its own."""

import pytest

from tests.browser import pages
from tests.browser.audit import faults_of
from tests.browser.conftest import LANGUAGES, Reader


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "who", ["resident", "adviser", "case_worker", "office_coordinator", "administrator", "persona", "partner"]
)
def test_pages_hold_up(visitor, records, who, language):
    """No fault that axe-core knows, nothing wider than 320 px, no stranger, no complaint, six requests at most."""
    faults = faults_of(visitor(who), pages.addresses(who, language, records), language)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("who", ["newcomer", "halfway", "colleague"])
def test_account_pages_hold_up(account_holder, who):
    """The same for those who set a password and a second factor."""
    context, records = account_holder(who)
    for language in LANGUAGES:
        faults = faults_of(context, pages.addresses(who, language, records), language)
        assert not faults, "\n".join(faults)


def test_every_address_has_a_sample():
    """A new page joins SAMPLES in pages.py, or NOT_PAGES with the reason."""
    assert set(pages.names()) == {*pages.SAMPLES, *pages.NOT_PAGES}


def test_the_demonstration_says_what_it_is(visitor):
    """A banner on the first page, in the reader's language."""
    reader = Reader(visitor("resident").new_page(), "fr")
    reader.go()
    assert reader.page.locator(".sr-banner").is_visible()
