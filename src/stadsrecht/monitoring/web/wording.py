"""Figures in the reader's words: numbers, periods, statuses, states, and why there is none."""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from django.utils.formats import date_format, get_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.monitoring.models import Cell, Column, ColumnRole, Direction, Indicator, Status
from stadsrecht.monitoring.queries import Gap, Movement, Obstacle, Reason, Remark, State

Words = str | Promise
LOST: Words = gettext_lazy("These figures cannot be read now.")

STATES: dict[State, Words] = {
    State.ACHIEVED: gettext_lazy("target reached"),
    State.ON_TRACK: gettext_lazy("on track"),
    State.ACCELERATION_NEEDED: gettext_lazy("better, but too slowly"),
    State.LIMITED: gettext_lazy("hardly better"),
    State.DETERIORATING: gettext_lazy("getting worse"),
    State.UNCERTAIN: gettext_lazy("too uncertain to say"),
    State.NOT_ASSESSED: gettext_lazy("not judged"),
}
REASONS: dict[Reason, Words] = {
    Reason.TWO_VALUES_FOR_ONE_YEAR: gettext_lazy("There are several figures for one year, and the method takes one."),
    Reason.HIDDEN_VALUES: gettext_lazy("A figure that the method needs is hidden to protect people."),
    Reason.TOO_FEW_POINTS: gettext_lazy("There are too few years to see a direction."),
    Reason.LAST_POINT_BEFORE_BASE: gettext_lazy("The newest figure is older than the year from which is counted."),
    Reason.SIGN_CHANGE: gettext_lazy("The figures lie above and below zero, where growth has no meaning."),
    Reason.ZERO_IN_SERIES: gettext_lazy("One of the figures is zero, where growth has no meaning."),
    Reason.ZERO_TARGET: gettext_lazy("The target is zero, where growth has no meaning."),
    Reason.BASE_EQUALS_TARGET: gettext_lazy("The first figure was the target already."),
    Reason.REQUIRED_GROWTH_ZERO: gettext_lazy("From the first figure to the target there is nothing left to grow."),
    Reason.TARGET_YEAR_NOT_AFTER_BASE: gettext_lazy("The year of the target does not come after the first year."),
    Reason.TARGET_YEAR_PAST: gettext_lazy("The year of the target has passed."),
    Reason.TOO_LARGE: gettext_lazy("The figures are too large to calculate with."),
    Reason.NO_SCORES: gettext_lazy("There is no score to take a mean of."),
    Reason.NO_RULE_FOR_AGGREGATES: gettext_lazy("The method has no rule for several series together."),
}
REMARKS: dict[Remark, Words] = {
    Remark.BASE_YEAR_MOVED: gettext_lazy("The first year of the method has no figure; the next one is taken."),
    Remark.LATER_YEARS_WITHOUT_VALUE: gettext_lazy("Later years have no figure; the newest one is taken."),
    Remark.HIDDEN_LEFT_OUT: gettext_lazy("Hidden figures are left out."),
    Remark.ZERO_REPLACED: gettext_lazy("Zero is replaced by a small number."),
    Remark.BASE_ALREADY_AT_TARGET: gettext_lazy("The first figure had reached the target already."),
    Remark.LIMIT_NOT_IN_DIRECTION: gettext_lazy("The natural limit lies on the other side and does not count."),
    Remark.SHORTER_THAN_WINDOW: gettext_lazy("The figures cover fewer years than the method asks for."),
    Remark.TO_BE_CHECKED: gettext_lazy("The thresholds of this method are still to be checked in its official text."),
}
OBSTACLES: dict[Obstacle, Words] = {
    Obstacle.HIDDEN: gettext_lazy("hidden to protect people"),
    Obstacle.WHOLE_HIDDEN: gettext_lazy("the whole is hidden or not given"),
    Obstacle.NO_VALUE: gettext_lazy("no figure in that year"),
    Obstacle.NO_COMMON_YEAR: gettext_lazy("no year in common"),
    Obstacle.TWO_VALUES_FOR_ONE_YEAR: gettext_lazy("several figures for one year"),
    Obstacle.WHOLE_IS_ZERO: gettext_lazy("the whole is zero"),
    Obstacle.TOO_FEW_POINTS: gettext_lazy("too few years"),
    Obstacle.NOT_CLEAR: gettext_lazy("not clear"),
}
MOVEMENTS: dict[Movement, Words] = {
    Movement.NARROWING: gettext_lazy("the difference shrinks"),
    Movement.WIDENING: gettext_lazy("the difference grows"),
    Movement.STEADY: gettext_lazy("the difference stays"),
    Movement.NOT_KNOWN: gettext_lazy("not known"),
}
METHOD_NAMES: dict[str, Words] = {
    "open-sdg": gettext_lazy("Open SDG, after Statistics Canada"),
    "eurostat-short": gettext_lazy("Eurostat, five years"),
    "eurostat-long": gettext_lazy("Eurostat, fifteen years"),
    "un-chart": gettext_lazy("Progress Chart of the United Nations"),
    "robust": gettext_lazy("All years, with a margin"),
}
METHODS_SAY: dict[str, Words] = {
    "open-sdg": gettext_lazy(
        "The yearly growth from the first year to the newest, against the growth that the target needs. "
        "Without a target: against fixed growth rates."
    ),
    "eurostat-short": gettext_lazy("The yearly growth over the last five years, against what the target needs."),
    "eurostat-long": gettext_lazy("The yearly growth over the last fifteen years, against what the target needs."),
    "un-chart": gettext_lazy("The yearly growth since 2015, against the growth that the target needs."),
    "robust": gettext_lazy(
        "A line through all years, so that one odd year does not decide. "
        "Where its margin is too wide, there is no state."
    ),
}
STATUS_SAYS: dict[str, Words] = {
    Status.ZERO: gettext_lazy("It was counted, and the answer is zero."),
    Status.NOT_KNOWN: gettext_lazy("There is no figure in the source."),
    Status.NOT_MEASURED: gettext_lazy("Nobody measured it in that period."),
    Status.NOT_APPLICABLE: gettext_lazy("The question makes no sense here."),
    Status.HIDDEN: gettext_lazy("There is a figure, but it is about so few people that it is not shown."),
}
WHOLE = pgettext_lazy("all groups of a figure", "All together")
LARGE, ROUNDING = 1000, 1e-9
QUARTER = re.compile(r"(\d{4})-Q([1-4])$")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])$")
DAY = re.compile(r"\d{4}-\d\d-\d\d$")


PERCENT = re.compile(r"(percentage|per ?cent|procent|pourcentage)?\s*\(?%?\)?$", re.IGNORECASE)
NOTE = "note"


class Labels:
    """Names of columns and their values, from the indicator, for areas from `places`; else as the source has them."""

    def __init__(self, indicator: Indicator, areas: dict[str, Any] | None = None) -> None:
        self._labels, self._areas = indicator.labels or {}, areas or {}
        self._known: dict[tuple[str, str], str] = {}

    def column(self, column: Column) -> str:
        named = self._labels.get(column.code, {}).get("name")
        if named:
            return LocalisedText(named).plain
        # The heading of a source, such as GeoCode, is a word for programs.
        return _("Area") if column.role == ColumnRole.AREA else column.heading

    def note(self, text: str) -> str:
        """What a cell says of itself: in the reader's language where that is known, else as the source has it."""
        said = self._labels.get(NOTE, {}).get("values", {}).get(text, {})
        return str(said.get(get_language()) or text)

    def value(self, column: str, value: str) -> str:
        if (column, value) not in self._known:
            self._known[column, value] = self._value(column, value)
        return self._known[column, value]

    def _value(self, column: str, value: str) -> str:
        if not value:
            return str(WHOLE)
        named = self._labels.get(column, {}).get("values", {}).get(value)
        if named:
            return LocalisedText(named).plain
        area = self._areas.get(value)
        return area.name.plain if area else value

    def keys(self, columns: Iterable[Column], keys: Iterable[tuple[str, str]]) -> str:
        """The key of a cell: “women, Harbour”."""
        named = [self.value(code, value) for code, value in keys if value]
        return ", ".join(named) if named else str(WHOLE)


def period(label: str) -> str:
    """A period as the reader writes it; one of another form as the source has it."""
    if found := QUARTER.match(label):
        return _("quarter %(quarter)s of %(year)s") % {"quarter": found[2], "year": found[1]}
    if MONTH.match(label):
        return date_format(date.fromisoformat(f"{label}-01"), "F Y")
    return date_format(date.fromisoformat(label), "DATE_FORMAT") if DAY.match(label) else label


def decimals_for(indicator: Indicator, values: Iterable[float | None]) -> int:
    """As many as the indicator says, else as the figures need: at most one, for figures below one at most two."""
    if indicator.decimals is not None:
        return indicator.decimals
    found = [abs(value) for value in values if value]
    least = min(found, default=0.0)
    most = 0 if least >= LARGE else 1 if least >= 1 else 2
    return next((places for places in range(most) if all(_is_round(value, places) for value in found)), most)


def _is_round(value: float, places: int) -> bool:
    return abs(value - round(value, places)) < ROUNDING


def number(value: float, decimals: int) -> str:
    """A number as the reader writes it: Django's own way is five times as slow, and a page holds thousands of them."""
    return f"{round(value, decimals) + 0.0:,.{decimals}f}".translate(_separators(get_language() or ""))


@cache
def _separators(language: str) -> dict[int, str]:
    """What a point and a comma become."""
    names = {",": "THOUSAND_SEPARATOR", ".": "DECIMAL_SEPARATOR"}
    return {ord(sign): str(get_format(name, language, use_l10n=True)) for sign, name in names.items()}


def with_unit(text: str, unit: str) -> str:
    """A percent sign stands against its number, but not in French."""
    if not unit:
        return text
    return f"{text}{unit}" if unit.startswith("%") and get_language() != "fr" else f"{text}\u00a0{unit}"


def status_word(status: str) -> str:
    return str(Status(status).label)


def value_text(cell: Cell, decimals: int, unit: str = "") -> str:
    """The value, or the status that stands in its place."""
    if cell.value is None:
        return status_word(cell.status)
    return with_unit(number(cell.value, decimals), unit)


def unit_of(indicator: Indicator, labels: Labels, unit_value: tuple[str, str] | None) -> str:
    """The unit of what is shown: that of its unit column, else that of the indicator."""
    if unit_value and unit_value[1]:
        return _sign(labels.value(*unit_value))
    return _sign(indicator.unit.plain) if indicator.unit else ""


def _sign(unit: str) -> str:
    """“Percentage (%)”, as sources write it, is a sign to the reader."""
    return "%" if PERCENT.match(unit) else unit


def newest_sentences(cells: Iterable[Cell], decimals: int, unit: str) -> list[str]:
    """The headline: the newest figure, and what became of it since the one before and since the first."""
    known = [cell for cell in cells if cell.value is not None]
    if not known:
        return [_("There is no figure for everyone together.")]
    last = known[-1]
    said = [
        _("The newest figure is %(value)s (%(period)s).")
        % {"value": value_text(last, decimals, unit), "period": period(last.period)}
    ]
    for other in dict.fromkeys((*known[-2:-1], *known[:1])):
        if other is not last:
            said.append(_compared(last, other, decimals, unit))
    return said


def _compared(last: Cell, other: Cell, decimals: int, unit: str) -> str:
    assert last.value is not None
    assert other.value is not None
    difference = round(last.value - other.value, decimals)
    places = {"period": period(other.period), "difference": difference_text(abs(difference), decimals, unit)}
    if not difference:
        return _("That is the same as in %(period)s.") % places
    if difference > 0:
        return _("That is %(difference)s more than in %(period)s.") % places
    return _("That is %(difference)s less than in %(period)s.") % places


def difference_text(size: float, decimals: int, unit: str) -> str:
    """A difference of percentages is in points, not in percent."""
    if unit.startswith("%"):
        return _("%(number)s percentage points") % {"number": number(size, decimals)}
    return with_unit(number(size, decimals), unit)


def against_whole(higher: float, behind: float, direction: str, decimals: int, unit: str) -> str:
    """“3 lower: behind”. Where no direction is better, or nobody has said which, only higher or lower."""
    size = difference_text(abs(higher), decimals, unit)
    if not round(higher, decimals):
        return _("the same")
    said = _("%(size)s higher") % {"size": size} if higher > 0 else _("%(size)s lower") % {"size": size}
    if direction not in {Direction.UP, Direction.DOWN}:
        return said
    return _("%(said)s: behind") % {"said": said} if behind > 0 else _("%(said)s: ahead") % {"said": said}


def figure_text(gap: Gap, indicator: Indicator, decimals: int, unit: str) -> str:
    """The figure of the part itself, or why there is none."""
    if gap.part is None or gap.part.value is None:
        return str(OBSTACLES[gap.obstacle]) if gap.obstacle else "–"
    return with_unit(number(gap.part.value, decimals), unit)


def gap_text(gap: Gap, indicator: Indicator, decimals: int, unit: str) -> str:
    """How much higher or lower than the whole, and whether that is behind or ahead."""
    if gap.absolute is None:
        return str(OBSTACLES[gap.obstacle]) if gap.obstacle else "–"
    higher = gap.absolute if indicator.direction == "down" else -gap.absolute
    return against_whole(higher, gap.absolute, indicator.direction, decimals, unit)


def movement_text(gap: Gap) -> str:
    if gap.movement != Movement.NOT_KNOWN:
        return str(MOVEMENTS[gap.movement])
    why = gap.movement_obstacle
    return str(OBSTACLES[why]) if why else str(MOVEMENTS[Movement.NOT_KNOWN])
