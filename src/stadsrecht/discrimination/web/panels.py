"""What the door adds to the first page: the way to it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse


def home(subject: Any, request: HttpRequest) -> dict[str, str]:
    return {"address": reverse("report")}
