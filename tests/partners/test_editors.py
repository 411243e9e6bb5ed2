"""Who keeps an entry: appointed and dismissed by the city, and then able to change it or not."""

import pytest

from stadsrecht.kernel import audit
from stadsrecht.partners.models import Editorship, Organisation
from stadsrecht.people.models import User
from tests.reading import Page

HOUSE = "buurthuis-de-brug"
HOME = f"/en/desk/partners/{HOUSE}/"
EDIT = f"{HOME}edit/"
OTHER = "partner.other@example.org"


@pytest.fixture
def other(db):
    """Somebody with the role of a partner who keeps no entry."""
    from stadsrecht.people.models import Role

    person = User.objects.create(email=OTHER, name="Other partner")
    person.roles.add(Role.objects.get(code="partner"))
    return person


@pytest.fixture
def adviser(as_person):
    return as_person("adviser")


def test_whoever_is_appointed_may_change_the_entry_until_dismissed(adviser, other):
    """The address may be typed in capitals; the trail names the account by number alone."""
    from stadsrecht.partners.queries import may_edit, organisation

    assert not may_edit(other, organisation(HOUSE))
    assert adviser.post(f"{HOME}editors/new/", {"email": OTHER.upper()}).status_code == 303
    assert may_edit(other, organisation(HOUSE))
    page = Page(adviser.get(HOME))
    assert OTHER in page.text
    entry = audit.entries_of(Organisation.objects.get(code=HOUSE)).order_by("-number").first()
    assert (entry.verb, entry.new) == ("appoint_editor", {"account": other.pk})
    number = Editorship.objects.get(person=other).pk
    assert adviser.post(f"{HOME}editors/{number}/remove/").status_code == 302
    assert not may_edit(other, organisation(HOUSE))
    entry = audit.entries_of(Organisation.objects.get(code=HOUSE)).order_by("-number").first()
    assert (entry.verb, entry.old, entry.new) == ("dismiss_editor", {"account": other.pk}, None)
    assert User.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("nobody@example.org", "There is no account with this e-mail address."),
        ("adviser@demo.invalid", "does not have the role of a partner"),
        ("no address", "Enter a valid email"),
    ],
)
def test_who_cannot_be_appointed_is_said_by_name_and_what_was_typed_stays(adviser, email, words):
    page = Page(adviser.post(f"{HOME}editors/new/", {"email": email}))
    assert words in page.text
    assert page.inputs["email"] == email


def test_nobody_is_appointed_twice(adviser, other):
    adviser.post(f"{HOME}editors/new/", {"email": OTHER})
    page = Page(adviser.post(f"{HOME}editors/new/", {"email": OTHER}))
    assert "This person keeps the entry already." in page.text
    assert Editorship.objects.filter(person=other).count() == 1


def test_somebody_of_another_entry_is_not_dismissed_here(adviser, other):
    elsewhere = Organisation.objects.exclude(code=HOUSE).first()
    row = Editorship.objects.create(organisation=elsewhere, person=other)
    assert adviser.post(f"{HOME}editors/{row.pk}/remove/").status_code == 404
    assert Editorship.objects.filter(pk=row.pk).exists()


def test_a_partner_does_not_see_who_else_keeps_the_entry(as_person):
    assert "Who keeps this entry" not in Page(as_person("partner").get(HOME)).text
