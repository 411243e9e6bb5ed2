"""The files of releases, the catalogue and the feed: the same for everyone, and nothing of them too early.

What a release holds never changes, so its files may be kept for a day and are known by a strong tag. Before its moment
a release is not found, and that answer is not kept by anybody.
"""

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from stadsrecht.monitoring import queries

A_DAY, A_MINUTE = 86_400, 60
SHOWN_IN_BROWSER = frozenset({"application/json", "application/csvm+json", "application/vnd.sdmx.structure+xml"})
CATALOGUES = {
    "catalogue.ttl": "text/turtle; charset=utf-8",
    "catalogue.jsonld": "application/ld+json",
    "figures.atom": "application/atom+xml; charset=utf-8",
}


@require_safe
def release_file(request: HttpRequest, code: str, number: int, file: str) -> HttpResponse:
    """A release in one of the formats."""
    at = timezone.now()
    indicator = queries.indicator(code, at=at, with_unpublished=False)
    release = queries.release(indicator, number, at=at, with_unpublished=False)
    one = queries.format_named(file)
    tag = quote_etag(queries.tag_of(release, one))
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = HttpResponse(queries.file_of(release, one), content_type=one.content_type)
        way = "inline" if one.media_type in SHOWN_IN_BROWSER else "attachment"
        response["Content-Disposition"] = f'{way}; filename="{code}-{number}-{file}"'
    if file == "observations.csv":
        described = f"{file}-metadata.json"
        response["Link"] = f'<{described}>; rel="describedby"; type="application/csvm+json"'
    return _kept(response, tag, A_DAY)


@require_safe
def newest_file(request: HttpRequest, code: str, file: str) -> HttpResponse:
    """Leads to the file of the newest release, whichever that is."""
    at = timezone.now()
    indicator = queries.indicator(code, at=at, with_unpublished=False)
    release = queries.current_release(indicator, at=at)
    response = HttpResponseRedirect(
        reverse("release-file", args=(code, release.number, queries.format_named(file).name))
    )
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, no_cache=True)
    return response


@require_safe
def catalogue(request: HttpRequest, form: str) -> HttpResponse:
    """The catalogue of all figures, or the feed of their releases, as they stand now."""
    content = queries.catalogue_files(form, at=timezone.now())[form]
    tag = quote_etag(hashlib.sha256(content).hexdigest())
    response = get_conditional_response(request, etag=tag) or HttpResponse(content, content_type=CATALOGUES[form])
    return _kept(response, tag, A_MINUTE)


def _kept(response: HttpResponse, tag: str, seconds: int) -> HttpResponse:
    """May be kept by anybody, and read by the page of any other site: it is the same for everyone."""
    response["ETag"] = tag
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=seconds)
    return response
