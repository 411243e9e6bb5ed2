"""Whatever is posted, the answer is a page with a named error or a receipt, and nothing typed is lost."""

from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stadsrecht.discrimination.bridge.questions import STEPS
from stadsrecht.discrimination.web.door.bursts import bursts
from tests.discrimination.door import Visit, _fields

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
CODES = st.sampled_from(["", "origin", "housing", "exact", "about", "place", "contact", "victim", "2026-02-30", "x"])
NAMES = (
    *("narrative", "when", "day", "month", "where", "district", "place", "grounds", "terrain", "natures"),
    *("role", "residence", "wish", "reply", "name", "email", "phone", "custodian"),
)
POSTED = st.dictionaries(st.sampled_from(NAMES), st.lists(TEXT | CODES, min_size=1, max_size=3), max_size=12)
CONTROL = st.fixed_dictionaries(
    {},
    optional={
        "step": st.sampled_from([*STEPS, "x", ""]),
        "go": st.sampled_from([*STEPS, "next", "back", "send", "stay", "x", ""]),
        "form": st.sampled_from(["", "x", "ours"]),
        "challenge": TEXT,
        "work": TEXT,
        "originals": TEXT,
        "channel": TEXT,
    },
)
QUIETLY = settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def plain(text):
    """As a browser sends it again: line ends alike, no NUL, which HTML cannot hold."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


@pytest.fixture
def own_token(client, office):
    return Visit(client).fields["form"][0]


@QUIETLY
@given(POSTED, CONTROL)
def test_the_form_answers_everything(client, own_token, posted, control):
    """Never with a 500. What comes back holds all that was typed, until there is a receipt."""
    bursts.forget()
    sent = {**posted, **control, "form": own_token if control.get("form") == "ours" else control.get("form", "")}
    response = client.post("/nl/report/form/", sent)
    text = response.content.decode()
    assert response.status_code in (200, 422)
    if 'class="receipt"' in text:
        return
    kept = _fields(text)
    for name, given_texts in posted.items():
        wanted = [plain(one) for one in given_texts]
        found = [plain(unescape(one)) for one in kept.get(name, [])]
        is_chosen = name in ("when", "where", "reply", "custodian", "district") or name in _choices()
        assert is_chosen or found == wanted or found == wanted[:1], (name, wanted, found)


def _choices():
    """A radio that was never offered cannot come back chosen: it is named as a fault, or dropped."""
    return ("grounds", "terrain", "natures", "role", "residence", "wish")


@QUIETLY
@given(st.dictionaries(st.sampled_from(["receipt", "open", "act", "text", "form", "originals"]), TEXT))
def test_the_receipts_page_answers_everything(client, office, posted):
    response = client.post("/nl/report/mine/", posted)
    assert response.status_code in (404, 422)
    assert "<h1>" in response.content.decode()


KINDS = ("multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain", "")


@QUIETLY
@given(st.binary(max_size=300), st.sampled_from(KINDS))
def test_any_bytes_are_answered(client, office, body, kind):
    """With a page, whatever they pretend to be."""
    for address in ("/nl/report/form/", "/ar/report/mine/"):
        response = client.post(address, body, content_type=kind)
        assert response.status_code in (200, 400, 404, 413, 422)
