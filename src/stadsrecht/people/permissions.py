"""Who may let people in, and who may load them from a pack."""

from stadsrecht.kernel.permissions import PermissionPolicy

PERMISSIONS = PermissionPolicy(
    {
        "manage_people": {"administrator"},
        "hold_keys": {"adviser", "administrator"},
        "load_people": {"administrator"},
    }
)
