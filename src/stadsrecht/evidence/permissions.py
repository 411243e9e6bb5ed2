"""Who may do what with evidence. Public evidence needs no account to read."""

from stadsrecht.kernel.permissions import PermissionPolicy

PERMISSIONS = PermissionPolicy(
    {
        "see_internal": {"adviser", "portfolio_holder", "administrator"},
        "edit_evidence": {"adviser", "administrator"},
        "show_pledge": {"partner", "adviser", "administrator"},
        "load_pack": {"administrator"},
        # A rib tells its counts through this, after it has asked its own permissions.
        "release_counts": {"administrator"},
    }
)
