"""The cells that each list of actions repeats: owner, due day and state. Tags, for a template in each cell is slow."""

from datetime import date

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from stadsrecht.policies.models import Action

register = template.Library()

ENDED = ("done", "dropped")


@register.simple_tag(takes_context=True)
def owner(context: template.Context, action: Action) -> SafeString:
    """Who does it. Outside the desk a member of staff has no name; nobody is a gap."""
    if action.owner_team:
        return format_html("{}", action.owner_team.name)
    if action.owner_organisation:
        address = reverse("partner", args=(action.owner_organisation.code,))
        link = '<a class="utrecht-link utrecht-link--html-a" href="{}">{}</a>'
        return format_html(link, address, action.owner_organisation.name)
    if action.owner_person_id:
        return format_html("{}", action.owner_person if context.get("on_desk") else _("a member of staff"))
    return format_html('<span class="sr-gap">{}</span>', _("no owner known"))


@register.simple_tag(takes_context=True)
def due(context: template.Context, action: Action) -> SafeString:
    """The day by which it is to be done, and whether that day has passed before it was."""
    day: date | None = action.due_on
    if not day:
        return format_html('<span class="sr-unknown">{}</span>', _("not known"))
    shown = format_html('<time datetime="{}">{}</time>', day.isoformat(), date_format(day, "DATE_FORMAT"))
    if day < context["today"] and action.state not in ENDED:
        return format_html('{} <span class="sr-gap">{}</span>', shown, _("overdue"))
    return shown


@register.simple_tag
def action_state(action: Action) -> SafeString:
    return format_html('<span class="sr-badge sr-badge--{}">{}</span>', action.state, action.get_state_display())
