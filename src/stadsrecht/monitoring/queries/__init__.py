"""Reads of figures. Whoever is outside sees what `visible_releases` gives, and nothing else."""

from stadsrecht.monitoring.queries.differences import Difference, differences
from stadsrecht.monitoring.queries.indicators import (
    all_indicators,
    indicator,
    indicators_of,
    public_indicators,
    subjects_of,
)
from stadsrecht.monitoring.queries.releases import (
    all_releases,
    current_release,
    due_releases,
    first_release_not_whole,
    in_preparation,
    latest_release,
    release,
    table_of,
    visible_releases,
)

__all__ = [
    "Difference",
    "all_indicators",
    "all_releases",
    "current_release",
    "differences",
    "due_releases",
    "first_release_not_whole",
    "in_preparation",
    "indicator",
    "indicators_of",
    "latest_release",
    "public_indicators",
    "release",
    "subjects_of",
    "table_of",
    "visible_releases",
]
