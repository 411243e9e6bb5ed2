"""Forms of the administrator's pages."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.forms import DayField, RecordForm
from stadsrecht.kernel.registry import KeyScope
from stadsrecht.people.models import User
from stadsrecht.people.queries import roles, teams


class RolesForm(RecordForm):
    """What somebody may do, and with whom they work."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without a role, a person sees what any resident sees."),
    )
    team = forms.ModelChoiceField(label=_("Team"), queryset=teams(), required=False, empty_label=_("No team"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(role.code, str(role)) for role in roles()]  # type: ignore[attr-defined]

    @staticmethod
    def values_of(person: User) -> dict[str, Any]:
        return {"roles": [role.code for role in person.roles.all()], "team": person.team, "version": person.version}


class NewPersonForm(RolesForm):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As colleagues will see it."))

    field_order = ("email", "name", "roles", "team", "version")


class KeyForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("Which program will use it, and where. For example: night import.")
    )
    scope = forms.ChoiceField(label=_("What it is for"), widget=forms.RadioSelect)
    last_day = DayField(label=_("Last day"), help_text=_("At most a year from now. Make a new key in time."))

    def __init__(self, *args: Any, scopes: Iterable[KeyScope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = [(one.code, one.label) for one in scopes]  # type: ignore[attr-defined]
