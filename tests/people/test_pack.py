"""Roles, portfolios, teams and personas come from files."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from stadsrecht.kernel import audit
from stadsrecht.kernel.packs import PackRefers
from stadsrecht.people.models import Portfolio, Role, Team, User
from stadsrecht.people.operations import load_people, load_roles

PACK = """
[[portfolio]]
code = "rights"
name = {nl = "Rechten"}
[[team]]
code = "new-team"
name = {nl = "Nieuw team"}
portfolio = "rights"
[[persona]]
username = "newcomer"
role = "adviser"
team = "new-team"
name = {nl = "Nieuweling", en = "Newcomer"}
"""


@pytest.fixture
def pack(tmp_path):
    (tmp_path / "city.toml").write_text(PACK, encoding="utf-8")
    return tmp_path


def test_every_member_of_the_cast_has_a_role_in_three_languages(db):
    """The roles of the design are there, each with a name and a line in nl, en and fr."""
    roles = {role.code: role for role in Role.objects.all()}
    assert len(roles) == 10
    assert all(set(role.name) == set(role.wants) == {"nl", "en", "fr"} for role in roles.values())
    assert [code for code, role in roles.items() if not role.is_staff] == ["council_member"]


def test_a_persona_has_no_password_and_no_mailbox(person):
    """Nobody can sign in as a persona at the door."""
    adviser = person("adviser")
    assert adviser.is_demo
    assert not adviser.has_usable_password()
    assert adviser.email.endswith(".invalid")


def test_the_stranger_has_no_role(person):
    """The stranger is signed in and nothing more."""
    assert person("stranger").role_codes == frozenset()


def test_loading_twice_changes_nothing(db):
    """A second load writes no row and no entry in the trail."""
    before = (audit.head(), User.objects.count(), Team.objects.count(), Portfolio.objects.count())
    load_roles()
    load_people(Path(settings.CITY), with_personas=True, at=timezone.now())
    assert before == (audit.head(), User.objects.count(), Team.objects.count(), Portfolio.objects.count())


def test_personas_stay_out_where_they_are_not_asked_for(db, pack):
    """A city in earnest loads portfolios and teams without the cast."""
    load_people(pack, with_personas=False, at=timezone.now())
    assert Team.objects.get(code="new-team").portfolio.code == "rights"
    assert not User.objects.filter(email="newcomer@demo.invalid").exists()


def test_a_locked_persona_is_put_back(db, pack):
    """What was tried out in the demonstration is gone after a reload."""
    load_people(pack, with_personas=True, at=timezone.now())
    User.objects.filter(email="newcomer@demo.invalid").update(is_active=False)
    load_people(pack, with_personas=True, at=timezone.now())
    assert User.objects.get(email="newcomer@demo.invalid").is_active


def test_an_unknown_role_in_a_pack_is_named(db, pack):
    """The message says which file names what."""
    (pack / "city.toml").write_text(PACK.replace('"adviser"', '"wizard"'), encoding="utf-8")
    with pytest.raises(PackRefers, match=r"city\.toml: wizard"):
        load_people(pack, with_personas=True, at=timezone.now())
