"""Two promises that hold for every page: no IP address goes further than here, and staff use a second factor."""

import hashlib
import secrets
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext

from stadsrecht.kernel.web import is_desk
from stadsrecht.people.models import User
from stadsrecht.people.queries import has_second_factor

NO_ADDRESS = "0.0.0.0"  # noqa: S104  (where an address is asked for, and none is kept)
ADDRESS_HEADERS = ("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED")
OWN_ACCOUNT = ("account_", "mfa_", "usersessions_", "sign-out-everywhere")  # names of addresses
DEMO_SESSION = "is_demo"
Answer = Callable[[HttpRequest], HttpResponse]


SEED = secrets.token_bytes(16)  # dies with the process, and with it the meaning of every mark


class NoAddressMiddleware:
    """Forgets the visitor's IP address before any code can store it: not in a session, a table, a mail or a log.

    What is left is `source_mark`: a keyed hash by which this process, while it lives, tells a burst from a busy day.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.source_mark = _mark(request.META)  # type: ignore[attr-defined]
        for header in ADDRESS_HEADERS:
            request.META.pop(header, None)
        request.META["REMOTE_ADDR"] = NO_ADDRESS
        return self.get_response(request)


def _mark(meta: dict[str, Any]) -> str:
    """Of the address that the proxy in front of us saw last, where there is one."""
    forwarded = meta.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    address = forwarded.rpartition(",")[2].strip() or meta.get("REMOTE_ADDR", "")
    return hashlib.blake2b(address.encode(), key=SEED, digest_size=8).hexdigest()


class SecondFactorMiddleware:
    """A staff member without a second factor acts without any role, and is led to set one up when opening the desk.

    Sessions of the demonstration are exempt. They belong to personas, and end when the demonstration does.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(partial(_person_of, request))  # type: ignore[assignment]
        if is_desk(request) and getattr(request.user, "roles_are_held_back", False):
            query = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('second-factor')}?{query}")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Whoever tries a persona shares it with others: its password, address and keys stay as they are."""
        name = request.resolver_match.url_name or "" if request.resolver_match else ""
        is_own_account = name.startswith(OWN_ACCOUNT) and name != "account_logout"
        if request.method == "POST" and is_own_account and getattr(request.user, "is_demo", False):
            messages.error(request, gettext("A persona of the demonstration cannot be changed."))
            return redirect("usersessions_list" if name == "sign-out-everywhere" else request.path)
        return None


def _person_of(request: HttpRequest) -> User | AnonymousUser:
    person = get_user(request)
    if not isinstance(person, User):
        return AnonymousUser()
    if person.is_demo or request.session.get(DEMO_SESSION):
        if settings.DEMO and person.is_demo and request.session.get(DEMO_SESSION):
            return person
        request.session.flush()
        return AnonymousUser()
    if person.is_staff_member and not has_second_factor(person):
        person.roles_are_held_back = True
    return person
