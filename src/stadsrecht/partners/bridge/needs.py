"""What people come for. The list is the product's own and is read once."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.packs import localised, read_pack
from stadsrecht.partners.bridge.words import words_of

FILE = Path(__file__).parents[1] / "catalogue" / "needs.toml"


@dataclass(frozen=True)
class Need:
    """`themes` are codes of subjects of rights; `words` what people say when they have this need, in every language."""

    code: str
    name: LocalisedText
    themes: tuple[str, ...]
    words: tuple[str, ...]

    def __str__(self) -> str:
        return self.name.plain


@lru_cache(maxsize=1)
def needs() -> dict[str, Need]:
    """By code, in the order in which pages show them."""
    return {
        row["code"]: Need(
            row["code"], localised(row["name"]), tuple(row["themes"]), tuple(words_of(*row["words"].values()))
        )
        for row in read_pack(FILE)["need"]
    }


def need_choices() -> list[tuple[str, str]]:
    """Code and name of each, for forms."""
    return [(code, need.name.plain) for code, need in needs().items()]


def need_names(codes: list[str]) -> list[LocalisedText]:
    known = needs()
    return [known[code].name for code in codes if code in known]
