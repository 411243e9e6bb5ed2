"""The two questions after a training. The list is the product's own and is read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.packs import localised, read_pack
from stadsrecht.neighbourhoods.errors import UnknownAnswer

FILE = Path(__file__).parents[1] / "catalogue" / "evaluation.toml"
SKIPPED = "skipped"


@dataclass(frozen=True)
class Question:
    """`answers` by code, in the order of the page; whoever leaves one out has `SKIPPED` it. `told` goes before the
    answers where results are told, with its own ending.
    """

    code: str
    text: LocalisedText
    told: LocalisedText
    answers: Mapping[str, LocalisedText]


@dataclass(frozen=True)
class Evaluation:
    """`threshold`: below so many people nothing is told. `open_days`: how long one can answer."""

    questions: tuple[Question, ...]
    threshold: int
    open_days: int


@lru_cache(maxsize=1)
def evaluation() -> Evaluation:
    content = read_pack(FILE)
    return Evaluation(
        questions=tuple(
            Question(
                row["code"],
                localised(row["text"]),
                localised(row["told"]),
                {one["code"]: localised(one["text"]) for one in row["answer"]},
            )
            for row in content["question"]
        ),
        threshold=content["threshold"],
        open_days=content["open_days"],
    )


def require_answers(given: Mapping[str, str]) -> dict[str, str]:
    """One code for each question; what is not there was skipped. Raises UnknownAnswer at the question."""
    found = {}
    for question in evaluation().questions:
        answer = given.get(question.code) or SKIPPED
        if answer not in (*question.answers, SKIPPED):
            raise UnknownAnswer(field=question.code)
        found[question.code] = answer
    return found
