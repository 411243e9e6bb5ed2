"""Who may do what with places. Reading them needs no account."""

from stadsrecht.kernel.permissions import PermissionPolicy

PERMISSIONS = PermissionPolicy(
    {
        "load_pack": {"administrator"},
        "import_boundaries": {"adviser", "administrator"},
    }
)
