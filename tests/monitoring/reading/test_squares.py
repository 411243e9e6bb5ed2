"""Squares are added up by area, and a sum that lacks a square is no total."""

import csv

import pytest

from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.monitoring.bridge.reading import Given, read_files
from stadsrecht.monitoring.models import Release, Status
from stadsrecht.monitoring.operations import import_figures
from stadsrecht.monitoring.queries import table_of
from tests.house.files import ROOT
from tests.monitoring.conftest import AT

UTRECHT = ROOT.parent / "shared" / "data" / "utrecht"
HEAD = "C28992R100,INWONER,MAN,VROUW,buurtcode\n"


def read(csv, head=HEAD, period="2018"):
    return read_files("cbs-squares", {"squares.csv": (head + csv).encode()}, Given(period=period))


def cells(incoming):
    return {row.keys: (row.value, row.status.value) for row in incoming.table.observations}


def test_known_squares_are_added_up():
    one = read("a,10,5,5,BU1\nb,20,15,5,BU1\nc,5,0,5,BU2\n")[0]
    assert (one.code, one.table.observations[0].period.label) == ("cbs-inhabitants", "2018")
    assert cells(one)["BU1", ""] == (30.0, "value")
    assert cells(one)["BU2", "men"] == (0.0, "zero")
    assert cells(one)["", ""] == (35.0, "value")


def test_an_area_with_a_suppressed_square_is_hidden_and_so_is_the_city():
    one = read("a,10,5,5,BU1\nb,-99997,5,5,BU1\nc,5,0,5,BU2\n")[0]
    assert cells(one)["BU1", ""] == cells(one)["", ""] == (None, "hidden")
    assert [finding.details["count"] for finding in one.findings if finding.code == "lower-bound"] == [2]


def test_one_hidden_part_hides_the_others_of_its_group():
    """Else the men of BU1 would be 10 less 5."""
    found = cells(read("a,10,-99997,5,BU1\nb,20,15,5,BU2\n")[0])
    assert found["BU1", "men"] == found["BU1", "women"] == (None, "hidden")
    assert found["BU1", ""] == (10.0, "value")


def test_what_is_shown_follows_from_published_squares_alone():
    """A neighbourhood shows a sum exactly where each of its squares was published, and CBS rounded each to fives."""
    found = cells(read("a,10,5,5,BU1\nb,20,15,5,BU1\nc,35,-99997,20,BU2\nd,-99997,5,5,BU3\n")[0])
    assert {key[0] for key, (value, _status) in found.items() if not key[1] and value is not None} == {"BU1", "BU2"}
    assert all(value is None or value % 5 == 0 for value, _status in found.values())


def test_rounded_parts_that_do_not_add_up_are_published(db):
    """CBS has protected them, so our own proof is not asked for; what it hid stays hidden in the release."""
    files = {"squares.csv": (HEAD + "a,10,5,10,BU1\nb,20,15,10,BU2\nc,-99997,5,5,BU3\n").encode()}
    taken = import_figures(
        kind="cbs-squares", files=files, given=Given(period="2018"), publish=True, acting_user=SYSTEM, at=AT
    )
    release = Release.objects.get(indicator__code=taken[0].code)
    assert (release.state, release.indicator.counts_people) == ("published", False)
    shown = {row.keys: row.status for row in table_of(release).observations}
    assert shown["BU3", ""] == shown["", ""] == Status.HIDDEN


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"period": ""}, "period-needed"),
        ({"head": "INWONER,place\n", "csv": "1,a\n"}, "heading-missing"),
        ({"head": "buurtcode,cats\n", "csv": "BU1,9\n"}, "heading-missing"),
        ({"csv": "a,many,5,5,BU1\n"}, "number"),
    ],
)
def test_faults_are_named(more, code):
    found = read(**{"csv": "a,10,5,5,BU1\n", **more})
    assert [finding.code for one in found for finding in one.faults] == [code]


@pytest.mark.skipif(not UTRECHT.is_dir(), reason="no data")
def test_real_squares_agree_with_sums_made_by_others():
    """Where every square is known, the sum is that of the table beside it; every other area is hidden."""
    content = (UTRECHT / "vierkant100m.csv").read_bytes()
    found = read_files("cbs-squares", {"vierkant100m.csv": content}, Given(period="2018"))
    rows = {row.keys[0]: row for row in found[0].table.observations if not any(row.keys[1:])}
    with (UTRECHT / "buurt_kerncijfers_uit_vierkanten.csv").open(encoding="utf-8") as file:
        theirs = [row for row in csv.DictReader(file) if row["indicator"] == "INWONER"]
    assert len(theirs) == 108
    for row in theirs:
        ours = rows[row["buurtcode"]]
        assert (ours.status == Status.HIDDEN) == (row["vierkanten_onderdrukt"] != "0")
        assert ours.value in (None, float(row["som_bekend"]))
