"""Line charts, drawn here: lines without words become paths, and every word a text of fixed size beside them.

The drawing is stretched to the width of the page while its words are not, so it can be read on a telephone. Lines are
told apart by dashes as well as by colour, and the legend stands in the order in which they end.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from stadsrecht.monitoring.models import Cell
from stadsrecht.monitoring.queries import Line

SIDE = 1000  # of the stretched drawing
LEFT, RIGHT, TOP, BOTTOM = 70, 975, 20, 985
MOST_TOGETHER = 6  # groups in one drawing beside the whole
MOST_APART = 40  # groups with a small drawing of their own
TICKS = 4
LABELS = 5
PART_OF_YEAR = re.compile(r"\d{4}-")


@dataclass(frozen=True)
class Tick:
    """A place along an axis, in the drawing (0 to 1000), and what it stands for."""

    at: float
    value: Any
    anchor: str = "middle"

    @property
    def percent(self) -> str:
        return f"{self.at / 10:.2f}%"


@dataclass(frozen=True)
class Scale:
    """From value and day to the drawing."""

    low: float
    high: float
    first: int
    last: int
    ticks: tuple[float, ...]

    def x(self, day: int) -> float:
        if self.last == self.first:
            return (LEFT + RIGHT) / 2
        return LEFT + (RIGHT - LEFT) * (day - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * (value - self.low) / (self.high - self.low)

    @property
    def begins_at_zero(self) -> bool:
        return self.low <= 0 <= self.high


@dataclass(frozen=True)
class Drawn:
    """One line: its path, its dots, and the dots of provisional figures, which are open."""

    line: Line
    style: int
    path: str
    dots: str
    open_dots: str
    is_whole: bool


@dataclass(frozen=True)
class Chart:
    scale: Scale
    drawn: tuple[Drawn, ...]
    apart: tuple[Drawn, ...]
    left_out: int
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    breaks: str
    target: str

    @property
    def whole(self) -> Drawn | None:
        return next((one for one in self.drawn if one.is_whole), None)


def day_of(cell: Cell) -> int:
    return date.fromisoformat(cell.starts_on).toordinal()


def chart_of(found: Sequence[Line], target: tuple[int, float] | None = None) -> Chart | None:
    """A drawing of these lines; None where there is no value to draw. `target`: year and value, for the whole."""
    with_values = [line for line in found if line.last]
    if not with_values:
        return None
    scale = _scale(with_values, target)
    groups = [line for line in with_values if line.key]
    is_crowded = len(groups) > MOST_TOGETHER
    shown = [line for line in with_values if not line.key or not is_crowded]
    apart = groups[:MOST_APART] if is_crowded else []
    return Chart(
        scale,
        tuple(sorted((_drawn(line, number, scale) for number, line in enumerate(_whole_first(shown))), key=_end)),
        tuple(_drawn(line, 1, scale) for line in apart),
        max(len(groups) - MOST_APART, 0) if is_crowded else 0,
        _across(with_values, scale),
        tuple(Tick(scale.y(value), value) for value in scale.ticks),
        _breaks(shown or apart, scale),
        _target(shown, target, scale),
    )


def spark(cells: Sequence[Cell]) -> str:
    """The path of a line as small as a word, on a drawing of 100 by 30; blank for fewer than two values."""
    known = [cell for cell in cells if cell.value is not None]
    if len(known) < 2:
        return ""
    values = [cell.value for cell in known if cell.value is not None]
    low, high = min(values), max(values)
    first, last = day_of(known[0]), day_of(known[-1])
    points = [
        (3 + 94 * (day_of(cell) - first) / ((last - first) or 1), 26 - 22 * ((value - low) / (high - low or 1)))
        for cell, value in zip(known, values, strict=True)
    ]
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points)


def _whole_first(found: Iterable[Line]) -> list[Line]:
    """The style 0 is that of the whole; without one, groups begin at style 1."""
    rows = sorted(found, key=lambda line: bool(line.key))
    return rows if rows and not rows[0].key else [Line("", ()), *rows]


def _end(one: Drawn) -> float:
    return -(one.line.last.value or 0.0) if one.line.last else math.inf


def _scale(found: Sequence[Line], target: tuple[int, float] | None) -> Scale:
    values = [cell.value for line in found for cell in line.cells if cell.value is not None]
    days = [day_of(cell) for line in found for cell in line.cells]
    if target:
        values.append(target[1])
        days.append(date(target[0], 1, 1).toordinal())
    low, high = min(values), max(values)
    if low >= 0 and low < 0.6 * high:
        low = 0.0
    if low == high:
        low, high = (0.0, high) if high > 0 else (low - 1.0, low + 1.0)
    step = _step((high - low) / TICKS)
    bottom, top = math.floor(low / step) * step, math.ceil(high / step - 1e-9) * step
    count = round((top - bottom) / step)
    return Scale(bottom, top, min(days), max(days), tuple(bottom + step * number for number in range(count + 1)))


def _step(rough: float) -> float:
    """The next round number: 1, 2 or 5 and its tens."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough - 1e-12)


def _drawn(line: Line, style: int, scale: Scale) -> Drawn:
    return Drawn(
        line,
        style,
        _path(line.cells, scale),
        _dots((cell for cell in line.cells if not cell.is_provisional), scale),
        _dots((cell for cell in line.cells if cell.is_provisional), scale),
        not line.key,
    )


def _path(cells: Iterable[Cell], scale: Scale) -> str:
    """A cell without a value, or a break, interrupts the line."""
    text, pen = "", "M"
    for cell in cells:
        if cell.value is None:
            pen = "M"
            continue
        text += f"{'M' if cell.is_break else pen}{scale.x(day_of(cell)):.0f} {scale.y(cell.value):.0f}"
        pen = "L"
    return text


def _dots(cells: Iterable[Cell], scale: Scale) -> str:
    return "".join(
        f"M{scale.x(day_of(cell)):.0f} {scale.y(cell.value):.0f}h0" for cell in cells if cell.value is not None
    )


def _across(found: Sequence[Line], scale: Scale) -> tuple[Tick, ...]:
    """The first and the last period, and some between them at even distances."""
    periods = {day_of(cell): cell.period for line in found for cell in line.cells}
    days = sorted(periods)
    every = max(1, math.ceil((len(days) - 1) / (LABELS - 1))) if len(days) > 1 else 1
    kept = [day for number, day in enumerate(reversed(days)) if number % every == 0]
    room = (RIGHT - LEFT) / LABELS * 0.8
    ticks: list[Tick] = []
    for day in kept:
        at = scale.x(day)
        if not ticks or ticks[-1].at - at >= room:
            ticks.append(Tick(at, _short(periods[day]), "end" if at > 940 else "start" if at < 120 else "middle"))
    return tuple(ticks)


def _short(period: str) -> str:
    """A quarter, month or day is too long for an axis: its year."""
    return period[:4] if PART_OF_YEAR.match(period) else period


def _breaks(found: Sequence[Line], scale: Scale) -> str:
    days = {day_of(cell) for line in found for cell in line.cells if cell.is_break}
    return "".join(f"M{scale.x(day):.0f} 0V{SIDE}" for day in sorted(days))


def _target(found: Sequence[Line], target: tuple[int, float] | None, scale: Scale) -> str:
    """From the newest figure of the whole to its target."""
    last = next((line.last for line in found if not line.key), None)
    if not target or last is None or last.value is None:
        return ""
    end = f"{scale.x(date(target[0], 1, 1).toordinal()):.0f} {scale.y(target[1]):.0f}"
    return f"M{scale.x(day_of(last)):.0f} {scale.y(last.value):.0f}L{end}"
