"""Training of a data pack: loaded once, relative to the day, and never over what people made."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings

from stadsrecht.kernel.packs import PackRefers
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.neighbourhoods import operations
from stadsrecht.neighbourhoods.models import Course, Letter, Run, SignUp
from stadsrecht.neighbourhoods.queries import standing
from stadsrecht.neighbourhoods.queries.courses import counted

AT, ON = datetime(2026, 6, 1, 10, tzinfo=UTC), date(2026, 6, 1)
PACK = """
[[course]]
code = "table"
organisation = "{organisation}"
kind = "training"
title = {{nl = "Tafel"}}
summary = {{nl = "Praten."}}
audience = ["parents"]
subjects = ["meeting"]
serves = ["{serves}"]

  [[course.run]]
  code = "one"
  place = {{nl = "Zaal"}}
  capacity = 2
  closes_days_before = 2
  participants = 3

    [[course.run.meeting]]
    in_days = 20
    from = 19:00:00
    to = 21:00:00
"""


def load(folder, *, on=ON, organisation="buurthuis-de-brug", serves="action:benches"):
    (folder / "training.toml").write_text(PACK.format(organisation=organisation, serves=serves))
    return operations.load_training(folder, seed=bytes(32), acting_user=SYSTEM, on=on, at=AT)


def test_a_pack_is_loaded_once(db, tmp_path):
    """Again, and on another day, it adds nothing."""
    assert load(tmp_path) == 1
    assert load(tmp_path, on=date(2026, 8, 1)) == 0
    run = Run.objects.get(course__code="table")
    assert run.starts_at.date() == date(2026, 6, 21)
    assert SignUp.objects.filter(run=run).count() == 3


def test_what_people_changed_stays(db, tmp_path):
    """Nothing of theirs is written over."""
    load(tmp_path)
    Course.objects.filter(code="table").update(title={"nl": "Lange tafel"}, state="withdrawn")
    load(tmp_path)
    course = Course.objects.get(code="table")
    assert (course.title["nl"], course.state) == ("Lange tafel", "withdrawn")


def test_a_run_for_show_can_be_full_and_writes_to_nobody(db, tmp_path):
    """Its participants are made up."""
    load(tmp_path)
    assert standing(counted(Run.objects.all()).get(), AT).code == "full"
    assert not Letter.objects.exists()
    assert all(row.email.endswith(".invalid") for row in SignUp.objects.all())


@pytest.mark.parametrize("changes", [{"organisation": "moon"}, {"serves": "action:moon"}, {"serves": "place:WK999902"}])
def test_a_pack_that_names_something_unknown_is_refused(db, tmp_path, changes):
    """With the file, and nothing of it stays."""
    with pytest.raises(PackRefers):
        load(tmp_path, **changes)
    assert not Course.objects.exists()


def test_a_pack_without_training_is_one_too(db):
    """As the small city's."""
    pack = settings.CITY
    assert operations.load_training(pack, seed=bytes(32), acting_user=SYSTEM, on=ON, at=AT) == 0
