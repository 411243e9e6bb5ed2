"""The two things that a text is read into before they are bound: names of instruments and references to provisions."""

from dataclasses import dataclass

from ._instruments import Name

FAMILIES_OF_KIND = {"goals": frozenset({"goal"}), "principles": frozenset({"principle", "article"})}


@dataclass(frozen=True, slots=True)
class Part:
    """One provision as written: its tokens, its code before it is looked up, and its paragraph."""

    first: int
    last: int
    code: str
    paragraph: str | None = None


@dataclass(slots=True)
class Reference:
    """An article word (or goal, right, principle) with its numbers."""

    first: int
    last: int
    family: str
    languages: tuple[str, ...]
    parts: tuple[Part, ...]
    protocol: str | None = None
    attached: bool = False
    is_loose: bool = False

    @property
    def is_foreign(self) -> bool:
        """No instrument of ours numbers its articles as 6:162 or 5a."""
        return self.family == "article" and any(":" in part.code for part in self.parts)


@dataclass(slots=True)
class Mention:
    """A name of an instrument, or a noun such as 'the Charter' whose instrument the text must make plain."""

    first: int
    last: int
    name: Name
    noun: str = ""
    protocol: str | None = None
    is_used: bool = False

    def takes(self, reference: Reference) -> bool:
        """Whether provisions of this family exist in the instrument: goals have no articles."""
        families = FAMILIES_OF_KIND.get(self.name.kind, frozenset({"article"}))
        return reference.family in families or (self.name.instrument == "gca" and reference.family == "right")


@dataclass(slots=True)
class Protocol:
    """'The First Protocol', between an article and its convention. An optional protocol is an act of its own."""

    first: int
    last: int
    number: str


Element = Reference | Mention | Protocol
