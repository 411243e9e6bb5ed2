"""The files in which a release is given away, as its page lists them."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stadsrecht.monitoring.models import Release
from stadsrecht.monitoring.queries import FORMATS

# What a format is for, where its name alone does not say it.
SAYS: dict[str, str | Promise] = {
    "observations.csv": _("for a spreadsheet"),
    "observations.json": _("for programs"),
    "sdg-global.csv": _("what fits into the global structure of the SDGs"),
}
# Names of formats are the same in every language; of these two a part is words.
TITLES: dict[str, str | Promise] = {
    "sdg-global.csv": _("SDMX-CSV 1.0, global SDG structure"),
    "sdg-global.json": _("What the global SDG structure has no place for"),
}


def downloads_of(release: Release) -> list[dict[str, Any]]:
    return [
        {
            "label": TITLES.get(one.name, one.title),
            "says": SAYS.get(one.name, ""),
            "type": one.media_type,
            "address": reverse("release-file", args=(release.indicator.code, release.number, one.name)),
        }
        for one in FORMATS
    ]
