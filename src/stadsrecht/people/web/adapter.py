"""How django-allauth behaves here: no sign-up, no IP address, no mail to personas, secrets sealed."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.shortcuts import resolve_url

from stadsrecht.kernel.registry import desk_menu
from stadsrecht.kernel.sealing import seal, unseal
from stadsrecht.people.models import User
from stadsrecht.people.queries import PERSONA_DOMAIN
from stadsrecht.people.web.middleware import NO_ADDRESS

SECOND_FACTOR = "second factor"


def landing_page(person: User) -> str:
    """Where somebody goes after signing in: the first page of the desk that is theirs, or home where there is none."""
    return resolve_url(next((item.url_name for item in desk_menu if item.may(person)), "home"))


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return NO_ADDRESS

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return landing_page(request.user)  # type: ignore[arg-type]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if not email.endswith(f"@{PERSONA_DOMAIN}"):
            super().send_mail(template_prefix, email, context)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes of signing in: whoever just typed the password need not repeat it."""
        records = get_authentication_records(self.request, self.request.user)
        return not records or time.time() - records[-1]["at"] > app_settings.REAUTHENTICATION_TIMEOUT

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By account alone. By host name and account, as it was, a site with two names would allow ten attempts."""
        return str(credentials.get("email", "")).lower()


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keys of authenticator apps and recovery codes are sealed: who steals the database cannot use them."""

    def encrypt(self, text: str) -> str:
        return seal(text, purpose=SECOND_FACTOR)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, purpose=SECOND_FACTOR)
