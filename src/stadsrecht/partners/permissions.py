"""Who may do what with organisations. Reading them needs no account."""

from stadsrecht.kernel.permissions import PermissionPolicy

PERMISSIONS = PermissionPolicy({"load_pack": {"administrator"}})
