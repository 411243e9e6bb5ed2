"""The administrator's pages."""

import pytest

from stadsrecht.kernel.registry import desk_menu
from stadsrecht.people.models import User

NEW = {"email": "new@city.example", "name": "New Colleague", "roles": ["adviser"]}


def test_the_list_shows_who_may_do_what(as_person, colleague, secret):
    """Name, roles and second factor of each account."""
    secret(colleague("adviser", "coordinator"))
    page = as_person("administrator").get("/en/desk/people/").content.decode()
    assert "Adviser, Coordinator" in page
    assert page.count(">Yes</td>") == 1


@pytest.mark.parametrize("address", ["", "add/", "1/"])
def test_whoever_is_not_signed_in_goes_to_the_door(as_person, address):
    """And comes back afterwards."""
    assert as_person("resident").get(f"/en/desk/people/{address}").url.startswith("/en/me/login/?next=")


@pytest.mark.parametrize("role", ["adviser", "portfolio_holder", "council_member", "stranger"])
def test_the_others_are_refused(as_person, role):
    """Only the administrator sees accounts, also in the menu."""
    client = as_person(role)
    assert client.get("/en/desk/people/").status_code == 403
    assert not desk_menu.get("people").may(User.objects.get(email=f"{role}@demo.invalid"))


def test_a_person_is_added_from_the_page(as_person):
    """The form leads to the page of the new account."""
    answer = as_person("administrator").post("/en/desk/people/add/", NEW)
    new = User.objects.get(email="new@city.example")
    assert answer.url == f"/en/desk/people/{new.pk}/"


def test_a_taken_address_keeps_what_was_typed(as_person):
    """The error stands at the field, in the page's language."""
    answer = as_person("administrator").post("/en/desk/people/add/", {**NEW, "email": "adviser@demo.invalid"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "already an account with this e-mail address" in page
    assert "New Colleague" in page


def test_roles_and_team_are_changed(as_person, colleague):
    """What is ticked is what the person holds."""
    account = colleague("adviser")
    as_person("administrator").post(f"/en/desk/people/{account.pk}/", {"roles": ["partner"], "version": 1})
    assert User.objects.get(pk=account.pk).role_codes == {"partner"}


def test_the_second_editor_gets_a_409(as_person, colleague):
    """The page says that somebody else was first."""
    account, client = colleague("adviser"), as_person("administrator")
    client.post(f"/en/desk/people/{account.pk}/", {"roles": ["partner"], "version": 1})
    answer = client.post(f"/en/desk/people/{account.pk}/", {"roles": ["coordinator"], "version": 1})
    assert answer.status_code == 409
    assert "Someone else saved this record" in answer.content.decode()


def test_locking_and_opening(as_person, colleague):
    """Each button does one thing and the page shows it."""
    account, client = colleague("adviser"), as_person("administrator")
    assert "Locked" in client.post(f"/en/desk/people/{account.pk}/lock/", follow=True).content.decode()
    assert client.get(f"/en/desk/people/{account.pk}/lock/").status_code == 405
    client.post(f"/en/desk/people/{account.pk}/unlock/")
    assert User.objects.get(pk=account.pk).is_active


def test_what_cannot_be_is_told_on_the_page(as_person, person):
    """The page comes again with the reason."""
    answer = as_person("administrator").post(f"/en/desk/people/{person('adviser').pk}/lock/")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert "persona of the demonstration" in answer.content.decode()


def test_an_unknown_account_is_not_found(as_person):
    """The address says 404."""
    assert as_person("administrator").get("/en/desk/people/999999/").status_code == 404
