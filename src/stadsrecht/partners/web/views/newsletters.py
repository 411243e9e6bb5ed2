"""Newsletters for everyone, as pages and as feeds; and where their writers write them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stadsrecht.kernel.web import answer, desk_view, take_form
from stadsrecht.partners import operations, queries
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.partners.queries import NewsOf
from stadsrecht.partners.web.feed import MOST, feed_address, feed_response
from stadsrecht.partners.web.newsletter_forms import NewsletterForm
from stadsrecht.partners.web.newsletters import COLUMNS, news_line, news_lines, newsletter_data, newsletter_row

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])
FORM = "partners/coalition_form.html"
PAGE = 20


def _title(of: NewsOf) -> str:
    return _("Newsletters: %(name)s") % {"name": of.name.plain} if of.name else _("Newsletters")


def newsletters(request: HttpRequest, form: str) -> HttpResponse:
    """All, or those of one theme or organisation, newest first; also as a feed."""
    given = {name: request.GET.get(name, "")[:80] for name in ("theme", "organisation")}
    of = queries.news_of(theme=given["theme"], organisation_code=given["organisation"])
    rows = queries.newsletters(of)
    if form == "atom":
        return feed_response(_title(of), of, rows[:MOST])
    page = Paginator(rows, PAGE).get_page(request.GET.get("page")) if form == "html" else None
    return answer(
        request,
        form,
        "partners/newsletters.html",
        {
            "title": _title(of),
            "of": of,
            "page": page,
            "lines": news_lines(page or ()),
            "feed": feed_address(of),
        },
        data=lambda: [newsletter_data(row) for row in rows],
        rows=lambda: [COLUMNS, *(newsletter_row(row) for row in rows)],
    )


def newsletter(request: HttpRequest, code: str, form: str) -> HttpResponse:
    subject = queries.newsletter(code)
    line = news_line(subject)
    may_edit = queries.may_write_for(request.user, subject.organisation, subject.theme)
    context = {"newsletter": subject, "line": line, "feed": feed_address(line.of), "may_edit": may_edit}
    return answer(request, form, "partners/newsletter.html", context, data=lambda: newsletter_data(subject))


def _context(title: str, submit: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "back": reverse("desk-coalition"), "submit": submit, **more}


@FORM_METHODS
@desk_view(PERMISSIONS, "write_newsletter")
def new(request: HttpRequest) -> HttpResponse:
    def act(form: NewsletterForm) -> str:
        made = operations.publish_newsletter(
            **form.voice,
            values=form.values,
            acting_user=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        messages.success(request, _("The newsletter is published. Whoever follows the feed gets it."))
        return made.address

    form = NewsletterForm(
        request.POST or None,
        organisations=queries.edits_for(request.user),
        themes=queries.themes_decided_by(request.user),
        initial={"published_on": timezone.localdate()},
    )
    return take_form(request, form, act, FORM, _context(_("Write a newsletter"), _("Publish")))


@FORM_METHODS
@desk_view(PERMISSIONS, "write_newsletter")
def edit(request: HttpRequest, code: str) -> HttpResponse:
    subject = queries.own_newsletter(request.user, code)

    def act(form: NewsletterForm) -> str:
        operations.edit_newsletter(
            newsletter=subject,
            version=form.cleaned_data["version"],
            values=form.values,
            acting_user=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        messages.success(request, _("The newsletter is saved."))
        return subject.address

    form = NewsletterForm(request.POST or None, initial=NewsletterForm.values_of(subject))
    about = queries.voice_of(subject)
    return take_form(request, form, act, FORM, _context(_("Change the newsletter"), _("Save"), about=about))


@require_POST
@desk_view(PERMISSIONS, "write_newsletter")
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    operations.withdraw_newsletter(newsletter=queries.newsletter(code), acting_user=request.user, at=timezone.now())
    messages.success(request, _("The newsletter is taken away."))
    return redirect("desk-coalition")
