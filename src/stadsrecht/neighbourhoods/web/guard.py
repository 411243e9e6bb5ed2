"""What the pages behind a letter and the sign-up form have in common: they leave no trace, here or in the browser.

No cookie, no cache, no referrer; and no line of the log, which would keep the link that whoever reads it could open.
Nothing that is sent here rests on who the browser is: the sign-up form takes what anybody types, and the other pages
rest on the link. So no form needs a token against forgery, and none sets a cookie for it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from stadsrecht.kernel.errors import StadsrechtError

View = Callable[..., HttpResponse]
METHODS = ("GET", "HEAD", "POST")


def leaves_no_trace(view: View) -> View:
    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = HttpResponseNotAllowed(METHODS)
        try:
            if request.method in METHODS:
                response = view(request, *args, **kwargs)
        except StadsrechtError as error:
            response = render(request, "shell/error.html", {"error": error}, status=error.status)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        response._has_been_logged = True  # type: ignore[attr-defined]  # Django logs the address of each refusal
        return response

    return guarded
