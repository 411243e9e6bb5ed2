"""The coordinator's page of all keys in use: whom the office admitted, who waits, and whose key is to be retired."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from stadsrecht.discrimination import operations
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import OpenKey, key_in_use, keys_in_use
from stadsrecht.discrimination.web.desk.acts import FORM_METHODS
from stadsrecht.discrimination.web.desk.session import with_key
from stadsrecht.kernel.web import desk_view, take_form


class AdmitForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code of the key"),
        help_text=gettext_lazy("Two groups of four, for example 7K2M-9QXA."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


@require_safe
@desk_view(PERMISSIONS, "admit_key")
def keyholders(request: HttpRequest) -> HttpResponse:
    return render(request, "discrimination/desk/keyholders.html", {"keys": keys_in_use()})


@FORM_METHODS
@with_key("admit_key")
def admit(request: HttpRequest, holder: OpenKey, key: UUID) -> HttpResponse:
    found = key_in_use(key)

    def act(form: AdmitForm) -> str:
        operations.admit_key(
            key=found, code=form.cleaned_data["code"], giver=holder, acting_user=request.user, at=timezone.now()
        )
        messages.success(request, _("%(person)s is admitted. New reports are sealed to their key.") % _named(found))
        return reverse("desk-case-keys")

    note = _(
        "Speak with %(person)s yourself, by telephone or at the table. Ask them to read the code that stands under "
        "“My key”. Do not take it from a letter: somebody else could have written it."
    )
    words = {"title": _("Admit the key of %(person)s") % _named(found), "note": note % _named(found)}
    context = {**words, "submit": _("Admit"), "back": reverse("desk-case-keys")}
    return take_form(request, AdmitForm(request.POST or None), act, "discrimination/desk/form.html", context)


@FORM_METHODS
@with_key("assign_case")
def retire(request: HttpRequest, holder: OpenKey, key: UUID) -> HttpResponse:
    """Of anybody, a custodian or a partner too; asked once more, for what is sealed to it alone is lost."""
    found = key_in_use(key)

    def act(form: forms.Form) -> str:
        operations.retire_key(key=found, acting_user=request.user, at=timezone.now())
        messages.success(request, _("The key of %(person)s is retired.") % _named(found))
        return reverse("desk-case-keys")

    note = _(
        "Do this when %(person)s left or forgot the passphrase. The key opens nothing any more, and a new one can be "
        "made. Hand over open cases first. What nobody else’s key opens, only the recovery key opens then."
    )
    words = {"title": _("Retire the key of %(person)s") % _named(found), "note": note % _named(found)}
    context = {**words, "submit": _("Retire this key"), "back": reverse("desk-case-keys")}
    form = forms.Form(request.POST if request.method == "POST" else None)
    return take_form(request, form, act, "discrimination/desk/form.html", context)


def _named(key: Any) -> dict[str, str]:
    return {"person": str(key.person)}
