"""Who may do what with organisations. Reading what is public needs no account.

A partner edits the entry of its own organisation alone; `may_edit` in queries joins the role with the editorship.
"""

from stadsrecht.kernel.permissions import PermissionPolicy

EDITORS = {"adviser", "administrator"}

PERMISSIONS = PermissionPolicy(
    {
        "load_pack": {"administrator"},
        "see_desk": EDITORS | {"portfolio_holder"},
        "edit_any": EDITORS,
        "edit_own": {"partner"},
        "enter_desk": EDITORS | {"portfolio_holder", "partner"},
        "reveal_address": {"administrator"},
        "edit_pact": EDITORS,
        "question_pledge": EDITORS,
        "write_newsletter": EDITORS | {"partner"},
        "decide_join": EDITORS | {"partner"},
        "sign_pact": EDITORS | {"partner"},
    }
)
