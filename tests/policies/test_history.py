"""The history of a policy or action is told in words."""

from datetime import UTC, date, datetime

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.policies.models import Action
from stadsrecht.policies.operations import edit_action, move_action
from tests.reading import Page

AT, ON = datetime(2026, 6, 1, 12, tzinfo=UTC), date(2026, 6, 1)


def test_a_moved_due_day_shows_old_and_new(as_person):
    """In the reader's words for days."""
    action = Action.objects.get(code="desk-in-harbour")
    edit_action(action=action, version=1, values={"due_on": date(2027, 3, 1)}, acting_user=SYSTEM, on=ON, at=AT)
    assert "→ 1 maart 2027" in Page(as_person("adviser").get("/nl/desk/actions/desk-in-harbour/")).text


def test_a_new_state_is_told_in_words(as_person):
    """With its reason, and without the name of a function."""
    action = Action.objects.get(code="desk-in-harbour")
    Action.objects.filter(pk=action.pk).update(state="running")
    why = LocalisedText(nl="Er is geen ruimte.")
    move_action(action=action, state="stalled", reason=why, acting_user=SYSTEM, on=ON, at=AT)
    page = Page(as_person("adviser").get("/en/desk/actions/desk-in-harbour/"))
    assert "running → stalled" in page.text
    assert "move_action" not in page.text


def test_a_word_in_place_of_a_code_offers_provisions_to_choose_from(as_person):
    """The adviser need not know codes."""
    given = {"is_explicit": "no", "reason_nl": "Omdat.", "duty": "protect", "charter_applies": "unknown"}
    client = as_person("adviser")
    address = "/en/desk/policies/equal-door/anchors/new/"
    answer = client.post(address, {"provision": "asylum", **given})
    assert answer.status_code == 422
    assert 'value="eu-charter:18"' in answer.content.decode().split("suggestion", 1)[1]
    chosen = client.post(address, {"provision": "asylum", "suggestion": "eu-charter:18", **given})
    assert chosen.status_code in (302, 303)
