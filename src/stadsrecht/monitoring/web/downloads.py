"""The files in which a release is given away. Other formats add themselves to the list, in `apps.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stadsrecht.monitoring.models import Release


@dataclass(frozen=True)
class Download:
    """`address(release)` gives where the file of a release is."""

    label: str | Promise
    says: str | Promise
    address: Callable[[Release], str]


def _address(form: str) -> Callable[[Release], str]:
    return lambda release: reverse(f"figures-release.{form}", args=(release.indicator.code, release.number))


DOWNLOADS: list[Download] = [
    Download("CSV", _("for a spreadsheet"), _address("csv")),
    Download("JSON", _("for programs, with the judgement and the source"), _address("json")),
]


def downloads_of(release: Release) -> list[dict[str, Any]]:
    return [{"label": one.label, "says": one.says, "address": one.address(release)} for one in DOWNLOADS]
