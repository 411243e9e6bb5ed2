"""What pages and machine forms say of newsletters."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from stadsrecht.partners import queries
from stadsrecht.partners.models import Newsletter
from stadsrecht.partners.queries import NewsOf

COLUMNS = ("code", "theme", "organisation", "title", "text", "link", "published_on", "for_show")


@dataclass(frozen=True)
class NewsLine:
    """A newsletter with the name of whoever writes it, and what else they wrote."""

    newsletter: Newsletter
    voice: Any
    of: NewsOf


def news_line(row: Newsletter) -> NewsLine:
    of = NewsOf(organisation=row.organisation) if row.organisation else NewsOf(theme=queries.needs().get(row.theme))
    return NewsLine(row, queries.voice_of(row), of)


def news_lines(rows: Iterable[Newsletter]) -> list[NewsLine]:
    return [news_line(row) for row in rows]


def newsletter_data(row: Newsletter) -> dict[str, Any]:
    return {
        "code": row.code,
        "id": str(row.uuid),
        "theme": row.theme or None,
        "organisation": row.organisation.code if row.organisation else None,
        "title": row.title,
        "text": row.text,
        "link": row.link or None,
        "published_on": row.published_on,
        "for_show": row.for_show or None,
    }


def newsletter_row(row: Newsletter) -> tuple[Any, ...]:
    organisation = row.organisation.code if row.organisation else ""
    said = (row.title.plain, row.text.plain, row.link, row.published_on, row.for_show.plain)
    return (row.code, row.theme, organisation, *said)
