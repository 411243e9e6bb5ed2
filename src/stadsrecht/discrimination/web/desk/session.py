"""A worker's key while they are at work.

The passphrase opens it once; from then on the private half stands in the session, sealed under a secret that only the
browser's cookie holds. A stolen table of sessions opens nothing, and neither does the cookie alone. After half an hour
without use the key shuts by itself, and it never outlives the session.
"""

import base64
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from stadsrecht.discrimination.bridge.admission import code_of
from stadsrecht.discrimination.models import PersonalKey
from stadsrecht.discrimination.operations import DEMO_PASSPHRASE
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import OpenKey, key_of, open_personal_key
from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.sealing import Pair, Place, SealBroken, new_key, open_with, seal_with
from stadsrecht.kernel.web import desk_view

COOKIE, IN_SESSION, ASKED = "stadsrecht_key", "desk_key", "open_with_passphrase"
IDLE = timedelta(minutes=30)
RENEW_AFTER = 60  # seconds; not every request writes the session
View = Callable[..., HttpResponse]


def open_key_of(request: HttpRequest) -> OpenKey | None:
    """The key that this session has open, if it is still in use and was used lately."""
    fresh = getattr(request, "opened_key", None)
    if fresh is not None:
        return fresh  # type: ignore[no-any-return]
    kept, secret = request.session.get(IN_SESSION), _secret(request)
    now = timezone.now().timestamp()
    if not kept or not secret or now - kept["used"] > IDLE.total_seconds():
        return None
    row = PersonalKey.objects.filter(pk=kept["row"], person=request.user, retired_at__isnull=True).first()  # type: ignore[misc]
    if row is None:
        return None
    try:
        private = open_with(secret, base64.b64decode(kept["sealed"]), place=_place(row))
    except SealBroken:
        return None
    if now - kept["used"] > RENEW_AFTER:
        request.session[IN_SESSION] = {**kept, "used": now}
    return OpenKey(row, Pair(public=bytes(row.public), private=private))


def keep_open(request: HttpRequest, holder: OpenKey) -> Callable[[HttpResponse], HttpResponse]:
    """Keep a key that was just opened; what it returns puts the secret on the answer."""
    secret = new_key()
    sealed = seal_with(secret, holder.pair.private, place=_place(holder.row), smallest=0)
    used = timezone.now().timestamp()
    kept = {"row": str(holder.row.pk), "sealed": base64.b64encode(sealed).decode(), "used": used}
    request.session[IN_SESSION] = kept
    request.opened_key = holder  # type: ignore[attr-defined]

    def with_secret(response: HttpResponse) -> HttpResponse:
        text = base64.urlsafe_b64encode(secret).decode()
        secure = bool(settings.SESSION_COOKIE_SECURE)
        response.set_cookie(COOKIE, text, httponly=True, secure=secure, samesite="Strict")
        return response

    return with_secret


def shut(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Nothing of the key is left in the session or the browser."""
    request.session.pop(IN_SESSION, None)
    response.delete_cookie(COOKIE, samesite="Strict")
    return response


def with_key(capability: str) -> Callable[[View], View]:
    """Guard a page of the desk that needs an open key: `view(request, holder, ...)`.

    Where the key is shut, a page that is only read leads to the passphrase and back. A form that was sent asks for the
    passphrase on the spot and holds what was typed, so that nothing is lost when the half hour is over.
    """

    def guard(view: View) -> View:
        @wraps(view)
        @desk_view(PERMISSIONS, capability)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            keep: Callable[[HttpResponse], HttpResponse] = unseen
            holder = open_key_of(request)
            if holder is None and request.method != "POST":
                return redirect(f"{reverse('desk-key')}?{urlencode({'next': request.get_full_path()})}")
            if holder is None:
                try:
                    holder = open_personal_key(request.user, request.POST[ASKED]) if ASKED in request.POST else None
                except StadsrechtError as fault:
                    return _ask_here(request, fault)
                if holder is None:
                    return _ask_here(request)
                keep = keep_open(request, holder)
            return unseen(keep(view(request, holder, *args, **kwargs)))

        return guarded

    return guard


def unseen(response: HttpResponse) -> HttpResponse:
    """A page with somebody's words in it is kept by no browser."""
    response["Cache-Control"] = "no-store"
    return response


def _ask_here(request: HttpRequest, fault: StadsrechtError | None = None) -> HttpResponse:
    context = {"hidden": list(_typed(request)), "fault": fault, "name": ASKED, **about_key(request)}
    return unseen(render(request, "discrimination/desk/passphrase.html", context, status=422))


def about_key(request: HttpRequest) -> dict[str, Any]:
    """Whether there is a key, its code while it waits; and for a persona, its passphrase, which is no secret."""
    person: Any = request.user
    key = key_of(person)
    waits = key is not None and key.admitted_at is None and PERMISSIONS.may(person, "see_desk")
    code = code_of(key.public) if key and waits else ""
    return {"has_key": key is not None, "code": code, "demo_passphrase": DEMO_PASSPHRASE if person.is_demo else ""}


def _typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name not in {ASKED, "csrfmiddlewaretoken"}:
            yield from ((name, str(value)) for value in values)


def _secret(request: HttpRequest) -> bytes:
    try:
        found = base64.urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
    except ValueError:
        return b""
    return found if len(found) == 32 else b""


def _place(row: PersonalKey) -> Place:
    return Place("session", str(row.pk), "private key")
