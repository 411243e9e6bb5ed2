"""Who may do what with the catalogue. Reading it needs no account."""

from stadsrecht.kernel.permissions import PermissionPolicy

PERMISSIONS = PermissionPolicy(
    {
        "load_catalogue": {"administrator"},
        "see_checks": {"adviser", "administrator"},
    }
)
