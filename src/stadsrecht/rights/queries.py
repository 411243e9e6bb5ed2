"""Reads of the catalogue."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import Count, F, Q, QuerySet
from django.db.models.fields.json import KT
from django.urls import reverse

from stadsrecht.kernel.registry import SearchHit
from stadsrecht.rights.errors import UnknownInstrument, UnknownProvision, UnknownTheme
from stadsrecht.rights.models import Crosswalk, Instrument, Provision, Theme

SHORTEST_WORD = 2
LEAST_BEGINNING = 4
SEARCH_CONFIGURATIONS = {"nl": "dutch", "en": "english", "fr": "french"}


def instruments() -> QuerySet[Instrument]:
    """All instruments, each with `size`: the number of its provisions."""
    is_listed = Q(provisions__is_withdrawn=False)
    return Instrument.objects.annotate(size=Count("provisions", filter=is_listed)).order_by("position")


def instrument(code: str) -> Instrument:
    """Raises UnknownInstrument."""
    try:
        return instruments().get(code=code)
    except Instrument.DoesNotExist:
        raise UnknownInstrument(wanted=code) from None


def provisions() -> QuerySet[Provision]:
    return Provision.objects.filter(is_withdrawn=False).select_related("instrument")


def provisions_of(instrument: Instrument) -> QuerySet[Provision]:
    return provisions().filter(instrument=instrument)


def provision(reference: str) -> Provision:
    """The provision named `instrument:code`, such as `eu-charter:21`. Raises UnknownProvision."""
    instrument_code, _colon, code = reference.strip().partition(":")
    try:
        return Provision.objects.select_related("instrument", "parent").get(
            instrument__code=instrument_code, code=code.strip()
        )
    except Provision.DoesNotExist:
        raise UnknownProvision(wanted=reference[:60]) from None


def provisions_named(references: Iterable[str]) -> dict[str, Provision]:
    """Many at once, in one statement. Raises UnknownProvision for the first that does not exist."""
    wanted = list(dict.fromkeys(references))
    found = provisions_known(wanted)
    for reference in wanted:
        if reference not in found:
            raise UnknownProvision(wanted=reference[:60])
    return {reference: found[reference] for reference in wanted}


def instrument_data(row: Instrument) -> dict[str, Any]:
    """An instrument with its `size`, as plain values."""
    return {
        "code": row.code,
        "kind": row.kind,
        "name": row.name,
        "short_name": row.short_name,
        "year": row.year,
        "version": row.version,
        "source_url": row.source_url,
        "provisions": row.size,  # type: ignore[attr-defined]
    }


def provision_data(row: Provision) -> dict[str, Any]:
    """A provision as plain values, for machine forms and the API."""
    return {
        "reference": row.reference,
        "instrument": row.instrument.code,
        "code": row.code,
        "label": row.label,
        "heading": row.heading,
        "says": row.says,
        "group": row.group_code,
        "group_heading": row.group_heading,
        "source_url": row.source_url or row.instrument.source_url,
        "is_checked": row.is_checked,
    }


def provisions_known(references: Iterable[str]) -> dict[str, Provision]:
    """Those of the references that the catalogue knows, in one statement."""
    wanted = set(references)
    codes = {reference.partition(":")[2] for reference in wanted}
    rows = Provision.objects.select_related("instrument").filter(code__in=codes)
    return {row.reference: row for row in rows if row.reference in wanted}


def links_of(provision: Provision) -> QuerySet[Crosswalk]:
    """The crosswalk from and to a provision. `other_of` gives the far end of each."""
    ends = ("from_provision", "to_provision")
    shown = ("code", "heading", "own_label", "instrument__code", "instrument__short_name", "instrument__label")
    return (
        Crosswalk.objects.filter(Q(from_provision=provision) | Q(to_provision=provision))
        .select_related(*(f"{end}__instrument" for end in ends))
        .only("relation", "confidence", "author", "source", *(f"{end}__{name}" for end in ends for name in shown))
    )


def other_of(link: Crosswalk, provision: Provision) -> Provision:
    return link.to_provision if link.from_provision_id == provision.pk else link.from_provision


def themes() -> QuerySet[Theme]:
    return Theme.objects.all()


def theme(code: str) -> Theme:
    """Raises UnknownTheme."""
    try:
        return Theme.objects.get(code=code)
    except Theme.DoesNotExist:
        raise UnknownTheme(wanted=code) from None


def provisions_of_theme(theme: Theme) -> QuerySet[Provision]:
    return provisions().filter(themes=theme)


def unchecked_counts() -> QuerySet[Instrument]:
    """Instruments with `unchecked`: how many headings nobody has yet compared with the official text."""
    is_open = Q(provisions__is_checked=False, provisions__is_withdrawn=False)
    return instruments().annotate(unchecked=Count("provisions", filter=is_open))


def words_query(words: str, language: str) -> SearchQuery | None:
    """Any of the words, stemmed in the reader's language. None without words."""
    tokens = re.findall(r"\w+", words)[:20]
    if not tokens:
        return None
    raw = " | ".join(tokens)
    return SearchQuery(raw, search_type="raw", config=SEARCH_CONFIGURATIONS.get(language, "simple"))


def matching(rows: QuerySet[Any], body: str, words: str, language: str) -> QuerySet[Any]:
    """The rows whose title (counts most) or `body`, both localised, holds any of the words; best first, with `rank`."""
    query = words_query(words, language)
    if query is None:
        return rows.none()
    language = language if language in SEARCH_CONFIGURATIONS else "en"
    configuration = SEARCH_CONFIGURATIONS[language]
    vector = SearchVector(KT(f"title__{language}"), config=configuration, weight="A") + SearchVector(
        KT(f"{body}__{language}"), config=configuration, weight="B"
    )
    rank = SearchRank(vector, query, normalization=1)
    return rows.annotate(vector=vector).filter(vector=query).annotate(rank=rank).order_by("-rank", "code")


def search_themes(words: str, language: str, limit: int) -> list[SearchHit]:
    """Themes that an everyday word leads to: by its beginning, without stemming, accents and capitals aside."""
    wanted = [plain_word(word) for word in re.findall(r"\w+", words)[:20] if len(word) >= SHORTEST_WORD]
    hits = []
    for row in themes():
        known = {
            plain_word(word) for text in (row.name, row.words) for word in re.findall(r"\w+", text.get(language, ""))
        }
        score = sum(_closeness(word, known) for word in wanted)
        if score:
            hits.append(SearchHit(row.name, reverse("theme", args=(row.code,)), row.about, score))
    return sorted(hits, key=lambda hit: -hit.rank)[:limit]


def plain_word(word: str) -> str:
    """A word without accents and capitals."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _closeness(word: str, known: set[str]) -> float:
    """1 for a word of the theme, 0.5 for the beginning of one, or one of which it is the beginning; else 0."""
    if word in known:
        return 1.0
    long_enough = (other for other in known if len(other) >= LEAST_BEGINNING)
    if len(word) >= LEAST_BEGINNING and any(other.startswith(word) or word.startswith(other) for other in long_enough):
        return 0.5
    return 0.0


def provisions_like(words: str, language: str, limit: int = 8) -> list[tuple[str, str]]:
    """Reference and name of provisions that match what somebody typed; none where it is a reference already."""
    if not words or ":" in words:
        return []
    return [(row.reference, full_name(row)) for row in _matching(words, language)[:limit]]


def full_name(row: Provision) -> str:
    return f"{row.instrument.short_name.plain}, {row.label.plain}: {row.heading.plain}"


def search(words: str, language: str, limit: int) -> list[SearchHit]:
    """Provisions that match, best first."""
    return [
        SearchHit(
            title=full_name(row),
            address=reverse("provision", args=(row.instrument.code, row.code)),
            about=row.says,
            rank=row.rank,  # type: ignore[attr-defined]
        )
        for row in _matching(words, language)[:limit]
    ]


def _matching(words: str, language: str) -> QuerySet[Provision]:
    query = words_query(words, language)
    if query is None:
        return Provision.objects.none()
    return (
        provisions()
        .filter(
            search_words__language=language if language in SEARCH_CONFIGURATIONS else "en", search_words__words=query
        )
        .annotate(rank=SearchRank(F("search_words__words"), query))
        .order_by("-rank", "instrument__position", "position")
    )
