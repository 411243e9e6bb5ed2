"""The feed of releases in Atom (RFC 4287), newest first."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.xml import XML_LANG, Maker, document
from stadsrecht.monitoring.bridge.writing.catalogue import Catalogue
from stadsrecht.monitoring.bridge.writing.description import Description, in_languages
from stadsrecht.monitoring.bridge.writing.formats import FORMATS

ATOM = "http://www.w3.org/2005/Atom"
MOST = 100
CORRECTION = _("correction")
NO_RELEASES = "1970-01-01T00:00:00+00:00"


def as_feed(catalogue: Catalogue) -> bytes:
    """The newest hundred releases of all indicators, in the city's first language."""
    releases = [one for offer in catalogue.offers for one in offer.releases]
    newest = sorted(releases, key=lambda one: (one.released_at, one.code, one.number), reverse=True)[:MOST]
    return _Feed(catalogue).document(newest)


class _Feed:
    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.make = Maker({"": ATOM})
        self.language = catalogue.languages[0]

    def document(self, releases: Sequence[Description]) -> bytes:
        feed = self.make("feed")
        feed.set(XML_LANG, self.language)
        address = f"{self.catalogue.site}/figures.atom"
        self.make("id", feed, address)
        self.make("title", feed, self.catalogue.title.shown_in(self.language).text)
        self.make("updated", feed, releases[0].released_at.isoformat() if releases else NO_RELEASES)
        self.make("link", feed, rel="self", href=address, type="application/atom+xml")
        self.make("link", feed, rel="alternate", href=f"{self.catalogue.site}/")
        author = self.make("author", feed)
        self.make("name", author, self.catalogue.city.shown_in(self.language).text)
        for release in releases:
            self._entry(feed, release)
        return document(feed)

    def _entry(self, feed: ET.Element, release: Description) -> None:
        entry = self.make("entry", feed)
        name = release.in_first_language(release.name, release.code)
        self.make("id", entry, release.folder)
        self.make("title", entry, f"{name} ({release.number})")
        self.make("published", entry, release.released_at.isoformat())
        self.make("updated", entry, release.released_at.isoformat())
        self.make("link", entry, rel="alternate", href=f"{release.page}/", type="text/html")
        for one in FORMATS:
            if one.is_data:
                self.make(
                    "link",
                    entry,
                    rel="enclosure",
                    href=f"{release.folder}/{one.name}",
                    type=one.media_type,
                    title=one.title,
                )
        if release.is_correction:
            label = in_languages(CORRECTION, [self.language])[self.language]
            self.make("category", entry, term="correction", label=label)
        self.make("summary", entry, release.in_first_language(release.note) or self._periods(release))
        self.make("rights", entry, release.licence or None)

    def _periods(self, release: Description) -> str:
        return " – ".join(dict.fromkeys(filter(None, (release.first_period, release.last_period))))
