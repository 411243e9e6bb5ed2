"""Records are written with their texts checked, and two editors do not overwrite each other."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsrecht.kernel import records
from stadsrecht.kernel.errors import EditConflict, TextMissing, TextTooLong
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.periods import months_later
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.people.models import Team
from stadsrecht.policies.models import Policy

AT = datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_a_name_of_ten_thousand_characters_is_refused_by_name(db):
    with pytest.raises(TextTooLong) as error:
        records.add(Team(code="x", name=LocalisedText(nl="a" * 10_000)), acting_user=SYSTEM, at=AT, verb="add")
    assert error.value.at_field == "name"


def test_a_text_without_any_language_is_refused_by_name(db):
    with pytest.raises(TextMissing):
        records.add(Team(code="x", name=LocalisedText()), acting_user=SYSTEM, at=AT, verb="add")


def test_who_opened_an_older_version_is_told_what_changed(db):
    policy = Policy.objects.first()
    records.change(policy, {"summary": LocalisedText(nl="eerst")}, acting_user=SYSTEM, at=AT, verb="edit")
    with pytest.raises(EditConflict) as error:
        records.opened(Policy, policy.pk, policy.version - 1, {"summary": LocalisedText(nl="tweede")})
    assert error.value.current_version == policy.version
    assert ("summary", LocalisedText(nl="eerst")) in error.value.differences


def test_a_change_of_nothing_writes_nothing(db):
    policy = Policy.objects.first()
    version = policy.version
    records.change(policy, {"title": policy.title}, acting_user=SYSTEM, at=AT, verb="edit")
    assert policy.version == version


def test_a_code_that_is_taken_gets_a_number(db):
    Team.objects.create(code="wonen", name={"nl": "Wonen"})
    assert records.free_code(Team, LocalisedText(nl="Wonen")) == "wonen-2"


@given(st.dates(date(2000, 1, 1), date(2050, 12, 31)), st.integers(0, 120))
def test_months_later_is_that_many_months_on_and_never_a_later_day_of_the_month(day, months):
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day
