"""Drawing the matrix: the bar of states and the rows of one instrument, without a template for every cell."""

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from stadsrecht.evidence.models import Evidence
from stadsrecht.evidence.queries import CoverageState, Provision, ProvisionStanding
from stadsrecht.kernel.html import joined

register = template.Library()

MARKS = {
    CoverageState.UNADDRESSED: '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-dasharray="3 3"/>',
    CoverageState.POLICY: '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    CoverageState.ACTING: '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M8 1.5a6.5 6.5 0 0 1 0 13z" fill="currentColor"/>',
    CoverageState.EVIDENCED: '<circle cx="8" cy="8" r="7.5" fill="currentColor"/>',
}


@register.simple_tag
def state_mark(state: CoverageState) -> SafeString:
    """The state of a right as a sign and words: empty, ring, half and full circle, so that colour is not needed."""
    return format_html(
        '<span class="sr-state sr-state--{}"><svg class="sr-state__mark" viewBox="0 0 16 16" width="14" height="14" '
        'aria-hidden="true" focusable="false">{}</svg> {}</span>',
        state.value,
        mark_safe(MARKS[state]),  # noqa: S308 - our own constants
        state.label,
    )


@register.simple_tag
def evidence_day(evidence: Evidence) -> SafeString:
    """The day of a piece of evidence, or only its year where no more is known."""
    day = evidence.dated_on
    if evidence.date_is_year:
        return format_html("{}", day.year)
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), date_format(day, "DATE_FORMAT"))


@register.simple_tag
def share_bar(counts: Iterable[tuple[CoverageState, int]], size: int) -> SafeString:
    """The shares of the states as a bar; the numbers stand beside it as text."""
    parts, left = [], 0.0
    for state, number in reversed(list(counts)):
        width = 100 * number / size if size else 0
        parts.append((state.value, f"{left:.2f}", f"{width:.2f}"))
        left += width
    return format_html(
        '<svg class="sr-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">{}'
        "</svg>",
        joined("", '<rect class="sr-bar__part sr-bar__part--{}" x="{}" y="0" width="{}" height="4"/>', parts),
    )


@register.simple_tag
def standing_rows(pairs: Iterable[tuple[ProvisionStanding, Provision]]) -> SafeString:
    """One row for each right: its name, its state, and what was counted, each number opening what it counts."""
    words = {"state": _("State"), "policies": _("Policies"), "actions": _("Actions"), "pledges": _("Pledges")}
    words["evidence"] = _("Evidence")
    marks = {state: state_mark(state) for state in CoverageState}
    cell = '<td class="utrecht-table__cell utrecht-table__cell--numeric-column" data-label="{}">{}</td>'

    def counted(row: ProvisionStanding, address: str, what: str, heading: str) -> SafeString:
        number = getattr(row, what)
        if not number:
            return format_html(cell, words[what], mark_safe('<span class="sr-zero">0</span>'))
        link = format_html(
            '<a class="utrecht-link utrecht-link--html-a" href="{}#{}">{}'
            '<span class="sr-visually-hidden"> {}, {}</span></a>',
            address,
            what,
            number,
            words[what],
            heading,
        )
        return format_html(cell, words[what], link)

    rows = []
    for row, provision in pairs:
        address = reverse("provision", args=(provision.instrument.code, provision.code))
        heading = provision.heading.plain
        rows.append(
            (
                " sr-matrix__child" if provision.parent_id else "",
                address,
                provision.label,
                provision.heading,
                words["state"],
                marks[row.state],
                *(counted(row, address, what, heading) for what in ("policies", "actions", "pledges", "evidence")),
            )
        )
    return joined(
        "\n",
        '<tr class="utrecht-table__row{}"><th scope="row" class="utrecht-table__cell">'
        '<a class="utrecht-link utrecht-link--html-a" href="{}"><span class="sr-provisions__code">{}</span> {}</a></th>'
        '<td class="utrecht-table__cell" data-label="{}">{}</td>{}{}{}{}</tr>',
        rows,
    )
