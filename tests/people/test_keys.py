"""Keys for programs: shown once, kept as a digest, ended at will, and worth what their owner may do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.kernel.models import AuditEntry
from stadsrecht.people.errors import KeyLastsTooLong, KeyNotValid, NameMissing, UnknownKey, UnknownScope
from stadsrecht.people.models import ProgramKey
from stadsrecht.people.operations import end_key, make_key, use_key
from tests.reading import Page

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
SECRET = "stadsrecht_" + "a1B2" * 11


@pytest.fixture
def make(person):
    def key(role="adviser", **more):
        given = {"secret": SECRET, "name": "Night import", "scope": "figures", "last_day": date(2026, 12, 31), **more}
        return make_key(**given, acting_user=person(role), at=AT)

    return key


def use(secret=SECRET, scope="figures", at=AT):
    return use_key(secret=secret, scope=scope, purpose="POST /here", at=at)


def test_a_program_acts_in_the_name_of_the_owner(make, person):
    key = make()
    acting = use()
    assert acting == person("adviser")
    assert acting.audit_name == f"account {acting.pk} (adviser) by key {key.pk}"


def test_the_secret_is_not_kept(make):
    make()
    assert SECRET not in str(list(ProgramKey.objects.values()))
    assert SECRET not in str(list(AuditEntry.objects.values()))


def test_each_use_is_in_the_trail_and_its_day_with_the_key(make):
    key = make()
    use()
    use()
    entries = AuditEntry.objects.filter(verb="use_key", object_id=str(key.pk))
    assert [entry.new for entry in entries] == [{"for": "POST /here"}] * 2
    key.refresh_from_db()
    assert key.last_used_on == date(2026, 6, 1)


def test_another_secret_opens_nothing(make):
    make()
    with pytest.raises(KeyNotValid):
        use(SECRET[:-1] + "x")


def test_it_works_on_its_last_day_and_not_on_the_next(make):
    make(last_day=date(2026, 6, 1))
    use()
    with pytest.raises(KeyNotValid):
        use(at=AT + timedelta(days=1))


def test_it_ends_at_once(make, person):
    end_key(key=make(), acting_user=person("adviser"), at=AT)
    with pytest.raises(KeyNotValid):
        use()


def test_it_opens_nothing_but_its_own_scope(make):
    make()
    with pytest.raises(NotPermitted):
        use(scope="people")


def test_who_loses_the_role_loses_the_key(make, person):
    make()
    person("adviser").roles.clear()
    with pytest.raises(NotPermitted):
        use()


def test_who_is_locked_loses_the_key(make, person):
    make()
    owner = person("adviser")
    owner.is_active = False
    owner.save()
    with pytest.raises(KeyNotValid):
        use()


def test_a_key_of_a_persona_ends_with_the_demonstration(make, settings):
    make()
    settings.DEMO = False
    with pytest.raises(KeyNotValid):
        use()


def test_a_key_rests_while_its_owner_has_no_second_factor(make, person):
    make()
    owner = person("adviser")
    owner.is_demo = False
    owner.save()
    with pytest.raises(KeyNotValid):
        use()


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"name": "  "}, NameMissing),
        ({"scope": "everything"}, UnknownScope),
        ({"last_day": date(2026, 5, 31)}, KeyLastsTooLong),
        ({"last_day": date(2027, 6, 3)}, KeyLastsTooLong),
    ],
)
def test_a_key_that_cannot_be_made_is_refused_by_name(make, given, error):
    with pytest.raises(error):
        make(**given)


@pytest.mark.parametrize("role", ["portfolio_holder", "council_member", "stranger", "case_worker"])
def test_others_make_no_keys(make, role):
    with pytest.raises(NotPermitted):
        make(role)


def test_nobody_ends_the_key_of_a_colleague_but_an_administrator(make, person):
    key = make("administrator")
    with pytest.raises(UnknownKey):
        end_key(key=key, acting_user=person("adviser"), at=AT)
    other = make("adviser", secret=SECRET + "2")
    assert end_key(key=other, acting_user=person("administrator"), at=AT).ended_at == AT


def typed(**more):
    soon = (timezone.localdate() + timedelta(days=30)).isoformat()
    return {"name": "Night import", "scope": "figures", "last_day": soon, **more}


def test_the_page_shows_the_secret_once(as_person):
    adviser = as_person("adviser")
    response = adviser.post("/en/desk/keys/new/", typed())
    secret = Page(response).inputs[None]
    assert secret.startswith("stadsrecht_")
    assert response["Cache-Control"] == "no-store"
    assert use(secret, at=timezone.now()).audit_name
    listed = adviser.get("/en/desk/keys/").content.decode()
    assert "Night import" in listed
    assert secret not in listed


def test_two_keys_are_never_alike(as_person):
    adviser = as_person("adviser")
    found = {Page(adviser.post("/en/desk/keys/new/", typed())).inputs[None] for _key in range(5)}
    assert len(found) == 5
    assert min(map(len, found)) >= len("stadsrecht_") + 43


@pytest.mark.parametrize(
    ("given", "field"), [({"name": ""}, "name"), ({"scope": "all"}, "scope"), ({"last_day": "2020-01-01"}, "last_day")]
)
def test_what_was_typed_stays_when_something_lacks(as_person, given, field):
    response = as_person("adviser").post("/en/desk/keys/new/", typed(**given))
    page = Page(response)
    assert response.status_code == 422
    assert page.errors[field]
    assert page.inputs["name"] == typed(**given)["name"]


def test_a_key_is_ended_on_the_page(as_person, make):
    key = make(last_day=date(2027, 5, 1))
    adviser = as_person("adviser")
    assert adviser.post(f"/en/desk/keys/{key.pk}/end/").url == "/en/desk/keys/"
    key.refresh_from_db()
    assert key.ended_at


def test_an_adviser_does_not_see_the_keys_of_others(as_person, make):
    make("administrator", name="Of the administrator")
    assert "Of the administrator" not in as_person("adviser").get("/en/desk/keys/").content.decode()
