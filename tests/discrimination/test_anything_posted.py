"""Whatever is posted, the answer is a page with a named error or a receipt, and nothing typed is lost."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stadsrecht.discrimination.bridge.packs import door
from stadsrecht.discrimination.bridge.questions import STEPS
from stadsrecht.discrimination.queries import opened, report_by_receipt
from stadsrecht.discrimination.web.door.bursts import bursts
from stadsrecht.discrimination.web.door.tokens import new_token
from stadsrecht.discrimination.web.door.views import questions
from tests.discrimination.door import Visit, _fields
from tests.discrimination.test_cleaning import document

SHORT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
LONG = st.builds(lambda text, times: text * times, SHORT, st.sampled_from([7, 300]))  # past 500 and 20,000 characters
TEXT = SHORT | LONG
CODES = st.sampled_from(["", "origin", "housing", "exact", "about", "place", "contact", "victim", "2026-02-30", "x"])
NAMES = (
    *("narrative", "when", "day", "month", "where", "district", "place", "grounds", "terrain", "natures"),
    *("role", "residence", "wish", "reply", "name", "email", "phone", "custodian"),
)
POSTED = st.dictionaries(st.sampled_from(NAMES), st.lists(TEXT | CODES, min_size=1, max_size=3), max_size=12)
# Of a name of which nothing is left after its folders and signs for machines, Django makes no file at all.
FILE_NAMES = SHORT.map(
    lambda text: "brief" + "".join(sign for sign in text if sign.isprintable() and sign not in "/\\&")
)
FILES = st.lists(st.tuples(FILE_NAMES, st.binary(max_size=40)), max_size=2)
LANGUAGES = st.sampled_from(["nl", "en", "fr", "ar"])
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


def post(client, language, sent, files=()):
    bursts.forget()
    chosen = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"/{language}/report/form/", {**sent, **({"files": chosen} if chosen else {})})


@QUIETLY
@given(LANGUAGES, POSTED, CONTROL, FILES)
def test_the_form_answers_everything(client, own_token, language, posted, control, files):
    """Never with a 500. What comes back holds all that was typed, until there is a receipt."""
    sent = {**posted, **control, "form": own_token if control.get("form") == "ours" else control.get("form", "")}
    response = post(client, language, sent, files)
    text = response.content.decode()
    assert response.status_code in (200, 422)
    if 'class="receipt"' in text:
        return
    kept = _fields(text)
    for name, given_texts in posted.items():
        wanted = [plain(one) for one in given_texts]
        found = [plain(unescape(one)) for one in kept.get(name, [])]
        assert found == comes_back(name, wanted, found, step=kept["step"][0]), name
    if files and 'id="faults"' in text:
        assert door().text("fault.FilesAgain", language) in unescape(text)


def test_files_are_asked_for_again_also_where_an_answer_was_wrong(client, office):
    """A browser keeps none, and the step that is shown has no place for them."""
    response = post(client, "nl", {"form": new_token(), "step": STEPS[-1], "go": "send"}, [("brief.pdf", document())])
    assert response.status_code == 422
    assert door().text("fault.FilesAgain", "nl") in unescape(response.content.decode())


def comes_back(name, wanted, found, *, step):
    """What a page holds of what was sent: all of it in hidden fields, and in the step that is shown what its field can.

    A code that the form does not offer cannot come back chosen; it is named as a fault.
    """
    question = next(one for one in questions(door(), with_staff=False, with_custodian=True) if one.name == name)
    if question.step != step:
        return wanted
    codes = set(wanted) & question.codes
    match question.kind:
        case "one" | "several":
            assert len(found) == len(set(found))
            return found if set(found) - {""} == codes else sorted(codes)
        case "district":
            return found if set(found) <= codes and found else [""] if not codes else sorted(codes)
        case "flag":
            return ["yes"] if wanted[0] else []
    return wanted[:1]


def codes_of(name):
    return st.sampled_from(sorted(next(one for one in door().questions if one.name == name).codes))


WHOLE = st.fixed_dictionaries(
    {"narrative": SHORT.filter(str.strip)},
    optional={
        "place": SHORT,
        "where": st.just("place"),
        "grounds": st.lists(st.deferred(lambda: codes_of("grounds")), unique=True),
        "natures": st.lists(st.deferred(lambda: codes_of("natures")), unique=True),
        "terrain": st.deferred(lambda: codes_of("terrain")),
        "wish": st.deferred(lambda: codes_of("wish")),
    },
)


@settings(QUIETLY, max_examples=30)
@given(LANGUAGES, WHOLE, st.booleans())
def test_what_is_sent_is_what_the_receipt_opens(client, office, language, typed, with_file):
    """To the letter, with every code and the file."""
    files = [("brief.pdf", document())] if with_file else []
    sent = {**typed, "form": new_token(), "step": STEPS[-1], "go": "send"}
    code = Visit.__new__(Visit).take(post(client, language, sent, files)).receipt
    by_receipt = report_by_receipt(code)
    shown = opened(by_receipt.report, by_receipt.content, with_internal=False)
    facts = by_receipt.report.facts
    assert (shown.narrative, by_receipt.report.language) == (typed["narrative"], language)
    assert "".join(shown.answers.get("place", [])) == typed.get("place", "").strip()
    for name in ("grounds", "natures"):
        assert set(getattr(facts, name)) == set(typed.get(name, []))
    assert (facts.terrain, facts.wish) == (typed.get("terrain", ""), typed.get("wish", ""))
    assert [file.name for file in shown.files] == [name for name, _content in files]


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
