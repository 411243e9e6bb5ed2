"""Drawing figures: the mark of a state, a line as small as a word, and a chart."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from stadsrecht.kernel.html import joined
from stadsrecht.monitoring.queries import Assessment, Standing, State
from stadsrecht.monitoring.web import wording
from stadsrecht.monitoring.web.chart import Chart, Drawn, Tick, spark
from stadsrecht.monitoring.web.rows import FigureRow
from stadsrecht.monitoring.web.shown import Choice, GapRow
from stadsrecht.monitoring.web.wording import STATES, number

register = template.Library()
SELECTED = mark_safe(" selected")

# A shape for each state, so that colour is not needed; the colours are those of the states of a right.
MARKS: dict[State, tuple[str, str]] = {
    State.ACHIEVED: ("evidenced", "M2 8.5l4 4 8-9"),
    State.ON_TRACK: ("evidenced", "M8 14V3M3 8l5-5 5 5"),
    State.ACCELERATION_NEEDED: ("acting", "M3 13L12 4M5 4h7v7"),
    State.LIMITED: ("policy-without-action", "M2 8h11M9 4l4 4-4 4"),
    State.DETERIORATING: ("unaddressed", "M3 3l9 9M12 5v7H5"),
    State.UNCERTAIN: ("unknown", "M2 8q3-5 6 0t6 0"),
    State.NOT_ASSESSED: ("unknown", "M3 8h10"),
}


@register.simple_tag
def progress_mark(judgement: Assessment | None) -> SafeString:
    """The state of a figure as a sign and words; of one that neither way is better: that it has none."""
    if judgement is None:
        return format_html('<span class="sr-unknown">{}</span>', _("no state"))
    kind, path = MARKS[judgement.state]
    return format_html(
        '<span class="sr-state sr-state--{}"><svg class="sr-state__mark" viewBox="0 0 16 16" width="14" height="14" '
        'aria-hidden="true" focusable="false"><path d="{}" fill="none" stroke="currentColor" stroke-width="2.4"/></svg>'
        " {}</span>",
        kind,
        path,
        STATES[judgement.state],
    )


@register.simple_tag
def sparkline(standing: Standing) -> SafeString | str:
    """The course of the figure for everyone, without words: the value stands beside it."""
    path = spark(standing.cells)
    if not path:
        return ""
    return format_html(
        '<svg class="sr-spark" viewBox="0 0 100 30" aria-hidden="true" focusable="false"><path d="{}"/></svg>', path
    )


@register.simple_tag
def chart_drawing(chart: Chart, decimals: int, label: str) -> SafeString:
    """All lines of a chart that stand together, with axes and breaks."""
    return format_html(
        '<svg class="sr-chart" width="100%" height="280" role="img" aria-label="{}">{}{}'
        '<svg y="16" width="100%" height="236" viewBox="0 0 1000 1000" preserveAspectRatio="none">'
        '<path class="sr-chart__break" d="{}"/><path class="sr-chart__target" d="{}"/>{}</svg></svg>',
        label,
        _grid(chart.up, decimals),
        _periods(chart.across),
        chart.breaks,
        chart.target,
        _paths(chart.drawn),
    )


@register.simple_tag
def small_drawing(chart: Chart, one: Drawn, label: str) -> SafeString:
    """One group, with the whole behind it."""
    behind = format_html('<path class="sr-chart__behind" d="{}"/>', chart.whole.path) if chart.whole else mark_safe("")
    return format_html(
        '<svg class="sr-chart sr-chart--small" width="100%" height="90" viewBox="0 0 1000 1000" '
        'preserveAspectRatio="none" role="img" aria-label="{}"><path class="sr-chart__break" d="{}"/>{}{}</svg>',
        label,
        chart.breaks,
        behind,
        _paths([one]),
    )


@register.simple_tag
def swatch(style: int) -> SafeString:
    """The piece of a line that a legend shows."""
    return format_html(
        '<svg class="sr-swatch" viewBox="0 0 34 10" width="34" height="10" aria-hidden="true" focusable="false">'
        '<path class="sr-line sr-l{}" d="M1 5h32"/></svg>',
        style,
    )


def _paths(drawn: Iterable[Drawn]) -> SafeString:
    rows = [(one.style, one.path, one.style, one.dots, one.style, one.open_dots, one.open_dots) for one in drawn]
    return joined(
        "",
        '<path class="sr-line sr-l{}" d="{}"/><path class="sr-dot sr-l{}" d="{}"/><path class="sr-dot sr-l{}" d="{}"/>'
        '<path class="sr-dot sr-dot--open" d="{}"/>',
        rows,
    )


def _grid(ticks: Iterable[Tick], decimals: int) -> SafeString:
    rows = []
    found = list(ticks)
    places = max(decimals, 0 if all(float(tick.value).is_integer() for tick in found) else 1)
    places = 0 if all(float(tick.value).is_integer() for tick in found) else places
    for tick in found:
        y = 16 + 236 * tick.at / 1000
        rows.append((f"{y:.1f}", f"{y:.1f}", f"{y - 3:.1f}", number(tick.value, places)))
    return joined(
        "", '<line class="sr-chart__grid" x1="0" x2="100%" y1="{}" y2="{}"/><text x="0" y="{}">{}</text>', rows
    )


def _periods(ticks: Iterable[Tick]) -> SafeString:
    rows = [(tick.percent, tick.anchor, tick.value) for tick in ticks]
    return joined("", '<text x="{}" y="274" text-anchor="{}">{}</text>', rows)


@register.simple_tag
def choice_options(choice: Choice) -> SafeString:
    """The options of a list to choose from, which may be every neighbourhood."""
    return joined(
        "",
        '<option value="{}"{}>{}</option>',
        ((one.value, SELECTED if one.is_here else "", one.label) for one in choice.options),
    )


@register.simple_tag
def gap_table(rows: Iterable[GapRow]) -> SafeString:
    """The body of the table of who is behind: with every neighbourhood in it too long for a template."""
    words = (_("Figure"), _("Against the whole"), _("Over the years"))
    head = format_html('<td class="utrecht-table__cell utrecht-table__cell--numeric-column" data-label="{}">', words[0])
    against, over = (format_html('<td class="utrecht-table__cell" data-label="{}">', word) for word in words[1:])
    return joined(
        "\n",
        '<tr class="utrecht-table__row"><th scope="row" class="utrecht-table__cell">{}</th>{}{}</td>{}{}</td>{}{}</td>'
        "</tr>",
        (
            (
                format_html('<a class="utrecht-link utrecht-link--html-a" href="{}">{}</a>', row.href, row.name)
                if row.href
                else row.name,
                head,
                row.figure,
                against,
                format_html('<span class="sr-gap">{}</span>', row.difference) if row.is_behind else row.difference,
                over,
                row.movement,
            )
            for row in rows
        ),
    )


@register.simple_tag
def target_rows(targets: Iterable[tuple[Any, list[FigureRow]]]) -> SafeString:
    """Each target of a goal with its figures or, plainly, without: a list too long for a template."""
    missing = format_html(' <span class="sr-unknown">– {}</span>', _("not reported"))
    return joined(
        "",
        '<li class="sr-provisions__item"><a class="utrecht-link utrecht-link--html-a" href="{}">'
        '<span class="sr-provisions__code">{}</span> {}</a>{}</li>',
        (
            (
                reverse("provision", args=(target.instrument.code, target.code)),
                target.code,
                target.heading,
                joined("", "{}", ((_said(row),) for row in rows)) if rows else missing,
            )
            for target, rows in targets
        ),
    )


def _said(row: FigureRow) -> SafeString:
    """One figure under a target: its name, its newest value and its state."""
    value = format_html(": <strong>{}</strong> ({})", row.value, row.period) if row.value else ""
    state = wording.LOST if row.standing.is_lost else progress_mark(row.standing.judgement)
    return format_html(
        '<span class="sr-provisions__says"><a class="utrecht-link utrecht-link--html-a" href="{}">{}</a>{} · {}</span>',
        row.indicator.address,
        row.indicator.name,
        value,
        state,
    )
