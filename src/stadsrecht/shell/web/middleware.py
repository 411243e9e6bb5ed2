"""Named errors become pages, problems or plain data, with the status that fits."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from stadsrecht.kernel.errors import StadsrechtError


class NamedErrorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # No text of the database can hold this byte, so no address with it leads anywhere.
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, StadsrechtError):
            return None
        response = self._said(request, exception)
        # What is not found now may be public in a second: no cache keeps such an answer.
        response["Cache-Control"] = "no-store"
        return response

    def _said(self, request: HttpRequest, error: StadsrechtError) -> HttpResponse:
        if request.path.endswith((".json", ".csv")):
            return JsonResponse({"error": error.code, "message": str(error)}, status=error.status)
        return render(request, "shell/error.html", {"error": error}, status=error.status)
