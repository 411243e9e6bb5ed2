"""Every expected failure of this engine has a name and says what to mend."""

from __future__ import annotations


class DisclosureError(Exception):
    """The base of everything this engine refuses; its message is fit to show."""


class InvalidSpecification(DisclosureError):
    """The specification contradicts itself or misses a word."""


class HierarchyLoop(InvalidSpecification):
    """A code is its own ancestor."""


class UnreadableData(DisclosureError):
    """A file lacks a column or holds something that cannot be read as a value."""


class UnknownCode(DisclosureError):
    """A row carries a code that its dimension does not know."""


class DuplicateCell(DisclosureError):
    """Two rows give a value for one and the same cell."""


class InvalidCount(DisclosureError):
    """A count is negative or no whole number."""


class NonAdditiveData(DisclosureError):
    """A total in the data, or in a published table, is not the sum of its parts."""


class EmptyTable(DisclosureError):
    """There is no row, or nothing but zeros, to protect."""


class TableTooLarge(DisclosureError):
    """The cross of all codes would not fit the memory budget; publish fewer margins or coarser codes."""


class UnprotectableTable(DisclosureError):
    """No safe pattern was found; `cells` names those that could not be protected."""

    def __init__(self, cells: tuple[str, ...], why: str) -> None:
        """Name the cells, at most five of them in the message."""
        self.cells = cells
        shown = "; ".join(cells[:5]) + (f" and {len(cells) - 5} more" if len(cells) > 5 else "")
        super().__init__(f"{why}: {shown}")


class ReleaseRefused(UnprotectableTable):
    """Together with what was released before, this table would give somebody away."""


class InvalidProof(DisclosureError):
    """The proof cannot be read, or belongs to another table."""
