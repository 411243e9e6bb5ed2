"""What the engine answers with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """One provision, or one instrument without a provision, that a text names.

    `start` and `end` count characters of the text as it was given. The members of a range share one span; all other
    hits are apart. `provision` is None where the text names the instrument alone, or a provision that it does not have.
    """

    start: int
    end: int
    instrument: str
    provision: str | None
    paragraph: str | None
    language: str
    rule: str
