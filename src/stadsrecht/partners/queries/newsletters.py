"""Reads of newsletters: all, those of a theme or an organisation, and who may write for whom."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.registry import SearchHit
from stadsrecht.kernel.searching import holding_most
from stadsrecht.partners.bridge.needs import Need, needs
from stadsrecht.partners.errors import NotYourNewsletter, UnknownNewsletter, UnknownTheme
from stadsrecht.partners.models import Newsletter, Organisation
from stadsrecht.partners.queries.coalition import themes_decided_by
from stadsrecht.partners.queries.entries import edits_for, organisation, speaks_for


@dataclass(frozen=True)
class NewsOf:
    """Whose newsletters are asked for: of everyone, of a theme, or of an organisation."""

    theme: Need | None = None
    organisation: Organisation | None = None

    @property
    def name(self) -> Any:
        """In words; None where it is everyone."""
        if self.organisation is not None:
            return self.organisation.name
        return self.theme.name if self.theme else None

    @property
    def query(self) -> str:
        """The end of the address that asks for just these."""
        if self.organisation is not None:
            return f"?organisation={self.organisation.code}"
        return f"?theme={self.theme.code}" if self.theme else ""


def news_of(*, theme: str = "", organisation_code: str = "") -> NewsOf:
    """Raises UnknownTheme, UnknownOrganisation."""
    if organisation_code:
        return NewsOf(organisation=organisation(organisation_code))
    if theme and theme not in needs():
        raise UnknownTheme(wanted=theme[:60])
    return NewsOf(theme=needs()[theme] if theme else None)


def newsletters(of: NewsOf | None = None) -> QuerySet[Newsletter]:
    """Newest first: one statement."""
    rows = Newsletter.objects.select_related("organisation").order_by("-published_on", "-pk")
    if of is not None and of.organisation is not None:
        return rows.filter(organisation=of.organisation)
    return rows.filter(theme=of.theme.code) if of is not None and of.theme is not None else rows


def themes_with_newsletters() -> frozenset[str]:
    return frozenset(Newsletter.objects.exclude(theme="").order_by().values_list("theme", flat=True).distinct())


def newsletter(code: str) -> Newsletter:
    """Raises UnknownNewsletter."""
    found = newsletters().filter(code=code.replace("\0", "")).first()
    if found is None:
        raise UnknownNewsletter(wanted=code[:80])
    return found


def may_write_for(person: Any, subject: Organisation | None, theme: str) -> bool:
    """An organisation's own editors; on a theme its core group, and the city's editors while it has none."""
    return speaks_for(person, subject) if subject is not None else theme in themes_decided_by(person)


def own_newsletters(person: Any) -> QuerySet[Newsletter]:
    """Those that this person may change."""
    return newsletters().filter(Q(organisation__in=edits_for(person)) | Q(theme__in=themes_decided_by(person)))


def own_newsletter(person: Any, code: str) -> Newsletter:
    """Raises UnknownNewsletter, NotYourNewsletter."""
    found = newsletter(code)
    if not may_write_for(person, found.organisation, found.theme):
        raise NotYourNewsletter
    return found


def search_newsletters(words: str, language: str, limit: int) -> list[SearchHit]:
    """Newsletters whose title holds any of the words; those that hold most of them first."""
    rows = holding_most(newsletters().order_by(), words, language, limit, column="title")
    return [SearchHit(row.title, row.address, voice_of(row), share) for row, share in rows]


def voice_of(row: Newsletter) -> LocalisedText:
    """The name of whoever writes it."""
    if row.organisation is not None:
        name: LocalisedText = row.organisation.name
        return name
    need = needs().get(row.theme)
    return need.name if need else LocalisedText(en=row.theme)
