"""Reading data packs: folders of TOML files, with natural keys, that commands load again and again."""

import tomllib
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.localised import LocalisedText


class PackUnreadable(StadsrechtError):
    message = _("The data pack cannot be read: %(file)s: %(why)s.")


class PackRefers(StadsrechtError):
    """A row of a pack names something that does not exist."""

    message = _("The data pack names something unknown: %(file)s: %(what)s.")


def read_pack(file: Path) -> dict[str, Any]:
    """The tables of one TOML file. Raises PackUnreadable with the file and the place of the fault."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PackUnreadable(file=file.name, why=_("it does not exist")) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise PackUnreadable(file=file.name, why=str(fault)) from None


def localised(value: dict[str, str] | str | None) -> LocalisedText:
    """A pack's text: a table of languages, or nothing."""
    return LocalisedText(value if isinstance(value, dict) else {})
