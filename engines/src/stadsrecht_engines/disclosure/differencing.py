"""What the attacker knows of the changes between two vintages, as equations. For `audit` only.

A cell that is shown in both has a known change, so that the changes are themselves a published table. Each release
may be safe by itself and the changes not: a whole that grew by 7 and a part that grew by 5 leave 2 for the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .knowledge import Codes, Knowledge, Reader
from .specification import EarlierRelease, Specification


def read_changes(
    spec: Specification, published: Mapping[Codes, int | None], release: EarlierRelease
) -> tuple[Knowledge, NDArray[np.int64]] | None:
    """Lay out the changes since a release of another vintage; None where there is nothing to compare.

    Where no shown count went down, no part did. Otherwise a part may have gone down by as much as any shown count
    changed; to keep unknowns at zero or more each is counted from there, and the second answer is what to take off.
    """
    if release.vintage == spec.vintage or spec.magnitude_column is not None:
        return None
    before = {codes: value for codes, value in release.cells.items() if value is not None}
    known = {codes: now - before[codes] for codes, now in published.items() if now is not None and codes in before}
    reader = Reader(spec)
    asked = tuple(sorted(codes for codes in set(reader.declared()) if codes not in known))
    if not known or not asked:
        return None
    lowest = min(known.values())
    depth = 0 if lowest >= 0 else max(abs(change) for change in known.values()) + 1
    sizes = _sizes(spec, reader, (*known, *asked))
    raised = {codes: change + depth * sizes[codes] for codes, change in known.items()}
    knowledge = reader.build(raised, asked, ())
    shift = np.array([depth * sizes[codes] for codes in asked], dtype=np.int64)
    none = np.zeros(len(asked))
    return replace(knowledge, floors=none, required=np.ones(len(asked), dtype=np.int64)), shift


def _sizes(spec: Specification, reader: Reader, cells: tuple[Codes, ...]) -> dict[Codes, int]:
    """Of how many inner cells that can occur each cell is made."""
    can_occur = np.ones(int(np.prod(reader.shape)), dtype=np.int64)
    for zero in spec.structural_zeros:
        can_occur[reader.inner(tuple(zero.get(d.name, d.total) for d in spec.dimensions))] = 0
    return {codes: int(can_occur[reader.inner(codes)].sum()) for codes in cells}
