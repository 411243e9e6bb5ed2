"""What all pages share: a public page and its machine forms, and the guard of the desk.

`public("rights/<slug:code>/", view, "instrument", forms=("json",))` gives `rights/x/` and `rights/x.json`.
The view gets `form` ("html", "json" or "csv") and ends in `answer`, which builds only what was asked for.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.urls import URLPattern, path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stadsrecht.kernel.audit import TrailEncoder
from stadsrecht.kernel.csv import csv_bytes
from stadsrecht.kernel.errors import NotFound, NotPermitted, StadsrechtError
from stadsrecht.kernel.forms import take_error
from stadsrecht.kernel.permissions import PermissionPolicy
from stadsrecht.kernel.registry import Panel, Registry

View = Callable[..., HttpResponse]


def public(route: str, view: View, name: str, forms: Sequence[str] = ("json",)) -> list[URLPattern]:
    """The page's address and one for each machine form, named `name`, `name.json`, `name.csv`. All are read-only."""
    stem, view = route.rstrip("/"), require_safe(view)
    machine = [path(f"{stem}.{form}", view, {"form": form}, name=f"{name}.{form}") for form in forms]
    return [*machine, path(route, view, {"form": "html"}, name=name)]


def answer(
    request: HttpRequest,
    form: str,
    template: str,
    context: dict[str, Any],
    *,
    data: Callable[[], Any],
    rows: Callable[[], Iterable[Sequence[Any]]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as HTML, JSON or CSV (first row: column names)."""
    if form == "json":
        return JsonResponse(
            data(), encoder=TrailEncoder, safe=False, json_dumps_params={"ensure_ascii": False}, status=status
        )
    if form == "csv" and rows is not None:
        return csv_response(rows(), request.path.rsplit("/", 1)[-1])
    forms = {"json": data, **({"csv": rows} if rows else {})}
    stem, query = request.path.rstrip("/"), request.META.get("QUERY_STRING", "")
    addresses = {name: f"{stem}.{name}{'?' + query if query else ''}" for name in forms}
    return render(request, template, {"machine_forms": addresses, **context}, status=status)


def csv_response(rows: Iterable[Sequence[Any]], name: str) -> HttpResponse:
    response = HttpResponse(csv_bytes(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def desk_view(policy: PermissionPolicy, capability: str) -> Callable[[View], View]:
    """Guard a page of the desk: sign in first, then hold the capability; else a page that says why not."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
            if not policy.may(request.user, capability):  # type: ignore[arg-type]
                raise NotPermitted
            return view(request, *args, **kwargs)

        return guarded

    return guard


def is_desk(request: HttpRequest) -> bool:
    """Whether this is a page of the desk: `/nl/desk/…`."""
    return request.path_info.split("/")[2:3] == ["desk"]


def panels_for(registry: Registry[Panel], subject: Any, request: HttpRequest) -> list[dict[str, Any]]:
    """The blocks that other modules add to a page, each with its `template`; one with nothing to say is left out."""
    found = ((panel, panel.context(subject, request)) for panel in registry)
    return [{"template": panel.template, **context} for panel, context in found if context is not None]


def safe_next(request: HttpRequest, fallback: str) -> str:
    """The address to return to, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if is_ours else fallback


def take_form(
    request: HttpRequest,
    form: Any,
    act: Callable[[Any], str],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Show a form, or act on what was typed and go where `act` says.

    `act(form)` calls one operation and returns the address to go to. A named error puts its message next to its field
    and the form is shown again with everything in it, with the error's status.
    """
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                with transaction.atomic():
                    target = act(form)
                return HttpResponseRedirect(target, status=303)
            except StadsrechtError as error:
                take_error(form, error)
                # The page itself is there: what was typed names something that is not.
                status = 422 if isinstance(error, NotFound) else error.status
        for name in request.FILES:
            if name in form.fields and name not in form.errors:
                form.add_error(name, _("Choose the file again: a browser does not keep it."))
    return render(request, template, {"form": form, **context}, status=status)
