"""Figures that count people are refused where a hidden one can be calculated."""

import pytest

from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.monitoring import operations
from stadsrecht.monitoring.errors import FiguresGivePeopleAway
from stadsrecht.monitoring.models import Indicator, Status
from tests.monitoring.conftest import AT, cell, table

HIDDEN = {"status": Status.HIDDEN}


def stage(indicator, *cells):
    return operations.stage_release(indicator=indicator, table=table(*cells), acting_user=SYSTEM, at=AT)


@pytest.fixture
def people(indicator):
    """The same indicator, as one that counts people."""
    Indicator.objects.filter(pk=indicator.pk).update(counts_people=True)
    return Indicator.objects.get(pk=indicator.pk)


def test_a_total_beside_one_hidden_part_is_refused(people):
    with pytest.raises(FiguresGivePeopleAway) as refusal:
        stage(people, cell("2025", 60), cell("2025", 57, "women"), cell("2025", None, "men", **HIDDEN))
    assert "2025: men" in str(refusal.value)
    assert "3" not in str(refusal.value), "the refusal must not give the person away itself"
    assert not people.releases.exists()


def test_the_total_hidden_too_is_harmless(people):
    hidden = [cell("2025", None, sex, **HIDDEN) for sex in ("", "men")]
    assert stage(people, *hidden, cell("2025", 57, "women")).pk


def test_each_period_is_looked_at(people):
    with pytest.raises(FiguresGivePeopleAway) as refusal:
        stage(people, cell("2024", 60), cell("2025", 3))
    assert "2025" in str(refusal.value)


def test_what_is_no_count_is_refused_as_one(people):
    with pytest.raises(FiguresGivePeopleAway):
        stage(people, cell("2025", 12.5))


def test_it_is_asked_again_before_publication(indicator, person):
    """Somebody says only after the figures were staged that they count people."""
    staged = stage(indicator, cell("2025", 60), cell("2025", 57, "women"), cell("2025", None, "men", **HIDDEN))
    reviewed = operations.review_release(release=staged, acting_user=SYSTEM, at=AT)
    Indicator.objects.filter(pk=indicator.pk).update(counts_people=True)
    with pytest.raises(FiguresGivePeopleAway):
        operations.publish_release(release=reviewed, acting_user=person("adviser"), at=AT)


def test_shares_of_people_are_looked_at_in_their_own_way(people):
    Indicator.objects.filter(pk=people.pk).update(is_share=True)
    share = Indicator.objects.get(pk=people.pk)
    with pytest.raises(FiguresGivePeopleAway):
        stage(share, cell("2025", 14.5), cell("2025", 12.5, "women"), cell("2025", None, "men", **HIDDEN))
    assert stage(share, cell("2025", 14.5), cell("2025", 12.5, "women"), cell("2025", 16.5, "men")).pk
