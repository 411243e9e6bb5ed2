"""The seam to the engine `disclosure`: may these counts leave the house, and what must be hidden so that they may."""

from stadsrecht.evidence.bridge.objections import CountsToPublish, Objection, objections_to_counts, objections_to_shares
from stadsrecht.evidence.bridge.protecting import (
    WHOLE,
    Cell,
    CountsByPeriod,
    EarlierCounts,
    ProtectedCounts,
    Told,
    protected_counts,
)

__all__ = [
    "WHOLE",
    "Cell",
    "CountsByPeriod",
    "CountsToPublish",
    "EarlierCounts",
    "Objection",
    "ProtectedCounts",
    "Told",
    "objections_to_counts",
    "objections_to_shares",
    "protected_counts",
]
