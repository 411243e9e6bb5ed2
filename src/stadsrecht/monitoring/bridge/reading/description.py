"""The description of an indicator in an Open SDG folder: YAML, alone or as the front matter of a Markdown file.

What has a column of ours is put there; everything is kept word for word in `metadata`, so that it can be given back.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import yaml

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.monitoring.bridge.reading.findings import Finding
from stadsrecht.monitoring.models import Direction, Frequency

BODY = "page_content"
SDG_TARGET = re.compile(r"(\d{1,2})[.-](\d{1,2}|[a-z])(?:[.-].*)?$", re.IGNORECASE)
TRANSLATION_KEY = re.compile(r"[\w-]+\.[\w.-]+$")
WAYS = {"positive": Direction.UP, "negative": Direction.DOWN}
TIMES = {
    "monthly": Frequency.MONTHLY,
    "quarterly": Frequency.QUARTERLY,
    "annual": Frequency.YEARLY,
    "annually": Frequency.YEARLY,
    "yearly": Frequency.YEARLY,
    "biennial": Frequency.TWO_YEARLY,
    "every two years": Frequency.TWO_YEARLY,
    "every four years": Frequency.FOUR_YEARLY,
    "discontinued": Frequency.ENDED,
}


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """Safe, and leaves dates and the like as the text they were written as."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
    for letter, rules in _Loader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Description:
    values: Mapping[str, Any]
    subjects: tuple[str, ...] = ()
    targets: tuple[Mapping[str, Any], ...] = ()
    findings: tuple[Finding, ...] = field(default=())


def described(code: str, files: Mapping[str, bytes], language: str) -> Description:
    """What the folder says of an indicator; its code as its name, and a note, where it says nothing."""
    name = next((name for name in sorted(files) if _is_of(name, code)), None)
    if name is None:
        finding = Finding("no-description", f"meta/{code}.md")
        return Description(_values(code, {}, language), _subjects(code, {}), (), (finding, _no_direction(finding.file)))
    try:
        words = front_matter(files[name].decode("utf-8-sig"))
    except (UnicodeDecodeError, yaml.YAMLError, ValueError) as fault:
        why = " ".join(str(fault).split())[:200]
        return Description({}, (), (), (Finding("front-matter", name, _line_of(fault), "", {"why": why}),))
    options = _options(words)
    values = _values(code, words, language)
    found = [] if options.get("direction") in WAYS else [_no_direction(name)]
    return Description(values, _subjects(code, words), _targets(options, values["source"]), tuple(found))


def _is_of(name: str, code: str) -> bool:
    path = PurePosixPath(name)
    return path.stem == code and path.suffix in {".md", ".yml", ".yaml"} and "meta" in path.parts


def _line_of(fault: Exception) -> int | None:
    mark = getattr(fault, "problem_mark", None)
    return mark.line + 1 if mark else None


def _no_direction(file: str) -> Finding:
    return Finding("no-direction", file)


def front_matter(text: str) -> dict[str, Any]:
    """The YAML of a description; a text below it under `page_content`. Raises ValueError or YAMLError."""
    text = text.replace("\r\n", "\n")
    head, body = text, ""
    if text.lstrip().startswith("---"):
        parts = re.split(r"^---[ \t]*$", text, maxsplit=2, flags=re.MULTILINE)
        head, body = (parts[1], parts[2]) if len(parts) == 3 else (parts[-1], "")
    words = yaml.load(head, Loader=_Loader)  # noqa: S506  (a safe loader)
    if not isinstance(words, dict):
        raise ValueError("a list of names and values was expected")
    return {str(name): value for name, value in words.items()} | ({BODY: body.strip()} if body.strip() else {})


def _text(words: Mapping[str, Any], *names: str, most: int) -> str:
    """The first of these that says something, tags taken out. A key of a shared list of translations says nothing."""
    for name in names:
        text = " ".join(re.sub(r"<[^>]*>", " ", str(words.get(name) or "")).split())
        if text and not TRANSLATION_KEY.match(text):
            return text if len(text) <= most else text[: most - 1].rstrip() + "…"
    return ""


def _values(code: str, words: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Columns of Indicator. Direction is `neither` unless the source decides."""
    options = _options(words)
    name = _text(words, "indicator_available", "graph_title", "indicator_name", most=300) or code
    about = _text(words, "national_indicator_description", "computation_definitions", most=4000)
    limit = options.get("limit")
    address = _text(words, "source_url_1", most=500)
    return {
        "code": code.lower(),
        "name": LocalisedText({language: name}),
        "about": LocalisedText({language: about}),
        "unit": LocalisedText({language: _text(words, "computation_units", most=120)}),
        "direction": WAYS.get(options.get("direction", ""), Direction.UNSAID),
        "limit": float(limit) if isinstance(limit, int | float) else None,
        "publisher": _text(words, "source_organisation_1", most=200) or "–",
        "source": _text(words, "source_url_text_1", "source_organisation_1", most=300) or "–",
        "source_url": address if address.startswith(("http://", "https://")) else "",
        "sourced_on": _day(_text(words, "source_release_date_1", most=40)),
        "frequency": TIMES.get(_text(words, "source_periodicity_1", most=40).casefold(), Frequency.IRREGULAR),
        "metadata": dict(words),
    }


def _options(words: Mapping[str, Any]) -> dict[str, Any]:
    """What the source says for judging progress, of its only series; an editor chooses from several."""
    listed = words.get("progress_calculation_options")
    rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
    if len(rows) == 1 and "group" not in rows[0]:
        return {"direction": words.get("direction"), **rows[0]}
    ways = {row.get("direction") for row in rows}
    return {"direction": words.get("direction") or (ways.pop() if len(ways) == 1 else None)}


def _targets(options: Mapping[str, Any], source: str) -> tuple[dict[str, Any], ...]:
    """The target of the headline; one for a chosen part is left to an editor."""
    value = options.get("target")
    if not isinstance(value, int | float) or {"series", "unit", "disaggregation"} & options.keys():
        return ()
    year = options.get("target_year", 2030)  # the year that Open SDG takes where none is given
    return ({"year": int(year), "value": float(value), "source": source},)


def _subjects(code: str, words: Mapping[str, Any]) -> tuple[str, ...]:
    """`3.4.2` is an indicator of SDG target 3.4."""
    numbers = [str(words.get(name) or "") for name in ("indicator_number", "target_number")] + [code]
    found = [SDG_TARGET.match(number.strip()) for number in numbers]
    return tuple(dict.fromkeys(f"provision:sdg:{one[1]}.{one[2].lower()}" for one in found if one))


def _day(text: str) -> date | None:
    """A day that can be read in one way only; of 03/04/2020 nobody knows which it is."""
    if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text):
        parts = found[1], found[2], found[3]
    elif found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text):
        if int(found[2]) <= 12 < int(found[1]) or found[1] == found[2]:
            parts = found[3], found[2], found[1]
        elif int(found[1]) <= 12 < int(found[2]):
            parts = found[3], found[1], found[2]
        else:
            return None
    else:
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None
