"""The desk's pages of keys for programs. The secret of a key is on one page, once."""

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.forms import take_error
from stadsrecht.kernel.web import desk_view
from stadsrecht.people import operations, queries
from stadsrecht.people.permissions import PERMISSIONS
from stadsrecht.people.web.forms import KeyForm

MARK = "stadsrecht_"  # so that whoever finds one in a file or a log knows what it is
guarded = desk_view(PERMISSIONS, "hold_keys")


@require_safe
@guarded
def keys(request: HttpRequest) -> HttpResponse:
    """The keys of whoever looks, and to an administrator those of all."""
    scopes = {scope.code: scope.label for scope in queries.key_scopes}
    today = timezone.localdate()
    rows = [
        {"key": key, "scope": scopes.get(key.scope, key.scope), "is_over": bool(key.ended_at) or key.last_day < today}
        for key in queries.keys_for(request.user)  # type: ignore[arg-type]
    ]
    return render(request, "people/keys.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@guarded
def new(request: HttpRequest) -> HttpResponse:
    """Make a key, and show its secret: the only time that anybody sees it."""
    scopes = queries.scopes_of(request.user)  # type: ignore[arg-type]
    form = KeyForm(request.POST or None, scopes=scopes)
    if request.method != "POST":
        return render(request, "people/key_new.html", {"form": form})
    if form.is_valid():
        secret = MARK + secrets.token_urlsafe(32)
        try:
            made = operations.make_key(
                secret=secret,
                **form.cleaned_data,
                acting_user=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except StadsrechtError as error:
            take_error(form, error)
        else:
            response = render(request, "people/key_made.html", {"key": made, "secret": secret})
            response["Cache-Control"] = "no-store"
            return response
    return render(request, "people/key_new.html", {"form": form}, status=422)


@require_POST
@guarded
def end(request: HttpRequest, number: int) -> HttpResponse:
    key = queries.key_for(request.user, number)  # type: ignore[arg-type]
    operations.end_key(key=key, acting_user=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, gettext("The key has ended. Programs can do nothing with it any more."))
    return redirect("keys")
