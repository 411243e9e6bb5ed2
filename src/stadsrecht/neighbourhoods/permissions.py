"""Who may do what with training. Looking for it and signing up need no account.

A partner works on what its own organisation offers; `works_on` in queries joins the role with the editorship. The city
keeps the catalogue and never sees who signed up, so `see_participants` is of partners alone.
"""

from stadsrecht.kernel.permissions import PermissionPolicy

EDITORS = {"adviser", "administrator"}

PERMISSIONS = PermissionPolicy(
    {
        "load_pack": {"administrator"},
        "enter_desk": EDITORS | {"portfolio_holder", "partner"},
        "see_all": EDITORS | {"portfolio_holder"},
        "edit_any": EDITORS,
        "edit": EDITORS | {"partner"},
        "run": {"partner"},
        "see_participants": {"partner"},
        "publish_evaluation": {"adviser"},
    }
)
