"""The questions of a door as values: what is asked in which step, and what may be answered."""

from dataclasses import dataclass, field

from stadsrecht.kernel.localised import LocalisedText

STEPS = ("what", "where", "about", "you", "send")
SEVERAL = "several"
CHOICES = ("one", SEVERAL, "district")


@dataclass(frozen=True)
class Question:
    """`kind`: text, line, email, phone, one, several, district, day, month or flag. `part`: where the answer goes."""

    name: str
    step: str
    kind: str
    part: str = "answers"
    label: LocalisedText = field(default_factory=LocalisedText)
    help: LocalisedText = field(default_factory=LocalisedText)
    options: tuple[tuple[str, LocalisedText], ...] = ()
    limit: int = 500
    required: bool = False
    only_staff: bool = False

    @property
    def is_choice(self) -> bool:
        return self.kind in CHOICES

    @property
    def may_be_passed_over(self) -> bool:
        """One answer of several, none of which says "I do not know": it must be possible to take it back."""
        return self.kind == "one" and not (self.required or self.only_staff or "unknown" in self.codes)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(code for code, _label in self.options)
