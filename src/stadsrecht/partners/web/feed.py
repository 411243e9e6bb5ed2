"""Newsletters as Atom (RFC 4287), for the readers of those who follow them."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from xml.etree import ElementTree as ET

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.xml import XML_LANG, Maker, document
from stadsrecht.partners import queries
from stadsrecht.partners.models import Newsletter
from stadsrecht.partners.queries import NewsOf

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
MOST = 100
NEVER = "1970-01-01T00:00:00+00:00"


def feed_address(of: NewsOf) -> str:
    return reverse("newsletters.atom") + of.query


def feed_response(title: str, of: NewsOf, rows: Sequence[Newsletter]) -> HttpResponse:
    return HttpResponse(_Feed(title, of).document(rows), content_type=f"{MEDIA_TYPE}; charset=utf-8")


class _Feed:
    """In the language of its address; what is written in another one says so."""

    def __init__(self, title: str, of: NewsOf) -> None:
        self.title, self.of = title, of
        self.make = Maker({"": ATOM})
        self.language = get_language() or settings.LANGUAGE_CODE

    def document(self, rows: Sequence[Newsletter]) -> bytes:
        feed = self.make("feed")
        feed.set(XML_LANG, self.language)
        address = settings.SITE_URL + feed_address(self.of)
        self.make("id", feed, address)
        self.make("title", feed, self.title)
        self.make("updated", feed, max((row.changed_at.isoformat() for row in rows), default=NEVER))
        self.make("link", feed, rel="self", href=address, type=MEDIA_TYPE)
        page = settings.SITE_URL + reverse("newsletters") + self.of.query
        self.make("link", feed, rel="alternate", href=page, type="text/html", hreflang=self.language)
        for row in rows:
            self._entry(feed, row)
        return document(feed)

    def _entry(self, feed: ET.Element, row: Newsletter) -> None:
        entry = self.make("entry", feed)
        self.make("id", entry, f"urn:uuid:{row.uuid}")
        self._said("title", entry, row.title)
        day = datetime.combine(row.published_on, time(), tzinfo=timezone.get_current_timezone())
        self.make("published", entry, day.isoformat())
        self.make("updated", entry, row.changed_at.isoformat())
        author = self.make("author", entry)
        self._said("name", author, queries.voice_of(row))
        self.make("link", entry, rel="alternate", href=settings.SITE_URL + row.address, type="text/html")
        if row.link:
            self.make("link", entry, rel="related", href=row.link)
        if row.theme:
            self.make("category", entry, term=row.theme, label=queries.voice_of(row).plain)
        self._said("content", entry, row.text, type="text")

    def _said(self, name: str, parent: ET.Element, text: Any, **attributes: str) -> None:
        """A text in the reader's language, or in another one with its mark."""
        shown = LocalisedText(text).shown_in(self.language)
        element = self.make(name, parent, shown.text, **attributes)
        if shown.is_fallback and name != "name":
            element.set(XML_LANG, shown.language)
