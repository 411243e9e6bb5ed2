"""The city of this installation, as its data pack describes it: name, promise, languages, one colour."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.packs import localised, read_pack

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: text of normal size


class ColourUnreadable(StadsrechtError):
    message = _("The colour %(colour)s of the data pack is no #rrggbb, or white text on it is too hard to read.")


@dataclass(frozen=True)
class City:
    code: str
    name: LocalisedText
    promise: LocalisedText
    promise_source: str
    promise_source_url: str
    banner: LocalisedText
    contact: str
    accent: str


@lru_cache(maxsize=8)
def city_of(pack: Path) -> City:
    """The city of a pack. Raises PackUnreadable or ColourUnreadable."""
    table = read_pack(pack / "city.toml")
    row = table["city"]
    accent = table.get("theme", {}).get("accent", "")
    if accent:
        require_readable(accent)
    return City(
        code=row["code"],
        name=localised(row["name"]),
        promise=localised(row["promise"]),
        promise_source=row.get("promise_source", ""),
        promise_source_url=row.get("promise_source_url", ""),
        banner=localised(row.get("banner")),
        contact=row.get("contact", ""),
        accent=accent,
    )


def city() -> City:
    """The city of this installation."""
    return city_of(Path(settings.CITY))


def require_readable(colour: str) -> None:
    """Raise ColourUnreadable unless white text on `colour` (#rrggbb) has a contrast of at least 4.5 to 1."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour) or contrast_with_white(colour) < LEAST_CONTRAST:
        raise ColourUnreadable(colour=colour[:20])


def contrast_with_white(colour: str) -> float:
    """Contrast ratio of #rrggbb with white, 1 to 21 (WCAG 2.2, relative luminance)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)
