"""The engine against sentences that were labelled by hand; a third or more of them name nothing of ours."""

from collections import Counter
from pathlib import Path

import pytest
from stadsrecht_engines.citations import find

LANGUAGES = ("nl", "en", "fr")
FLOOR = 0.97
NOTHING = "-"
Sentence = tuple[str, Counter[str]]


def labelled(language: str) -> list[Sentence]:
    lines = (Path(__file__).parent / f"labelled.{language}.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [
        (text.replace("\\n", "\n"), Counter(label.replace(NOTHING, "", label == NOTHING).split()))
        for text, label in pairs
    ]


def named(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for hit in find(text):
        code = f":{hit.provision}" if hit.provision else ""
        paragraph = f"/{hit.paragraph.replace(' ', '')}" if hit.paragraph else ""
        found[hit.instrument + code + paragraph] += 1
    return found


def faults(language: str) -> list[str]:
    return [
        f"{text}\n   missing {list((wanted - named(text)).elements())} wrong {list((named(text) - wanted).elements())}"
        for text, wanted in labelled(language)
        if named(text) != wanted
    ]


def precision_and_recall(sentences: list[Sentence]) -> tuple[float, float]:
    right = sum((named(text) & wanted).total() for text, wanted in sentences)
    return right / sum(named(text).total() for text, _ in sentences), right / sum(
        wanted.total() for _, wanted in sentences
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_labelled_set_is_found(language):
    """Instrument, provision and paragraph must all be right."""
    precision, recall = precision_and_recall(labelled(language))
    assert precision >= FLOOR, faults(language)
    assert recall >= FLOOR, faults(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_labelled_set_is_large_and_hard(language):
    """At least sixty sentences, of which a third name nothing."""
    sentences = labelled(language)
    empty = [text for text, wanted in sentences if not wanted]
    assert len(sentences) >= 60
    assert len(empty) * 3 >= len(sentences)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_each_hit_is_that_of_its_sentence(language):
    """Abbreviations are shared between languages; the words around them are not."""
    hits = [hit for text, _ in labelled(language) for hit in find(text)]
    wrong = [hit for hit in hits if hit.language != language]
    assert len(wrong) <= 0.03 * len(hits), wrong
