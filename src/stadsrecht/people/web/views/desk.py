"""The administrator's pages: who has an account, what they may do, and whether they can sign in."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stadsrecht.kernel.errors import EditConflict, StadsrechtError
from stadsrecht.kernel.forms import take_error
from stadsrecht.kernel.web import desk_view
from stadsrecht.people import operations
from stadsrecht.people.permissions import PERMISSIONS
from stadsrecht.people.queries import all_people, person_by_number
from stadsrecht.people.web.forms import NewPersonForm, RolesForm

guarded = desk_view(PERMISSIONS, "manage_people")


@require_safe
@guarded
def people(request: HttpRequest) -> HttpResponse:
    return render(request, "people/people.html", {"people": all_people()})


@require_http_methods(["GET", "HEAD", "POST"])
@guarded
def add(request: HttpRequest) -> HttpResponse:
    form = NewPersonForm(request.POST or None)
    if request.method != "POST":
        return render(request, "people/add.html", {"form": form})
    if form.is_valid():
        try:
            new = operations.add_person(
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                roles=form.cleaned_data["roles"],
                team=form.cleaned_data["team"],
                is_invited=True,
                acting_user=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except StadsrechtError as error:
            take_error(form, error)
        else:
            messages.success(request, gettext("The account is made and the invitation is on its way."))
            return redirect("person", number=new.pk)
    return render(request, "people/add.html", {"form": form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded
def person(request: HttpRequest, number: int) -> HttpResponse:
    shown = person_by_number(number)
    if request.method != "POST":
        form = RolesForm(initial=RolesForm.values_of(shown))
        return render(request, "people/person.html", {"person": shown, "form": form})
    status = 422
    form = RolesForm(request.POST)
    if form.is_valid():
        try:
            operations.change_person(
                person=shown,
                roles=form.cleaned_data["roles"],
                team=form.cleaned_data["team"],
                version=form.cleaned_data["version"],
                acting_user=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except StadsrechtError as error:
            take_error(form, error)
            status = 409 if isinstance(error, EditConflict) else 422
        else:
            messages.success(request, gettext("Saved."))
            return redirect("person", number=number)
    return render(request, "people/person.html", {"person": shown, "form": form}, status=status)


def _act(operation: Callable[..., object], done: str) -> Callable[..., HttpResponse]:
    """A button on a person's page: do it and say so, or show the page again with what stands in the way."""

    @require_POST
    @guarded
    def view(request: HttpRequest, number: int) -> HttpResponse:
        shown = person_by_number(number)
        try:
            operation(person=shown, acting_user=request.user, at=timezone.now())
        except StadsrechtError as error:
            context = {"person": shown, "form": RolesForm(initial=RolesForm.values_of(shown)), "refusal": error}
            return render(request, "people/person.html", context, status=error.status)
        messages.success(request, gettext(done))
        return redirect("person", number=number)

    return view


lock = _act(operations.lock_person, gettext_noop("The account is locked. Whoever was signed in is signed out."))
unlock = _act(operations.unlock_person, gettext_noop("The account is open again."))
invite = _act(operations.invite_person, gettext_noop("The invitation is on its way."))
reset = _act(operations.reset_second_factor, gettext_noop("The second factor is gone. A new one is asked for."))
