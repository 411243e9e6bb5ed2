"""Who may do what, as one object per module.

A module's `permissions.py` makes one PermissionPolicy with a table from capability to role codes. Operations call
`require`; pages and tests ask `may` and `roles_with`. No view holds an `if` about roles.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from stadsrecht.kernel.errors import NotPermitted


class Person(Protocol):
    """What a policy needs to know of the one who acts."""

    @property
    def is_active(self) -> bool: ...

    @property
    def role_codes(self) -> frozenset[str]: ...


class PermissionPolicy:
    """A table `capability -> role codes`. An unknown capability is a bug and raises KeyError."""

    def __init__(self, rules: Mapping[str, Iterable[str]]) -> None:
        self._rules = {capability: frozenset(roles) for capability, roles in rules.items()}

    @property
    def capabilities(self) -> frozenset[str]:
        return frozenset(self._rules)

    def roles_with(self, capability: str) -> frozenset[str]:
        return self._rules[capability]

    def may(self, person: Person, capability: str) -> bool:
        allowed = self._rules[capability]
        return person.is_active and not allowed.isdisjoint(person.role_codes)

    def require(self, person: Person, capability: str) -> None:
        """Raise NotPermitted unless `person` may do `capability`."""
        if not self.may(person, capability):
            raise NotPermitted


@dataclass(frozen=True)
class Unnamed:
    """Whoever acts without an account: without a name or a role. The trail knows what they are, and not who."""

    audit_name: str
    is_active: bool = True
    role_codes: frozenset[str] = frozenset()


class System:
    """The installation itself, acting from a command or a job: it may do everything and is named in the trail."""

    is_active = True
    role_codes = frozenset({"administrator", "adviser"})
    audit_name = "system"


SYSTEM = System()
