"""Binds provisions to instruments: only where the words between them make it plain."""

from dataclasses import dataclass

from ._elements import Element, Mention, Reference
from ._gaps import Gaps
from ._instruments import provisions
from ._nouns import Nouns
from ._references import OWN
from ._tokens import Tokens

STRONG, WEAK = 2, 1
FURTHEST = 6  # elements that are looked ahead


@dataclass(slots=True)
class Citation:
    """A reference with its instrument. `first` and `last` are the tokens it covers, its name included."""

    reference: Reference
    instrument: str
    rule: str
    first: int
    last: int
    mention: Mention | None


def _has(reference: Reference, instrument: str) -> bool:
    return any(f"P{reference.protocol}-{part.code}" in provisions()[instrument] for part in reference.parts)


class Binder:
    """Goes through the elements once, in the order of the text."""

    def __init__(self, words: Tokens, elements: list[Element]) -> None:
        self.words, self.elements = words, elements
        self.gaps, self.nouns = Gaps(words), Nouns(words)
        self.bound: dict[int, Citation] = {}
        self.alone: list[tuple[Mention, str]] = []
        self.listed = False
        self.ends = self._ends_of_chains()

    def bind(self) -> list[Citation]:
        """All citations; afterwards `alone` holds the names that govern no provision."""
        for at, element in enumerate(self.elements):
            self.nouns.enter(element)
            if isinstance(element, Mention):
                self.nouns.note(element, self.elements[at - 1] if at else None)
                self.listed = False
                if element.noun and not element.is_used:
                    self.alone.append((element, self.nouns.stands_alone(element)))
                elif not element.noun:
                    self.alone.append((element, element.name.instrument))
            elif isinstance(element, Reference) and at not in self.bound:
                self._bind(at, element)
        return [self.bound[at] for at in sorted(self.bound)]

    def _ends_of_chains(self) -> list[int]:
        """For each reference the last of those joined to it by commas and 'and', reckoned from the end."""
        ends = list(range(len(self.elements)))
        for at in range(len(self.elements) - 2, -1, -1):
            here, there = self.elements[at], self.elements[at + 1]
            if not isinstance(here, Reference) or not isinstance(there, Reference) or here.attached or there.attached:
                continue
            if here.family == there.family and self.gaps.enumerates(here.last + 1, there.first):
                ends[at] = ends[at + 1]
        return ends

    def _bind(self, at: int, reference: Reference) -> None:
        end = self.ends[at]
        target, strength = self._forward(end)
        if target and strength == WEAK and self._is_another_s(reference, end):
            target = None
        anchor = self._backward(at, reference)
        if reference.is_loose:
            anchor = None
        if target and (strength == STRONG or not anchor):
            start = at
            if (
                anchor
                and end > at
                and not anchor[0].is_used
                and anchor[2] != "anaphora"
                and not self._is_foreign(reference)
            ):
                self._cite(at, reference, anchor[0], anchor[1], anchor[2], behind=True)
                start = at + 1
            self._cite_chain(start, end, target)
            return
        if strength == STRONG or reference.is_foreign:
            self.listed = False
            return
        if anchor and (reference.attached or not self._is_foreign(reference, self._is_owned(anchor[0], reference))):
            is_next = anchor[0] is self.elements[at - 1]
            self._cite(at, reference, anchor[0], anchor[1], anchor[2], behind=is_next and not anchor[0].is_used)
            return
        self.listed = False
        if not reference.is_loose:
            self._protocol_alone(at, reference)

    def _is_another_s(self, reference: Reference, end: int) -> bool:
        """'Grondwet artikel 10, EVRM artikel 8': a comma gives no provision to a name that has its own behind it."""
        if self.gaps.is_claimed(reference.first):
            return True
        name, following = self.elements[end + 1], self.elements[end + 2] if end + 2 < len(self.elements) else None
        return isinstance(following, Reference) and not following.attached and following.first == name.last + 1

    def _cite_chain(self, start: int, end: int, target: Mention) -> None:
        instrument, rule = self._meaning(target)
        for at in range(start, end + 1):
            reference = self.elements[at]
            if not isinstance(reference, Reference) or at in self.bound or reference.is_foreign:
                continue
            if at == end or not self.gaps.is_claimed(reference.first):
                found = rule if at == end else "enumeration"
                self._cite(at, reference, target, instrument, found, ahead=at == end)
        target.is_used = True

    def _cite(
        self, at: int, reference: Reference, mention: Mention, instrument: str, rule: str,
        *, ahead: bool = False, behind: bool = False,
    ) -> None:  # fmt: skip
        reference.protocol = reference.protocol or mention.protocol
        if not instrument or not (mention.noun or mention.takes(reference)):
            return
        if reference.protocol and (reference.protocol == OWN or instrument != "echr"):
            mention.is_used = True
            return
        first = mention.first if behind and rule != "anaphora" else reference.first
        last = mention.last if ahead else reference.last
        mention.is_used = mention.is_used or rule not in {"anaphora", "protocol"} or ahead
        self.bound[at] = Citation(reference, instrument, rule, first, last, mention)

    def _meaning(self, mention: Mention) -> tuple[str, str]:
        if mention.noun:
            return self.nouns.meaning(mention)
        return mention.name.instrument, "provision-of-name"

    def _forward(self, at: int) -> tuple[Mention | None, int]:
        """The name behind a reference. With STRONG and no name, the reference is of another act."""
        reference, ahead = self.elements[at], self.elements[at + 1] if at + 1 < len(self.elements) else None
        if not isinstance(reference, Reference) or reference.attached or not isinstance(ahead, Mention):
            return None, 0
        strength = self.gaps.links(reference.last + 1, ahead.first, "nl" in reference.languages)
        if not strength:
            return None, 0
        if self.words.borders(reference.last, ahead.first):
            return None, 0
        instrument, _ = self._meaning(ahead)
        fits = bool(instrument) and (bool(ahead.noun) or ahead.takes(reference))
        if ahead.noun and instrument == "sdg":
            fits = reference.family == "goal"
        elif ahead.noun and reference.family != "article":
            fits = False
        return (ahead, strength) if fits else (None, strength)

    def _backward(self, at: int, reference: Reference) -> tuple[Mention, str, str] | None:
        """What governs a reference that stands after its name: the mention, its instrument and the rule."""
        before = self.elements[at - 1] if at else None
        if before is None or self.words.borders(before.last, reference.first):
            return None
        if self.gaps.is_thereof(reference.last):
            return self._thereof(reference)
        if isinstance(before, Reference):
            return self._after_citation(at, reference)
        if reference.attached and isinstance(before, Mention):
            return before, before.name.instrument, "number-of-goal"
        return self._after_name(before, reference) if isinstance(before, Mention) else None

    def _after_name(self, name: Mention, reference: Reference) -> tuple[Mention, str, str] | None:
        instrument, rule = self._meaning(name)
        if not instrument or not self._may_follow(name, rule, reference):
            return None
        start, end = name.last + 1, reference.first
        if name.is_used:
            goes_on = self.gaps.enumerates(start, end) or self.gaps.adds(start, end)
            return (name, instrument, "enumeration") if goes_on else None
        is_chosen = reference.family == "goal" and self.gaps.is_choice(name.first, start, end)
        is_chosen = is_chosen or self.gaps.singles_out(start, end)
        if self.gaps.introduces(start, end) or is_chosen or self.gaps.is_subject(name.first, start, end):
            self.listed = ":" in self.words.words[start:end]
            return name, instrument, "name-then-provision"
        return None

    def _may_follow(self, name: Mention, rule: str, reference: Reference) -> bool:
        if not name.noun:
            return name.takes(reference)
        return reference.family == "article" and (rule != "provision-of-name" or self.gaps.is_definite(name))

    def _is_foreign(self, reference: Reference, is_owned: bool = False) -> bool:
        return self.gaps.is_foreign(reference.last, "nl" in reference.languages, is_owned)

    def _is_owned(self, mention: Mention, reference: Reference) -> bool:
        return self.gaps.is_owned(mention.last + 1, reference.first)

    def _thereof(self, reference: Reference) -> tuple[Mention, str, str] | None:
        """'Article 21 thereof', where the paragraph's last name is near and no other act stands between."""
        last = self.nouns.last
        if not last or not last.name.instrument or not last.takes(reference):
            return None
        if not self.gaps.is_clear(last.last + 1, reference.first):
            return None
        return last, last.name.instrument, "anaphora"

    def _after_citation(self, at: int, reference: Reference) -> tuple[Mention, str, str] | None:
        cited = self.bound.get(at - 1)
        if not cited or not cited.mention or not (cited.mention.noun or cited.mention.takes(reference)):
            return None
        start, end = cited.reference.last + 1, reference.first
        if self.gaps.enumerates(start, end) or (self.listed and self.gaps.begins_item(reference.first)):
            return cited.mention, cited.instrument, "enumeration"
        if self._goes_on(cited, reference) or (reference.family == "goal" and self.gaps.introduces(start, end)):
            return cited.mention, cited.instrument, "enumeration"
        return None

    def _convention_ahead(self, at: int) -> Mention | None:
        """The convention that the paragraph names only later."""
        for ahead in self.elements[at + 1 : at + 1 + FURTHEST]:
            if self.words.borders(self.elements[at].last, ahead.first):
                return None
            if isinstance(ahead, Mention) and ahead.name.kind == "treaty":
                return ahead
        return None

    def _goes_on(self, cited: Citation, reference: Reference) -> bool:
        """Whether the clause of one provision goes on to the next: 'and in Article 11', '; see also Article 19'."""
        start, end = cited.reference.last + 1, reference.first
        if self.gaps.adds(start, end) or (cited.rule == "name-then-provision" and self.gaps.goes_on(start, end)):
            return True
        # 'The Convention (art. 3)' may stand beside 'the Plan (art. 5)'
        is_apart = cited.mention is not None and cited.reference.first > cited.mention.last + 2
        return is_apart and self.gaps.goes_on_in_brackets(cited.reference.last, end, reference.last)

    def _protocol_alone(self, at: int, reference: Reference) -> None:
        """'Article 1 of Protocol No. 12' in a paragraph that names the convention."""
        if not reference.protocol or self._is_foreign(reference) or self.gaps.belongs(reference.last):
            return
        last = self.nouns.recent.get("treaty") or self._convention_ahead(at)
        if last and last.name.instrument == "echr" and _has(reference, "echr"):
            self._cite(at, reference, last, "echr", "protocol")
