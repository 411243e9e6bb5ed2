"""Who may do what with figures. Reading what is published needs no account."""

from stadsrecht.kernel.permissions import PermissionPolicy

KEY_SCOPE = "figures"
EDITORS = {"adviser", "administrator"}

PERMISSIONS = PermissionPolicy(
    {
        "see_desk": {"adviser", "portfolio_holder", "administrator"},
        "edit_indicator": EDITORS,
        "stage_release": EDITORS,
        "review_release": EDITORS | {"portfolio_holder"},
        "publish_release": EDITORS,
        "export_open_data": EDITORS,
        "stop_work": EDITORS,
        "load_pack": {"administrator"},
    }
)
