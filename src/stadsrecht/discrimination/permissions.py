"""Who may do what with reports and cases. Reporting needs no account, and reading an answer needs the receipt alone.

The office is independent. Its roles are worth nothing to somebody who also works for the city: an administrator who
gives themself the role of case worker is refused like everyone else at the city. What may be done is one thing, what
can be read another: without a key that a case worker's passphrase opens, no role reads a word. And whoever gives out
roles does not give out keys: somebody of the office admits each new one (operations/admitting.py).
"""

from collections.abc import Iterable, Mapping

from stadsrecht.kernel.permissions import PermissionPolicy, Person

CITY_ROLES = frozenset({"adviser", "portfolio_holder", "council_member", "administrator"})
WORKERS = {"case_worker", "office_coordinator"}
OFFICE = WORKERS | {"custodian"}
# Staff of a library, a hub or a partner who enter a report together with the person whom it is about.
INTERMEDIARIES = OFFICE | {"partner", "coordinator", "network_member"}


class OfficePolicy(PermissionPolicy):
    """A PermissionPolicy whose `apart` capabilities nobody has who holds a role at the city."""

    def __init__(self, rules: Mapping[str, Iterable[str]], *, apart: Iterable[str]) -> None:
        super().__init__(rules)
        self._apart = frozenset(apart)

    def may(self, person: Person, capability: str) -> bool:
        is_apart = capability in self._apart and not CITY_ROLES.isdisjoint(person.role_codes)
        return not is_apart and super().may(person, capability)


RULES: dict[str, set[str]] = {
    "enter_report": INTERMEDIARIES,
    "hold_key": OFFICE | {"partner"},
    "see_desk": OFFICE,
    "read_case": WORKERS,
    "handle_case": WORKERS,
    "assign_case": {"office_coordinator"},
    "give_key": WORKERS,
    "admit_key": {"office_coordinator"},
    "approve_identity": {"custodian"},
    "review_looks": {"office_coordinator"},
    "close_case": WORKERS,
    "destroy_case": {"office_coordinator"},
    "export_register": {"office_coordinator"},
    "tag_campaign": {"office_coordinator"},
    "publish_figures": {"office_coordinator"},
    "answer_referral": {"partner"},
    "load_pack": {"administrator"},
    "run_retention": {"administrator"},  # the installation does it by itself, and only what is due
    "keep_recovery_key": {"administrator"},  # it runs the command; the keyholders type the parts
}
PERMISSIONS = OfficePolicy(RULES, apart=RULES.keys() - {"load_pack", "run_retention", "keep_recovery_key"})
