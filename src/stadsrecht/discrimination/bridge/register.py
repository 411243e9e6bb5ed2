"""The yearly form with which a country asks for registrations, as data: its columns and its lists."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from stadsrecht.discrimination.bridge.packs import FILE, ours
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.packs import localised, read_pack

NOT_PLACED = "not_placed"


@dataclass(frozen=True)
class Column:
    """Reports of people who live there or not, about something that happened there or not."""

    code: str
    name: LocalisedText
    residence: str
    where: str


@dataclass(frozen=True)
class RegisterForm:
    code: str
    about: LocalisedText
    url: str
    lists: tuple[str, ...]
    columns: tuple[Column, ...]

    def column_of(self, residence: str, where: str) -> str:
        """The column of a report; NOT_PLACED where the form has none, as for what happened online."""
        return next((one.code for one in self.columns if (one.residence, one.where) == (residence, where)), NOT_PLACED)


def register_form() -> RegisterForm | None:
    """That of this installation's city; None where its pack names none."""
    return register_form_of(Path(settings.CITY))


@lru_cache(maxsize=8)
def register_form_of(pack: Path) -> RegisterForm | None:
    """Raises PackUnreadable, PackRefers."""
    name = read_pack(pack / FILE).get("register", {}).get("form")
    if name is None:
        return None
    content = ours(name)
    columns = [Column(row["code"], localised(row["name"]), row["residence"], row["where"]) for row in content["column"]]
    return RegisterForm(name, localised(content["about"]), content["url"], tuple(content["lists"]), tuple(columns))
