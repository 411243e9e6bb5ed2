"""What an administrator does with accounts, and what stands in the way."""

import pytest
from django.core import mail
from django.utils import timezone

from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import EditConflict, NotPermitted, TextTooLong
from stadsrecht.kernel.models import AuditEntry
from stadsrecht.people.errors import (
    EmailNotValid,
    EmailTaken,
    LastAdministrator,
    NameMissing,
    PersonaIsFixed,
    UnknownRole,
)
from stadsrecht.people.models import User
from stadsrecht.people.operations import add_person, change_person, invite_person, lock_person, reset_second_factor
from stadsrecht.people.queries import all_people


@pytest.fixture
def add(person):
    """`add(email=...)` lets the administrator add a person."""

    def call(**words):
        given = {"email": "New@City.example", "name": "New Colleague", "roles": ["adviser"], "team": None}
        given |= {"is_invited": True, "acting_user": person("administrator"), "at": timezone.now()}
        return add_person(**given | words)

    return call


def test_a_new_person_gets_a_mail_with_a_link(add, client, django_capture_on_commit_callbacks):
    """The link in the invitation leads to the page where a password is set."""
    with django_capture_on_commit_callbacks(execute=True):
        new = add()
    assert (new.email, new.role_codes, new.has_usable_password()) == ("new@city.example", {"adviser"}, False)
    address = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    assert "Set Password" in client.get(address, follow=True).content.decode() or mail.outbox[0].to == [new.email]


def test_the_trail_knows_the_person_by_number(add):
    """Neither name nor address can be read in the trail, which nobody can erase."""
    new = add()
    entry = AuditEntry.objects.latest("number")
    assert (entry.verb, entry.object_label) == ("add_person", f"account {new.pk}")
    assert entry.new == {"roles": ["adviser"], "team": None}
    assert list(audit.entries_of(new)) == [entry]
    assert not any(word in str(vars(entry)) for word in ("Colleague", "city.example"))


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ({"email": "adviser@DEMO.invalid"}, EmailTaken),
        ({"email": "no address"}, EmailNotValid),
        ({"name": "  "}, NameMissing),
        ({"name": "n" * 10_000}, TextTooLong),
        ({"roles": ["wizard"]}, UnknownRole),
    ],
)
def test_bad_input_is_refused_by_name(add, words, error):
    """Each fault has its own error, and nothing is written."""
    with pytest.raises(error):
        add(**words)
    assert not User.objects.filter(name__startswith="n").exists()


@pytest.mark.parametrize("role", ["adviser", "portfolio_holder", "council_member", "stranger"])
def test_only_an_administrator_lets_people_in(add, person, role):
    """Everybody else is refused."""
    with pytest.raises(NotPermitted):
        add(acting_user=person(role))


def test_the_last_administrator_cannot_be_locked(colleague, settings):
    """Somebody must be able to let people in; a persona cannot, once the demonstration is over."""
    settings.DEMO = False
    last = colleague("administrator")
    with pytest.raises(LastAdministrator):
        lock_person(person=last, acting_user=last, at=timezone.now())


def test_the_last_administrator_cannot_be_demoted(colleague, settings):
    """The role can be given away only when somebody else holds it too."""
    settings.DEMO = False
    first, second = colleague("administrator"), colleague("adviser", email="second@city.example")
    words = {"team": None, "version": None, "acting_user": first, "at": timezone.now()}
    with pytest.raises(LastAdministrator):
        change_person(person=first, roles=["adviser"], **words)
    change_person(person=second, roles=["administrator"], **words)
    assert change_person(person=first, roles=[], **words).role_codes == frozenset()


@pytest.mark.parametrize("operation", [lock_person, invite_person, reset_second_factor])
def test_a_persona_stays_as_it_is(person, operation):
    """Whoever tries the administrator's persona cannot spoil the others."""
    with pytest.raises(PersonaIsFixed):
        operation(person=person("adviser"), acting_user=person("administrator"), at=timezone.now())


def test_the_second_of_two_editors_is_told(person, colleague):
    """A change on an old version is refused with what the other one wrote."""
    account, words = colleague("adviser"), {"acting_user": person("administrator"), "at": timezone.now()}
    change_person(person=account, roles=["coordinator"], team=None, version=1, **words)
    with pytest.raises(EditConflict) as refusal:
        change_person(person=account, roles=["partner"], team=None, version=1, **words)
    assert [present for _label, present in refusal.value.differences] == ["Coördinator"]
    assert refusal.value.current_version == 2


def test_a_lost_second_factor_is_removed(person, colleague, secret):
    """The account then needs a new one, and the trail says who removed it."""
    account = colleague("adviser")
    secret(account)
    reset_second_factor(person=account, acting_user=person("administrator"), at=timezone.now())
    assert not all_people().get(pk=account.pk).has_second_factor
    assert AuditEntry.objects.latest("number").old == {"second_factors": ["totp"]}


def test_an_invitation_can_be_sent_again(person, colleague, django_capture_on_commit_callbacks):
    """A second mail goes to the same address."""
    account = colleague("adviser")
    with django_capture_on_commit_callbacks(execute=True):
        invite_person(person=account, acting_user=person("administrator"), at=timezone.now())
    assert [message.to for message in mail.outbox] == [[account.email]]
