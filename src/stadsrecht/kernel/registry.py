"""Upward talk without upward imports: modules register what they add, in the `ready` of their `apps.py`.

A registry holds items under a unique code, in order of `position`. The shell and the spine read them; nobody below
needs to know who put them there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from django.utils.functional import Promise


class AlreadyRegistered(Exception):
    """Two modules claim one code. A bug, not a user's failure."""


class Registered(Protocol):
    @property
    def code(self) -> str: ...

    @property
    def position(self) -> int: ...


Item = TypeVar("Item", bound=Registered)


class Registry(Generic[Item]):
    """Items with `code` and `position`, iterated by position, then code."""

    def __init__(self) -> None:
        self._items: dict[str, Item] = {}

    def add(self, item: Item) -> None:
        if item.code in self._items:
            raise AlreadyRegistered(item.code)
        self._items[item.code] = item

    def get(self, code: str) -> Item | None:
        return self._items.get(code)

    def __contains__(self, code: object) -> bool:
        return code in self._items

    def __iter__(self) -> Iterator[Item]:
        return iter(sorted(self._items.values(), key=lambda item: (item.position, item.code)))

    def __len__(self) -> int:
        return len(self._items)


@dataclass(frozen=True)
class MenuItem:
    """An entry of the public menu or of the desk: `url_name` is reversed when shown; `may` hides it from others."""

    code: str
    label: str | Promise
    url_name: str
    position: int
    may: Callable[[Any], bool] = field(default=lambda person: True)


@dataclass(frozen=True)
class Panel:
    """A block that a module adds to another module's page.

    `context(subject, request)` gives the template's context, or None where the block has nothing to say;
    `data(subject, request)` gives the same for the machine form.
    """

    code: str
    position: int
    template: str
    context: Callable[[Any, Any], dict[str, Any] | None]
    data: Callable[[Any, Any], Any]


@dataclass(frozen=True)
class SearchSource:
    """`find(words, language, limit)` gives SearchHit rows, best first, with one database statement."""

    code: str
    position: int
    label: str | Promise
    find: Callable[[str, str, int], "list[SearchHit]"]


@dataclass(frozen=True)
class SearchHit:
    title: Any
    address: str
    about: Any
    rank: float


@dataclass(frozen=True)
class EvidenceKind:
    """A kind of evidence with its usual shelf life, in months, after which it is shown as stale."""

    code: str
    position: int
    label: str | Promise
    shelf_life_months: int


@dataclass(frozen=True)
class TourStop:
    """One of the stops of the tour along the sentence: a real page, the id of its marked spot, one line of text.

    `address()` is called when the tour is shown, so that the stop can choose a record which exists in this city.
    """

    code: str
    position: int
    word: str | Promise
    line: str | Promise
    address: Callable[[], str]
    spot: str


@dataclass(frozen=True)
class WholenessCheck:
    """`first_fault()` names the first thing of a module that is not what was stored, or gives an empty text."""

    code: str
    position: int
    first_fault: Callable[[], str]


@dataclass(frozen=True)
class KeyScope:
    """What a program may do with a key; only who `may` do it can make one, and it works for as long as they may."""

    code: str
    position: int
    label: str | Promise
    may: Callable[[Any], bool]


@dataclass(frozen=True)
class Clockwork:
    """What time alone makes public, without a write: `moments()` gives those that have been written down."""

    code: str
    position: int
    moments: Callable[[], list[datetime]]


public_menu: Registry[MenuItem] = Registry()
desk_menu: Registry[MenuItem] = Registry()
figure_ways: Registry[MenuItem] = Registry()
provision_panels: Registry[Panel] = Registry()
theme_panels: Registry[Panel] = Registry()
action_panels: Registry[Panel] = Registry()
policy_panels: Registry[Panel] = Registry()
home_panels: Registry[Panel] = Registry()
desk_panels: Registry[Panel] = Registry()
search_sources: Registry[SearchSource] = Registry()
evidence_kinds: Registry[EvidenceKind] = Registry()
key_scopes: Registry[KeyScope] = Registry()
clockworks: Registry[Clockwork] = Registry()
wholeness_checks: Registry[WholenessCheck] = Registry()
tour_stops: Registry[TourStop] = Registry()
place_panels: Registry[Panel] = Registry()
partner_panels: Registry[Panel] = Registry()
pact_panels: Registry[Panel] = Registry()
pledge_panels: Registry[Panel] = Registry()
