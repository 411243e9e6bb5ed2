"""The worker's own key: make it, open it, shut it, give it another passphrase."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from stadsrecht.discrimination.errors import PassphrasesDiffer
from stadsrecht.discrimination.operations import change_passphrase, make_personal_key, say_district
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import district_of, open_personal_key
from stadsrecht.discrimination.web.desk.session import about_key, keep_open, open_key_of, shut, unseen
from stadsrecht.kernel.errors import NotPermitted, StadsrechtError
from stadsrecht.kernel.forms import take_error
from stadsrecht.kernel.web import desk_view, safe_next
from stadsrecht.places.queries import districts

LONGEST = 500


def _secret(label: Any, complete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": complete})
    return forms.CharField(label=label, max_length=LONGEST, strip=False, widget=widget)


class OpenForm(forms.Form):
    passphrase = _secret(gettext_lazy("Passphrase"), "current-password")


class NewPassphraseForm(forms.Form):
    """`passphrase` is the new one; `old` is asked only where there is one."""

    old = _secret(gettext_lazy("Present passphrase"), "current-password")
    passphrase = _secret(gettext_lazy("New passphrase"), "new-password")
    again = _secret(gettext_lazy("New passphrase, once more"), "new-password")

    def __init__(self, *args: Any, with_old: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passphrase"].help_text = _("At least 16 characters, for example five words that have no link.")
        if not with_old:
            del self.fields["old"]

    def require_same(self) -> None:
        if self.cleaned_data["passphrase"] != self.cleaned_data["again"]:
            raise PassphrasesDiffer


class DistrictForm(forms.Form):
    """For workers of the office: a partner sees only what is referred to it."""

    district = forms.ChoiceField(label=gettext_lazy("District where you live"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(row.code, row.name.plain) for row in districts()]
        self.fields["district"].choices = [("", _("I do not say")), *names]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(PERMISSIONS, "hold_key")
def desk_key(request: HttpRequest) -> HttpResponse:
    """One page, three faces: no key yet, shut, open."""
    act = request.POST.get("act", "")
    if act == "shut":
        return shut(request, HttpResponseRedirect(reverse("desk-key"), status=303))
    if act == "district" and PERMISSIONS.may(request.user, "see_desk"):
        return _take_district(request)
    state = about_key(request)
    is_open = open_key_of(request) is not None
    form = _form(request, has_key=state["has_key"], is_open=is_open)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                return unseen(_acted(request, form, has_key=state["has_key"], is_open=is_open))
            except StadsrechtError as fault:
                take_error(form, fault)
                status = fault.status
    context = {"form": form, "is_open": is_open, "next": safe_next(request, ""), **state}
    if is_open and PERMISSIONS.may(request.user, "see_desk"):
        context["district_form"] = DistrictForm(initial={"district": district_of(request.user)})
    return unseen(render(request, "discrimination/desk/key.html", context, status=status))


def _take_district(request: HttpRequest) -> HttpResponse:
    form = DistrictForm(request.POST)
    if form.is_valid():
        say_district(person=request.user, district=form.cleaned_data["district"], at=timezone.now())
        messages.success(request, _("Noted. It is used for the monthly review of who looked, and for nothing else."))
    return HttpResponseRedirect(reverse("desk-key"), status=303)


def _form(request: HttpRequest, *, has_key: bool, is_open: bool) -> forms.Form:
    typed = request.POST if request.method == "POST" else None
    return OpenForm(typed) if has_key and not is_open else NewPassphraseForm(typed, with_old=has_key)


def _acted(request: HttpRequest, form: Any, *, has_key: bool, is_open: bool) -> HttpResponse:
    """Raises WrongPassphrase, PassphraseTooShort, PassphrasesDiffer; NotPermitted for a persona's shared passphrase."""
    person, at, typed = request.user, timezone.now(), form.cleaned_data
    target = HttpResponseRedirect(safe_next(request, reverse("desk-key")), status=303)
    if is_open:
        if getattr(person, "is_demo", False):
            raise NotPermitted
        form.require_same()
        change_passphrase(person=person, old=typed["old"], new=typed["passphrase"], at=at)
        messages.success(request, _("Your key has its new passphrase."))
        return target
    if has_key:
        holder = open_personal_key(person, typed["passphrase"])
    else:
        form.require_same()
        holder = make_personal_key(person=person, passphrase=typed["passphrase"], at=at)
        messages.success(request, _made(person))
    return keep_open(request, holder)(target)


def _made(person: Any) -> str:
    if PERMISSIONS.may(person, "see_desk"):
        return _("Your key is made. It opens reports once the office has admitted it.")
    return _("Your key is made. What is referred to your organisation from now on is sealed to it as well.")
