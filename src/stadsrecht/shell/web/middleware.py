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
        if request.path.endswith((".json", ".csv")):
            return JsonResponse({"error": exception.code, "message": str(exception)}, status=exception.status)
        return render(request, "shell/error.html", {"error": exception}, status=exception.status)
