"""Writes of figures."""

from stadsrecht.monitoring.operations.exports import Exported, export_open_data, export_open_sdg
from stadsrecht.monitoring.operations.indicators import edit_indicator, record_indicator, set_targets
from stadsrecht.monitoring.operations.releases import (
    discard_release,
    embargo_release,
    lift_embargo,
    publish_due,
    publish_release,
    review_release,
    stage_release,
)

__all__ = [
    "Exported",
    "discard_release",
    "edit_indicator",
    "embargo_release",
    "export_open_data",
    "export_open_sdg",
    "lift_embargo",
    "publish_due",
    "publish_release",
    "record_indicator",
    "review_release",
    "set_targets",
    "stage_release",
]
