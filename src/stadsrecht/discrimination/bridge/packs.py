"""A city's door, as its data pack describes it: `report.toml`, over the texts and lists that come with the product."""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from stadsrecht.discrimination.bridge.questions import STEPS, Question
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.packs import PackRefers, localised, read_pack

FILE = "report.toml"
DATA = Path(__file__).parents[1] / "data"
LISTS = ("ground", "terrain", "nature", "role", "wish", "residence", "handling", "outcome")
ASKED = LISTS[:6]  # those in the form, and so in every language of the door


@dataclass(frozen=True)
class Door:
    """What the door of one city says, and to whom it leads. `texts` holds every text by its key."""

    office: str
    languages: tuple[str, ...]
    exit_address: str
    emergency: str
    phone: str
    lists: dict[str, list[dict[str, Any]]]
    texts: dict[str, LocalisedText]
    questions: tuple[Question, ...]

    def text(self, key: str, language: str | None) -> str:
        """A text in a language of the door. An unknown key is a bug."""
        return self.texts[key].shown_in(language).text

    @property
    def phone_shown(self) -> str:
        """The number as it stands in a sentence: whole on a line, and from left to right in every language."""
        return f"\u2066{self.phone}\u2069".replace(" ", "\u00a0") if self.phone else ""

    @property
    def digest(self) -> str:
        """Of the lists: another digest is another edition."""
        return hashlib.sha256(json.dumps(self.lists, sort_keys=True).encode()).hexdigest()


def ours(name: str) -> dict[str, Any]:
    """The texts or lists of one file that comes with the product. Raises PackRefers where a pack names none of them."""
    file = DATA / f"{name}.toml"
    if not file.exists():
        raise PackRefers(file=FILE, what=name)
    return tomllib.loads(file.read_text(encoding="utf-8"))


def door() -> Door:
    """The door of this installation's city."""
    return door_of(Path(settings.CITY))


@lru_cache(maxsize=8)
def door_of(pack: Path) -> Door:
    """Raises PackUnreadable, and PackRefers for lists that do not exist or lack a language."""
    content = read_pack(pack / FILE)
    row = content["door"]
    own = {name: content[name] for name in LISTS if name in content}
    lists = {**ours(row["lists"]), **own}
    texts = _texts(content.get("text", {}))
    languages = tuple(row["languages"])
    _require_languages(lists, languages)
    return Door(
        office=row["office"],
        languages=languages,
        exit_address=row["exit"],
        emergency=row.get("emergency", ""),
        phone=row.get("phone", ""),
        lists={name: lists[name] for name in LISTS},
        texts=texts,
        questions=_questions(content, texts, lists),
    )


def _texts(own: dict[str, Any]) -> dict[str, LocalisedText]:
    """Every text by its key, a city's own words instead of ours."""
    known = ours("door")
    merged = {**known, **_merged(known, own)}
    return {f"{group}.{key}": localised(value) for group, rows in merged.items() for key, value in rows.items()}


def _questions(content: dict[str, Any], texts: dict[str, LocalisedText], lists: dict[str, Any]) -> tuple[Question, ...]:
    left_out = set(content["door"].get("leave_out", ()))
    rows = [
        row
        for row in [*ours("questions")["question"], *content.get("question", ())]
        if row["name"] not in left_out or row.get("required")
    ]
    return tuple(_question(row, texts, lists) for row in sorted(rows, key=lambda row: STEPS.index(row["step"])))


def _question(row: dict[str, Any], texts: dict[str, LocalisedText], lists: dict[str, Any]) -> Question:
    name = row["name"]
    options = [(code, texts[f"ask.{name}_{code}"]) for code in row.get("options", ())]
    options += [(one["code"], localised(one["name"])) for one in lists.get(row.get("list", ""), ())]
    known = {key: row[key] for key in ("step", "kind", "part", "limit", "required", "only_staff") if key in row}
    return Question(
        name=name,
        label=localised(row["label"]) if "label" in row else texts[f"ask.{name}"],
        help=texts[f"ask.{name}_help"] if row.get("has_help") else LocalisedText(),
        options=tuple(options),
        **known,
    )


def _merged(texts: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Groups of texts in which a city's own words stand instead of ours."""
    return {group: {**texts.get(group, {}), **words} for group, words in own.items()}


def _require_languages(lists: dict[str, Any], languages: tuple[str, ...]) -> None:
    for name in ASKED:
        for row in lists[name]:
            if missing := [language for language in languages if language not in row["name"]]:
                raise PackRefers(file=FILE, what=f"{name} {row['code']} ({', '.join(missing)})")
