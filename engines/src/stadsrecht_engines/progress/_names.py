"""Finds the series that an indicator names. Published files cut long names short in one place and not in the other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ._assessment import Assessment
from ._cases import Names

CUT = "..."
SEPARATOR = " / "


def leaves(tree: Names) -> Iterator[str]:
    """All names of a tree, in order."""
    for part in tree:
        if isinstance(part, str):
            yield part
        else:
            yield from leaves(part)


def is_short_for(short: str, name: str) -> bool:
    """Each part of the short name is the part of the name, or its beginning and three dots."""
    ours, theirs = short.split(SEPARATOR), name.split(SEPARATOR)
    return len(ours) == len(theirs) and all(
        one == two or (one.endswith(CUT) and two.startswith(one.removesuffix(CUT).rstrip()))
        for one, two in zip(ours, theirs, strict=True)
    )


class Register:
    """Assessments by name. A shortened name serves only where it can mean one thing alone."""

    def __init__(self, judged: Mapping[str, Assessment], wanted: Sequence[str]) -> None:
        """Pair every wanted name that is not there in full with the shortened names that may mean it."""
        self.judged = judged
        shortened = [name for name in judged if CUT in name]
        self.meant_by: dict[str, set[str]] = defaultdict(set)
        self.candidates: dict[str, list[str]] = {}
        for name in set(wanted) - set(judged):
            self.candidates[name] = [short for short in shortened if is_short_for(short, name)]
            for short in self.candidates[name]:
                self.meant_by[short].add(name)

    def find(self, name: str) -> tuple[Assessment | None, str]:
        """The assessment of that name, or the reason why none can be told."""
        if name in self.judged:
            return self.judged[name], ""
        candidates = self.candidates.get(name, [])
        if not candidates:
            return None, "names-no-series"
        if len(candidates) > 1 or len(self.meant_by[candidates[0]]) > 1:
            return None, "shortened-name-means-several"
        return self.judged[candidates[0]], ""
