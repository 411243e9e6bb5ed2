"""Writes of figures."""

from stadsrecht.monitoring.operations.exports import Exported, export_open_data, export_open_sdg
from stadsrecht.monitoring.operations.indicators import edit_indicator, record_indicator, set_targets
from stadsrecht.monitoring.operations.intake import LARGEST_UPLOAD, Taken, clear_drafts, import_figures, stage_upload
from stadsrecht.monitoring.operations.pack import load_figures
from stadsrecht.monitoring.operations.releases import (
    discard_release,
    embargo_release,
    lift_embargo,
    publish_due,
    publish_release,
    review_release,
    stage_release,
)
from stadsrecht.monitoring.operations.work import (
    Follow,
    begin_export,
    begin_publication,
    begin_upload,
    do_work,
    forget_work,
    is_long_publication,
    is_long_upload,
    stop_work,
    tell_work,
)

__all__ = [
    "LARGEST_UPLOAD",
    "Exported",
    "Follow",
    "Taken",
    "begin_export",
    "begin_publication",
    "begin_upload",
    "clear_drafts",
    "discard_release",
    "do_work",
    "edit_indicator",
    "embargo_release",
    "export_open_data",
    "export_open_sdg",
    "forget_work",
    "import_figures",
    "is_long_publication",
    "is_long_upload",
    "lift_embargo",
    "load_figures",
    "publish_due",
    "publish_release",
    "record_indicator",
    "review_release",
    "set_targets",
    "stage_release",
    "stage_upload",
    "stop_work",
    "tell_work",
]
