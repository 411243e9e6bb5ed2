"""What readers already know: the register of earlier releases, read as constraints on the new one.

A release of the same vintage describes the same data: what it showed is known and cannot be hidden again, and what it
hid stays hidden. A release of another vintage describes other data; there a cell may show its new value only if the
increment since the old one is zero or is itself no small count. An increment that is small is kept from readers by
hiding the cell in the new release.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from .errors import InvalidSpecification, ReleaseRefused, UnknownCode
from .lattice import Bools, Ints, Lattice
from .specification import EarlierRelease, Specification


@dataclass(frozen=True)
class ReleaseFacts:
    """Flattened in full shape: what is known already and with which value, what was hidden, and older values."""

    is_known: Bools
    known: Ints
    was_hidden: Bools
    older: tuple[tuple[str, Bools, Ints], ...]
    has_any: bool

    def small_increments(self, full: Ints, threshold: Ints) -> Bools:
        """Cells whose change since some other vintage is a small count, so that showing both would show it."""
        small = np.zeros(len(full), dtype=np.bool_)
        for _, is_shown, value in self.older:
            change = np.abs(full - value)
            small |= is_shown & (change > 0) & (change < threshold)
        return small

    def objections(self, full: Ints, hidden: Bools, lattice: Lattice) -> list[str]:
        """Where a published table contradicts the register or undoes it."""
        names = lattice.name_of
        problems = [f"{names(int(p))} was released before with another value" for p in self._contradicted(full)]
        visible = lattice.is_published.ravel() & ~hidden
        problems += [
            f"{names(int(p))} was hidden before and is shown now" for p in np.flatnonzero(self.was_hidden & visible)
        ]
        small = self.small_increments(full, lattice.threshold.ravel()) & visible
        problems += [f"{names(int(p))} shows a small change since an earlier release" for p in np.flatnonzero(small)]
        return problems

    def _contradicted(self, full: Ints) -> Ints:
        return np.flatnonzero(self.is_known & (self.known != full))

    def refuse_contradictions(self, full: Ints, primary: Bools, lattice: Lattice) -> None:
        """Refuse by name what no pattern can mend."""
        if len(wrong := self._contradicted(full)):
            cells = tuple(lattice.name_of(int(p)) for p in wrong)
            raise ReleaseRefused(cells, "the same vintage was released with other values")
        if len(lost := np.flatnonzero(self.is_known & primary)):
            cells = tuple(lattice.name_of(int(p)) for p in lost)
            raise ReleaseRefused(cells, "an earlier release shows what must now be hidden")


def read_releases(spec: Specification, lattice: Lattice) -> ReleaseFacts:
    """Lay the register over the cells of a new release."""
    size = int(np.prod(lattice.shape))
    is_known, was_hidden = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    known = np.zeros(size, np.int64)
    older = []
    for release in spec.releases:
        same = release.vintage == spec.vintage
        shown, value = np.zeros(size, np.bool_), np.zeros(size, np.int64)
        for codes, count in release.cells.items():
            place = _place(lattice, release, codes)
            if count is not None:
                shown[place], value[place] = True, count
            elif same:
                was_hidden[place] = True
        if same:
            is_known |= shown
            known = np.where(shown, value, known)
        else:
            older.append((release.name, shown, value))
    was_hidden &= ~is_known
    return ReleaseFacts(is_known, known, was_hidden, tuple(older), bool(spec.releases))


def _place(lattice: Lattice, release: EarlierRelease, codes: tuple[str, ...]) -> int:
    try:
        at = [axis.place[code] for axis, code in zip(lattice.axes, codes, strict=True)]
    except (KeyError, ValueError) as mistake:
        raise UnknownCode(f"release {release.name}: {' x '.join(codes)} is no cell of this specification") from mistake
    return int(np.ravel_multi_index(at, lattice.shape))


def with_release(
    spec: Specification, *, name: str, vintage: str, published: Mapping[tuple[str, ...], int | None]
) -> Specification:
    """Add what was just published to the register. Nothing is ever taken out of it."""
    if any(release.name == name for release in spec.releases):
        raise InvalidSpecification(f"releases: {name!r} is in the register already")
    return replace(spec, releases=(*spec.releases, EarlierRelease(name, vintage, dict(published))))
