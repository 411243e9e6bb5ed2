"""Named errors become pages, problems or plain data, with the status that fits."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from stadsrecht.kernel.errors import StadsrechtError


class NamedErrorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, StadsrechtError):
            return None
        if request.path.endswith((".json", ".csv")):
            return JsonResponse({"error": exception.code, "message": str(exception)}, status=exception.status)
        return render(request, "shell/error.html", {"error": exception}, status=exception.status)
