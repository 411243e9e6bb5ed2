"""Indicators and their releases live in PostgreSQL; the observations of a release lie in a Parquet file."""

from stadsrecht.monitoring.models.figures import (
    FIXED,
    Cell,
    Column,
    ColumnRole,
    Observation,
    Period,
    Status,
    Table,
    period_of,
    status_of,
)
from stadsrecht.monitoring.models.indicators import Direction, Frequency, Indicator, IndicatorLink, Target
from stadsrecht.monitoring.models.releases import Release
from stadsrecht.monitoring.models.work import Work

__all__ = [
    "FIXED",
    "Cell",
    "Column",
    "ColumnRole",
    "Direction",
    "Frequency",
    "Indicator",
    "IndicatorLink",
    "Observation",
    "Period",
    "Release",
    "Status",
    "Table",
    "Target",
    "Work",
    "period_of",
    "status_of",
]
