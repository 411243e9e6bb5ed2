"""Trying a persona, setting up a second factor, signing out everywhere."""

import ipaddress

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user, login, logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from stadsrecht.kernel.web import safe_next
from stadsrecht.people.operations import end_sessions
from stadsrecht.people.queries import persona, personas
from stadsrecht.people.web.adapter import landing_page
from stadsrecht.people.web.middleware import DEMO_SESSION


@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """The cast of the demonstration, each signed in with one click."""
    if not settings.DEMO:
        raise Http404
    return render(request, "people/demo.html", {"personas": personas()})


@require_POST
def demo_sign_in(request: HttpRequest, username: str) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    person = persona(username)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[DEMO_SESSION] = True
    UserSession.objects.create_from_request(request)
    messages.success(request, _("You are signed in as: %(person)s.") % {"person": person})
    return redirect(safe_next(request, landing_page(person)))


@login_required
@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Says what a second factor is and offers the two kinds. Passkeys need a host name: no browser takes a number."""
    if not getattr(request.user, "roles_are_held_back", False):
        return redirect(safe_next(request, landing_page(request.user)))  # type: ignore[arg-type]
    host, _port = split_domain_port(request.get_host())
    return render(request, "people/second_factor.html", {"has_host_name": not _is_number(host)})


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


@login_required
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    end_sessions(person=get_user(request))  # type: ignore[arg-type]
    logout(request)
    return redirect("account_login")


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """django-allauth's answer to somebody who asks for mail after mail."""
    return render(request, "people/too_many_requests.html", status=429)
