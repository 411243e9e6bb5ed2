"""Who may do what with policies and actions. Reading what is public needs no account."""

from stadsrecht.kernel.permissions import PermissionPolicy

READERS = {"adviser", "portfolio_holder", "administrator", "council_member"}
EDITORS = {"adviser", "administrator"}

PERMISSIONS = PermissionPolicy(
    {
        "see_desk": READERS - {"council_member"},
        "edit_policy": EDITORS,
        "anchor_policy": EDITORS,
        "edit_action": EDITORS,
        "tie_pledge": EDITORS,
        "move_policy": EDITORS | {"portfolio_holder"},
        "load_pack": {"administrator"},
    }
)
