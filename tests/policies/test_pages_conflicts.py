"""Two editors open the same record: the second is told, keeps what was typed, sees what differs, and can save."""

import pytest

from stadsrecht.kernel.audit import entries_of
from stadsrecht.policies.models import Action, Policy
from tests.reading import Page

FORMS = [("desk-policy-edit", Policy, "equal-door"), ("desk-action-edit", Action, "benches")]


@pytest.fixture
def second_save(send, typed):
    """The first editor saves; the second, who opened the same version, saves too."""

    def save(name, language="nl"):
        first, _page = send(name, typed(name, title_nl="Van de eerste"))
        assert first.status_code == 303
        return send(name, typed(name, title_nl="Van de tweede"), language)

    return save


@pytest.mark.parametrize(("name", "model", "code"), FORMS)
def test_the_second_editor_is_told_and_nothing_is_written(second_save, name, model, code):
    """409, and the first editor's words still stand."""
    response, _page = second_save(name)
    assert response.status_code == 409
    assert model.objects.get(code=code).title["nl"] == "Van de eerste"


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
@pytest.mark.parametrize(("name", "model", "code"), FORMS)
def test_the_second_editor_keeps_the_text_and_sees_what_differs(second_save, said, name, model, code, language):
    """In the language of the page."""
    _response, page = second_save(name, language)
    words = (
        "Someone else saved this record after you opened it. What you typed is still here. "
        "Compare it with the present values below and save again."
    )
    assert page.inputs["title_nl"] == "Van de tweede"
    assert said(words, language) in page.text
    assert "Van de eerste" in page.text


@pytest.mark.parametrize(("name", "model", "code"), FORMS)
def test_saving_again_goes_through_and_both_stand_in_the_trail(second_save, send, name, model, code):
    """What the page gives back is what the second save needs."""
    _response, page = second_save(name)
    again, _page = send(name, {**page.inputs, "title_nl": "Van de tweede"})
    assert again.status_code == 303
    last = entries_of(model.objects.get(code=code)).last()
    assert (last.old["title"]["nl"], last.new["title"]["nl"]) == ("Van de eerste", "Van de tweede")


@pytest.mark.parametrize(("name", "model", "code"), FORMS)
def test_an_unchanged_record_is_saved_without_a_trace(send, as_person, name, model, code):
    """What the page shows is what stands there: sending it back unread changes nothing."""
    from tests.policies.conftest import address

    page = Page(as_person("adviser").get(address(name)))
    before = model.objects.get(code=code)
    response, _page = send(name, page.inputs)
    after = model.objects.get(code=code)
    assert response.status_code == 303
    assert {**vars(before), "_state": 0, "heard_on": 0, "version": 0, "changed_at": 0} == {
        **vars(after),
        "_state": 0,
        "heard_on": 0,
        "version": 0,
        "changed_at": 0,
    }
