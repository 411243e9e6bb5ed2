"""Writes of the evidence register."""

from stadsrecht.evidence.operations.counts import discard_counts, draft_counts, publish_counts
from stadsrecht.evidence.operations.pack import load_evidence
from stadsrecht.evidence.operations.register import (
    edit_evidence,
    register_evidence,
    register_pledge_evidence,
    remove_evidence,
    renew_evidence,
    subjects_named,
)

__all__ = [
    "discard_counts",
    "draft_counts",
    "edit_evidence",
    "load_evidence",
    "publish_counts",
    "register_evidence",
    "register_pledge_evidence",
    "remove_evidence",
    "renew_evidence",
    "subjects_named",
]
