"""What leaves: releases described for those who take them away, their files, and the catalogue of all."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from stadsrecht.kernel.city import city
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.monitoring.bridge import writing
from stadsrecht.monitoring.errors import UnknownFile
from stadsrecht.monitoring.models import Indicator, Release
from stadsrecht.monitoring.queries.releases import table_of, visible_releases

TITLE = _("Figures of %(city)s")
ABOUT = _("All figures that %(city)s publishes about how human rights fare, with every release that was ever public.")
FORMATS, Format = writing.FORMATS, writing.Format


def city_languages() -> tuple[str, ...]:
    """The city's own language first."""
    return tuple(dict.fromkeys([settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES)]))


def page_of(indicator: Indicator) -> str:
    """The absolute address of an indicator, which leads each reader to their own language."""
    return f"{settings.SITE_URL}/figures/{indicator.code}"


def folder_of(release: Release) -> str:
    """The absolute address under which the files of a release lie. It never changes."""
    with override(settings.LANGUAGE_CODE):
        path = reverse("release-file", args=(release.indicator.code, release.number, "-"))
    return settings.SITE_URL + path.removesuffix("/-")


def description_of(release: Release) -> writing.Description:
    indicator, own = release.indicator, city()
    return writing.Description(
        code=indicator.code,
        name=indicator.name,
        about=indicator.about,
        unit=indicator.unit,
        decimals=indicator.decimals,
        publisher=indicator.publisher,
        source=indicator.source,
        source_url=indicator.source_url,
        sourced_on=indicator.sourced_on,
        licence=indicator.licence,
        licence_url=indicator.licence_url,
        changes=indicator.changes,
        direction=indicator.direction,
        frequency=indicator.frequency,
        number=release.number,
        sha256=release.sha256,
        released_at=release.published_at or release.publish_at or release.staged_at,
        is_correction=release.is_correction,
        note=release.note,
        columns=release.columns,
        first_period=release.first_period,
        last_period=release.last_period,
        city=own.name,
        city_code=own.code,
        languages=city_languages(),
        page=page_of(indicator),
        folder=folder_of(release),
        labels=indicator.labels,
        metadata=indicator.metadata,
    )


def format_named(name: str) -> writing.Format:
    """Raises UnknownFile."""
    try:
        return writing.BY_NAME[name]
    except KeyError:
        raise UnknownFile(wanted=name[:80], known=", ".join(writing.BY_NAME)) from None


def tag_of(release: Release, one: writing.Format) -> str:
    """Changes with every byte of the file, and is known without writing it."""
    return writing.tag_of(description_of(release), one)


def file_of(release: Release, one: writing.Format) -> bytes:
    """Raises FiguresLost."""
    return one.write(description_of(release), table_of(release))


def public_offers(*, at: datetime) -> list[tuple[Indicator, list[Release]]]:
    """Each public indicator by code, with all its releases that anybody may see, the newest first."""
    rows: Iterable[Release] = visible_releases(at=at).order_by("indicator__code", "-number")
    return [(releases[0].indicator, releases) for _code, group in groupby(rows, _code_of) if (releases := list(group))]


def _code_of(release: Release) -> str:
    return release.indicator.code


def catalogue(*, at: datetime) -> writing.Catalogue:
    """Everything that is public at a moment, described."""
    own, languages = city(), city_languages()
    offers = [writing.Offer(tuple(map(description_of, releases))) for _one, releases in public_offers(at=at)]
    said = partial(_in_languages, languages=languages, name=own.name)
    return writing.Catalogue(
        settings.SITE_URL, own.name, said(TITLE), said(ABOUT), languages, offers, contact=own.contact
    )


def _in_languages(text: object, *, languages: tuple[str, ...], name: LocalisedText) -> LocalisedText:
    found = {}
    for language in languages:
        with override(language):
            found[language] = str(text) % {"city": name.shown_in(language).text}
    return LocalisedText(found)


def catalogue_files(*names: str, at: datetime) -> dict[str, bytes]:
    """`catalogue.ttl`, `catalogue.jsonld` and `figures.atom`, as many as are asked for."""
    whole = catalogue(at=at)
    graph = writing.graph_of(whole) if any(name.startswith("catalogue.") for name in names) else None
    write: dict[str, Callable[[], bytes]] = {"figures.atom": lambda: writing.as_feed(whole)}
    if graph:
        write |= {"catalogue.ttl": graph.as_turtle, "catalogue.jsonld": graph.as_jsonld}
    return {name: write[name]() for name in names}
