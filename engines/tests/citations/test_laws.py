"""Laws that hold for every text."""

from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stadsrecht_engines.citations import find, provisions

FILES = sorted(Path(__file__).parent.glob("labelled.*.txt"))
LINES = [line.split("\t") for file in FILES for line in file.read_text(encoding="utf-8").splitlines() if "\t" in line]
SENTENCES = [text.replace("\\n", "\n") for text, _ in LINES]
OTHER_LAWS = [text for text, label in LINES if label == "-"]
PIECES = [
    "artikel", "artikelen", "article", "art", ".", "§", "1", "21", "8", "11.3", "16.b", "premier", "XVI", ",",
    ";", ":", "(", ")", "-", "en", "and", "et", "van", "of", "de", "het", "the", "la", "l'", "EVRM", "ECHR",
    "CIDE", "SDG", "ODD", "Handvest", "charter", "Convention", "hierna", "protocol", "eerste", "lid",
    "daarvan", "thereof", "Grondwet", "wet", "\n", "\n\n", "\u00ad", "\u00a0", "’", "doel", "goal", "2030", "Agenda",
    "facultatief", "t/m", "P1-1", "europees", "verdrag", "rechten", "kind", "inzake", "a1p1", "\u0301",
    "²", "jo", "twenty", "vingt", "een", "see", "also", "leden", "P", "1989", "a", "single digital gateway", "nr",
]  # fmt: skip
sentence = st.sampled_from(SENTENCES)
soup = st.lists(st.sampled_from(PIECES), max_size=60).flatmap(
    lambda pieces: st.sampled_from(["", " "]).map(lambda space: space.join(pieces))
)


def named(text):
    return [(hit.instrument, hit.provision, hit.paragraph) for hit in find(text)]


@given(st.one_of(soup, st.text(max_size=200), sentence))
@settings(max_examples=150, deadline=None)
def test_hits_lie_inside_the_text_and_do_not_overlap(text):
    """Two hits are apart, or they are members of one range and share its place."""
    hits = find(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(one.end <= two.start or (one.start, one.end) == (two.start, two.end) for one, two in pairwise(hits))


@given(st.one_of(soup, sentence))
@settings(max_examples=60, deadline=None)
def test_every_provision_is_one_of_the_instrument(text):
    """No hit names an article that the catalogue does not hold."""
    assert all(hit.provision is None or hit.provision in provisions()[hit.instrument] for hit in find(text))


@given(sentence, st.sampled_from(OTHER_LAWS), st.sampled_from(OTHER_LAWS))
@settings(max_examples=100, deadline=None)
def test_other_laws_around_it_change_nothing(text, before, after):
    """In paragraphs of their own, whatever those say."""
    assert named(f"{before}\n\n{text}\n\n{after}") == named(text)


@given(
    sentence,
    st.sampled_from(
        ["Artikel 21 Huisvestingswet.", "Article 8 of the contract.", "L’article 5 de la loi.", "Zie art. 6:162 BW."]
    ),
)
@settings(max_examples=60, deadline=None)
def test_other_laws_in_the_same_paragraph_change_nothing(text, law):
    """A sentence before or behind with an act of another leaves the hits as they are."""
    assert named(f"{law} {text}") == named(text)
    assert named(f"{text} {law}") == named(text)


@given(sentence, st.sampled_from([str.upper, str.lower, str.swapcase]))
@settings(max_examples=100, deadline=None)
def test_case_changes_nothing(text, change):
    """Headings in capitals name what sentences name."""
    assert named(change(text)) == named(text)


@given(sentence, st.sampled_from(["\u00a0", "\u202f", "\u2009", "\n", "  ", "\t"]))
@settings(max_examples=60, deadline=None)
def test_kinds_of_spaces_change_nothing(text, space):
    """Nor does the line in which a PDF breaks off."""
    assert named(text.replace(" ", space)) == named(text)


@given(sentence, st.sampled_from("'’‘ʼ`´′"))
@settings(max_examples=100, deadline=None)
def test_kinds_of_apostrophes_change_nothing(text, sign):
    """SDG's and l'article, as each keyboard writes them."""
    assert named(text.replace("’", "'").replace("'", sign)) == named(text)


@given(sentence, st.sampled_from("¹²³⁴"))
@settings(max_examples=60, deadline=None)
def test_marks_of_footnotes_change_nothing(text, mark):
    """A raised figure behind a word is no part of it."""
    assert named(text.replace(" ", f"{mark} ")) == named(text)


@given(sentence)
@settings(max_examples=60, deadline=None)
def test_soft_hyphens_change_nothing(text):
    """Hidden signs inside words are seen through."""
    inside = [text[max(at - 1, 0) : at + 2].isalpha() for at in range(len(text))]
    hidden = "".join(f"{sign}\u00ad" if within else sign for sign, within in zip(text, inside, strict=True))
    assert named(hidden) == named(text)


@given(st.lists(sentence, max_size=6))
@settings(max_examples=60, deadline=None)
def test_paragraphs_are_read_apart(texts):
    """A text split where no reference crosses gives the same hits, at the same places."""
    joined = "\n\n".join(texts)
    found = [(hit.start, hit.end, hit.instrument, hit.provision) for hit in find(joined)]
    apart, offset = [], 0
    for text in texts:
        apart += [(hit.start + offset, hit.end + offset, hit.instrument, hit.provision) for hit in find(text)]
        offset += len(text) + 2
    assert found == apart


@given(st.one_of(soup, sentence))
@settings(max_examples=100, deadline=None)
def test_the_same_text_gives_the_same_hits(text):
    """No chance, no state."""
    assert find(text) == find(text)


HOSTILE = [
    "sdg ", "EVRM (EVRM) ",
    "artikel 1 en ", "artikel 1, ", "1, 2 en ", "(", "((a) ", "handvest van de ", "EVRM, ",
    "EVRM en artikel 8 van ", "a.", "Hand-\n", "\u00ad", "e\u0301", "e\u00ad", "'", "1.", "1:1", "§ ",
    "lid 1 van artikel ", "sdg 1,", "sdg 1 (", "eerste protocol bij ", "(hierna: het verdrag ", "\n", "\n \t",
    "https://", "europees verdrag voor de ", "het EVRM artikel 1 daarvan ", "artikel 1-60 ",
    "EVRM: artikel 6;\nartikel 8 ", "artikel i ", "\u200b", "artikel 8 (a)(b)", "a1p1",
    "charter of fundamental ", "x" * 50, "1",
    "§ - ", "artikel 1 § - ", "point h) ", "artikel 1 jo. ", "vingt et ", "twenty - ", "convention de l'onu ",
    "verdrag van 1989 ", "protocol 1, article 2 ", "EVRM (the charter) ", "see also article 3 ECHR; ",
    "sdg's en doel 1 ", "artikel 1) van ", "leden 1 en 2 van artikel ", "en 1 ", "article 1 of protocol 1, ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE, ids=repr)
def test_time_grows_with_length(unit):
    """Four times the text takes about four times as long; a quadratic step would take sixteen."""
    size = 8_000
    short, long = (unit * (length // len(unit) + 1) for length in (size, 4 * size))
    assert spent(long) < 9 * spent(short) + 0.05


def spent(text):
    """The least of three, since the machine is shared."""
    times = []
    for _ in range(3):
        start = process_time()
        find(text)
        times.append(process_time() - start)
    return min(times)
