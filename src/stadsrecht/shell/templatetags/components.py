"""Parts that every page shares. Documented by use: each is one line in a template."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template.context import RequestContext
from django.urls import reverse, translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stadsrecht.kernel.html import joined
from stadsrecht.kernel.languages import named
from stadsrecht.kernel.registry import MenuItem, tour_stops

register = template.Library()


@register.simple_tag
def breadcrumbs(*steps: str) -> SafeString:
    """`{% breadcrumbs "rights" _("Rights") address title %}`: pairs of a URL name or address and a text."""
    pairs = [(reverse("home"), _("Home"))]
    for where, text in zip(steps[::2], steps[1::2], strict=True):
        pairs.append((where if where.startswith("/") else reverse(where), text))
    items = joined(
        "",
        '<li class="utrecht-breadcrumb-nav__item"><a class="utrecht-breadcrumb-nav__link utrecht-link '
        'utrecht-link--html-a" href="{}">{}</a></li>',
        pairs,
    )
    return format_html(
        '<nav class="utrecht-breadcrumb-nav sr-crumbs" aria-label="{}"><ol class="utrecht-breadcrumb-nav__list '
        'utrecht-breadcrumb-nav__list--html-ol" role="list">{}</ol></nav>',
        _("Breadcrumbs"),
        items,
    )


@register.simple_tag(takes_context=True)
def pagination(context: RequestContext, page: Page, name: str = "page") -> SafeString | str:
    """Links to the page before and after, keeping the filters; nothing where there is one page.

    `name` is what the number of the page is called in the address, where a page shows two lists.
    """
    if page.paginator.num_pages < 2:
        return ""
    query = context["request"].GET.copy()

    def link(number: int, text: str, rel: str) -> SafeString:
        query[name] = str(number)
        return format_html(
            '<a class="utrecht-link utrecht-link--html-a" rel="{}" href="?{}">{}</a>', rel, query.urlencode(), text
        )

    before = link(page.previous_page_number(), _("Previous page"), "prev") if page.has_previous() else ""
    after = link(page.next_page_number(), _("Next page"), "next") if page.has_next() else ""
    where = _("Page %(number)s of %(all)s") % {"number": page.number, "all": page.paginator.num_pages}
    return format_html(
        '<nav class="sr-pages" aria-label="{}">{}<span>{}</span>{}</nav>', _("Pages"), before, where, after
    )


@register.simple_tag(takes_context=True)
def menu_links(context: RequestContext, items: Iterable[MenuItem]) -> SafeString:
    """A menu as a list. The entry under which the present page lies is marked, also deep below it."""
    here = context["request"].path if "request" in context else ""
    pairs = [(reverse(item.url_name), item.label) for item in items]
    nearest = max((address for address, _label in pairs if here.startswith(address)), key=len, default="")
    rows = []
    for address, label in pairs:
        current = "page" if address == here else "true"
        rows.append((address, format_html(' aria-current="{}"', current) if address == nearest else "", label))
    return format_html('<ul role="list">{}</ul>', joined("", '<li><a href="{}"{}>{}</a></li>', rows))


@register.simple_tag(takes_context=True)
def language_links(context: RequestContext) -> list[dict[str, Any]]:
    """This page in each language of the city: code, own name, address and whether it is the present one."""
    request = context.get("request")
    here = request.get_full_path() if request else "/"
    present = f"/{get_language()}/"
    return [
        {
            "code": code,
            "name": named(code).own_name,
            # No address is translated beyond its first word, so no address need be resolved for each language.
            "address": f"/{code}/{here.removeprefix(present)}"
            if here.startswith(present)
            else translate_url(here, code),
            "is_here": code == get_language(),
        }
        for code, _name in settings.LANGUAGES
    ]


@register.simple_tag
def tour_steps(present: str) -> dict[str, Any]:
    """Where a visitor of the tour stands: number, size, and the addresses of the stops before and after."""
    stops = list(tour_stops)
    index = next(number for number, stop in enumerate(stops) if stop.code == present)
    return {
        "number": index + 1,
        "size": len(stops),
        "before": reverse("tour-stop", args=(stops[index - 1].code,)) if index else "",
        "after": reverse("tour-stop", args=(stops[index + 1].code,)) if index + 1 < len(stops) else "",
    }
