"""What every entry must fulfil, whichever door it comes through: a form, a pack, a file."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from stadsrecht.kernel.languages import SPOKEN
from stadsrecht.partners.bridge.needs import needs
from stadsrecht.partners.errors import AgesReversed, FrontDoorMissing, LinkRefused, UnknownCode, UnknownLanguage
from stadsrecht.partners.models import Accessibility, Group, Kind, Location, LocationKind, Service


def require_link(link: str, *, field: str = "website") -> None:
    """Raise LinkRefused for what is no address of the web: a script, a file, a bare word."""
    if not link:
        return
    try:
        parts = urlsplit(link)
    except ValueError:
        raise LinkRefused(link=link[:80], field=field) from None
    # A browser ignores spaces and control signs inside a scheme: none may stand in a link.
    is_plain = not any(ord(sign) <= 32 for sign in link)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not is_plain:
        raise LinkRefused(link=link[:80], field=field)


def require_languages(tags: Iterable[str]) -> None:
    """Raises UnknownLanguage."""
    for tag in tags:
        if tag not in SPOKEN:
            raise UnknownLanguage(wanted=tag[:40])


def require_known(values: Iterable[str], known: Iterable[str], field: str) -> None:
    """Raises UnknownCode."""
    known = set(known)
    for value in values:
        if value not in known:
            raise UnknownCode(wanted=value[:60], field=field)


def require_needs(codes: Iterable[str], *, field: str = "needs") -> None:
    """Raises UnknownCode."""
    require_known(codes, needs(), field)


def require_organisation(values: Mapping[str, Any]) -> None:
    """Raises LinkRefused, UnknownCode."""
    require_link(values.get("website", ""))
    require_needs(values.get("works_on", ()), field="works_on")
    if "kind" in values:
        require_known([values["kind"]], Kind.values, "kind")


def require_service(values: Mapping[str, Any], present: Service | None = None) -> None:
    """What `values` is silent about stays as `present` has it.

    Raises LinkRefused, UnknownLanguage, UnknownCode, AgesReversed.
    """
    require_link(values.get("url", ""), field="url")
    require_languages(values.get("languages", ()))
    require_needs(values.get("needs", ()))
    require_known(values.get("groups", ()), Group.values, "groups")
    least, most = (values.get(name, getattr(present, name, None)) for name in ("min_age", "max_age"))
    if least is not None and most is not None and most < least:
        raise AgesReversed(least=least, most=most)


def require_location(values: Mapping[str, Any], present: Location | None = None) -> None:
    """What `values` is silent about stays as `present` has it. Raises UnknownCode, FrontDoorMissing."""
    require_known(values.get("accessibility", ()), Accessibility.values, "accessibility")
    if "kind" in values:
        require_known([values["kind"]], LocationKind.values, "kind")
    if "is_confidential" in values or "front_door" in values:
        is_confidential, front_door = (
            values.get(name, getattr(present, name, None)) for name in ("is_confidential", "front_door")
        )
        if is_confidential and not front_door:
            raise FrontDoorMissing
