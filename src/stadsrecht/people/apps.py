from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "stadsrecht.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The models, which these need, exist only now.
        from allauth.mfa.signals import authenticator_added

        from stadsrecht.kernel.registry import MenuItem, desk_menu
        from stadsrecht.people.permissions import PERMISSIONS

        authenticator_added.connect(end_other_sessions)
        desk_menu.add(
            MenuItem("people", _("People"), "people", 80, may=lambda person: PERMISSIONS.may(person, "manage_people"))
        )


def end_other_sessions(*, request: Any, user: Any, **_more: Any) -> None:
    """Whoever signed in with a stolen password before the second factor was there must not profit from it."""
    from stadsrecht.people.operations import end_sessions  # at import the models do not exist yet

    end_sessions(person=user, but=request.session.session_key)
