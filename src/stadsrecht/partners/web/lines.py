"""The lines and choices of long lists. What they share is put together once for each language, not for each line.

What comes from the lists of the product is kept as HTML by language; names of organisations are escaped each time.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from stadsrecht.kernel.languages import SPOKEN, named
from stadsrecht.partners import queries
from stadsrecht.partners.models import Accessibility, Kind, Organisation


def _html(text: object) -> str:
    """Escaped at once: a text that waits for its language would be translated anew for each line."""
    return str(escape(str(text)))


@lru_cache(maxsize=16)
def _words(language: str | None) -> dict[str, dict[str, str]]:
    """The names of needs, languages, forms of access and kinds as HTML, in the language that is active."""
    return {
        "need": {code: _html(need.name.plain) for code, need in queries.needs().items()},
        "language": {
            tag: f'<span lang="{tag}" dir="{one.direction}">{_html(one.own_name)}</span>' for tag, one in SPOKEN.items()
        },
        "access": {code: _html(label) for code, label in Accessibility.choices},
        "kind": {code: _html(label) for code, label in Kind.choices},
        "said": {
            "languages": _html(gettext("Languages:")),
            "due": _html(gettext("not confirmed lately")),
        },
    }


def directory_lines(rows: Iterable[Organisation], today: date) -> SafeString:
    """The organisations of a page, each with what it helps with, in which languages, and whether that is confirmed."""
    words = _words(get_language())
    start = reverse("partner", args=("x",)).removesuffix("x/")
    return mark_safe("".join(_line(row, words, start, today) for row in rows))  # noqa: S308 (each part is escaped)


def _line(row: Organisation, words: dict[str, dict[str, str]], start: str, today: date) -> str:
    is_due = f" · {words['said']['due']}" if queries.is_due(row, today) else ""
    parts = [
        f'<li class="sr-provisions__item"><a class="sr-provisions__code utrecht-link utrecht-link--html-a" '
        f'href="{start}{row.code}/">{conditional_escape(row.name)}</a> '
        f'<span class="sr-kicker">{words["kind"].get(row.kind, "")}{is_due}</span>'
    ]
    if needs := [words["need"][code] for code in row.needs if code in words["need"]]:
        parts.append(f'<span class="sr-provisions__says">{" · ".join(needs)}</span>')
    if spoken := [words["language"].get(tag) or _html(named(tag).own_name) for tag in row.languages]:
        parts.append(f'<span class="sr-under">{words["said"]["languages"]} {", ".join(spoken)}</span>')
    if access := [words["access"][code] for code in row.accessibility if code in words["access"]]:
        parts.append(f'<span class="sr-under">{", ".join(access)}</span>')
    return "".join((*parts, "</li>\n"))


@lru_cache(maxsize=64)
def _options(kind: str, language: str | None) -> tuple[tuple[str, str], ...]:
    makers: dict[str, Callable[[], Iterable[tuple[str, str]]]] = {
        "need": lambda: ((code, str(need.name.plain)) for code, need in queries.needs().items()),
        "language": lambda: ((tag, one.both_names) for tag, one in SPOKEN.items()),
        "access": lambda: ((code, str(label)) for code, label in Accessibility.choices),
        "kind": lambda: ((code, str(label)) for code, label in Kind.choices),
    }
    return tuple((_html(code), _html(label)) for code, label in makers[kind]())


def options(kind: str, chosen: str) -> SafeString:
    """The choices of a select as HTML, with the chosen one marked."""
    rows = _options(kind, get_language())
    made = "".join(
        f'<option value="{code}"{" selected" if code == chosen else ""}>{label}</option>' for code, label in rows
    )
    return mark_safe(made)  # noqa: S308 (each part is escaped above)
