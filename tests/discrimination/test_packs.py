"""Texts, questions and lists of the door are data, and differ from city to city."""

import pytest

from stadsrecht.discrimination.bridge.letters import letters, letters_of, questions_of
from stadsrecht.discrimination.bridge.packs import door, door_of
from stadsrecht.discrimination.models import ListEdition
from stadsrecht.discrimination.operations import load_lists
from stadsrecht.discrimination.queries import current_edition
from stadsrecht.kernel.packs import PackRefers, PackUnreadable
from stadsrecht.kernel.permissions import SYSTEM
from tests.discrimination.telling import AT, ON

DOOR = """
[door]
office = "office"
languages = ["nl", "en"]
lists = "dutch-law"
exit = "https://example.org/"
"""
FOUR = '{nl = "Een", en = "One", fr = "Un", ar = "واحد"}'


@pytest.fixture
def pack(tmp_path):
    """`pack(more)` gives a folder with a door and more lines."""

    def write(more="", door=DOOR):
        folder = tmp_path / str(abs(hash(more + door)))
        folder.mkdir(exist_ok=True)
        (folder / "report.toml").write_text(door + more, encoding="utf-8")
        return folder

    return write


def load(folder):
    return load_lists(pack=folder, acting_user=SYSTEM, on=ON, at=AT)


def test_a_city_may_put_its_own_words(pack):
    """Instead of one of ours; the others stay."""
    here = door_of(pack(f"[text.intro]\ntitle = {FOUR}"))
    assert here.text("intro.title", "nl") == "Een"
    assert here.text("intro.start", "nl") == door().text("intro.start", "nl")


def test_a_city_may_add_and_leave_out_questions(pack):
    """But not the first."""
    own = f'[[question]]\nname = "bus_line"\nstep = "where"\nkind = "line"\nlabel = {FOUR}'
    here = door_of(pack(own, DOOR + 'leave_out = ["residence", "narrative"]\n'))
    names = [one.name for one in here.questions]
    assert "bus_line" in names
    assert "residence" not in names
    assert "narrative" in names
    assert next(one for one in here.questions if one.name == "bus_line").part == "answers"


def test_a_list_that_is_asked_speaks_every_language_of_the_door(pack):
    with pytest.raises(PackRefers, match="tram"):
        door_of(pack('[[terrain]]\ncode = "tram"\nname = {nl = "Tram"}'))


def test_unknown_lists_are_named(pack):
    with pytest.raises(PackRefers, match="moon-law"):
        door_of(pack(door=DOOR.replace("dutch-law", "moon-law")))


def test_a_pack_without_a_door_is_named(tmp_path):
    with pytest.raises(PackUnreadable):
        door_of(tmp_path)


def test_an_edition_is_kept_and_a_new_one_made_where_a_list_differs(db, pack):
    """Loading the same again makes none."""
    first = current_edition()
    changed = pack(f'[[wish]]\ncode = "tea"\nname = {FOUR}')
    second = load(changed)
    assert load(changed) == second
    assert second.number == first.number + 1
    assert [row["code"] for row in second.lists["wish"]] == ["tea"]
    assert "tea" not in str(ListEdition.objects.get(pk=first.pk).lists["wish"])


def test_each_step_outward_has_a_question_in_every_language_of_the_door():
    """So that a worker need not write the reporter's language to ask."""
    outward = {row["code"] for row in door().lists["handling"] if row.get("outward")}
    asked = questions_of(*outward)
    assert {one.step for one in asked} == outward
    every = set(door().languages)
    assert [one.code for one in (*asked, *letters()) if not every <= {tag for tag in every if tag in one.text}] == []


def test_a_city_may_put_its_own_letters(pack):
    """Instead of one of ours by its code, or beside them."""
    own = '[[letter]]\ncode = "{}"\nstep = "letter"\nname = {{nl = "Brief"}}\nnl = "Mag dit zo?"\n'
    found = {one.code: one for one in letters_of(pack(own.format("consent-letter") + own.format("own")))}
    assert found["consent-letter"].text.shown_in("nl").text == found["own"].text.shown_in("nl").text == "Mag dit zo?"
    assert found["own"].step == "letter"
    assert (
        found["read"].text.shown_in("nl").text
        == next(one for one in letters() if one.code == "read").text.shown_in("nl").text
    )
