"""Maps: each area a link with a name, drawn from boundaries where they are loaded, else from the tiles of the pack.

Any room may show one: make rows, call `area_map`, and include `places/map.html` with it as `map`.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from stadsrecht.places.models import Area, Period
from stadsrecht.places.queries.areas import on as holds_on
from stadsrecht.places.queries.drawing import path_of, projection_for

MOST_LABELS = 16  # more names than this do not fit on a map
TILE = 180
GAP = 8
LINE_HEIGHT = 34
LETTER = 16  # about the width of a letter


class Outline(NamedTuple):
    """What a map needs of a period: a GeoJSON geometry, [longitude, latitude] and words."""

    shape: Any
    label_at: Any
    source: str


@dataclass(frozen=True)
class MapRow:
    """What a map says of one area: where its link goes, a value in words, and a class for its colour."""

    area: Area
    href: str
    value_text: str = ""
    css_class: str = ""

    @property
    def spoken(self) -> str:
        """The name of the link: the place, and what is to be said of it."""
        return f"{self.area.name.plain}: {self.value_text}" if self.value_text else self.area.name.plain


@dataclass(frozen=True)
class Label:
    """One line of a name, at its place on the drawing."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Drawn:
    row: MapRow
    path: str
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True)
class AreaMap:
    """`is_schematic`: tiles in about the right place, not boundaries. `missing`: rows that could not be drawn."""

    drawn: tuple[Drawn, ...]
    missing: tuple[MapRow, ...]
    width: int
    height: int
    is_schematic: bool
    sources: tuple[str, ...] = ()

    @property
    def has_labels(self) -> bool:
        return any(area.labels for area in self.drawn)


def area_map(rows: Iterable[MapRow], *, on: date) -> AreaMap:
    """A map of the rows' areas as they are bounded on that day. One database statement."""
    listed = list(rows)
    found = Period.objects.filter(holds_on(on), area__in=[row.area.pk for row in listed], outline__isnull=False)
    outlines = {
        area_id: Outline(shape, label_at, source)
        for area_id, shape, label_at, source in found.values_list("area_id", "outline", "label_at", "source")
    }
    tiles = [(row, *row.area.tile) for row in listed if row.area.tile]
    if outlines and len(outlines) >= len(tiles):
        return _bounded(listed, outlines)
    return _tiled(tiles, [row for row in listed if not row.area.tile])


def _bounded(rows: Sequence[MapRow], outlines: dict[int, Outline]) -> AreaMap:
    place = projection_for(outline.shape for outline in outlines.values())
    there = [row for row in rows if row.area.pk in outlines]
    labels: dict[MapRow, tuple[Label, ...]] = {}
    if len(there) <= MOST_LABELS:
        for row in sorted(there, key=lambda row: not row.css_class):  # those that stand out are named first
            wanted = _labels(row.area.name.plain, *place(*outlines[row.area.pk].label_at))
            if not any(_overlap(wanted, other) for other in labels.values()):
                labels[row] = wanted
    return AreaMap(
        drawn=tuple(Drawn(row, path_of(outlines[row.area.pk].shape, place), labels.get(row, ())) for row in there),
        missing=tuple(row for row in rows if row.area.pk not in outlines),
        width=place.width,
        height=place.height,
        is_schematic=False,
        sources=tuple(sorted({outline.source for outline in outlines.values() if outline.source})),
    )


def _tiled(tiles: Sequence[tuple[MapRow, int, int]], missing: Sequence[MapRow]) -> AreaMap:
    if not tiles:
        return AreaMap((), tuple(missing), 0, 0, True)
    top, left = min(down for _row, down, _across in tiles), min(across for _row, _down, across in tiles)
    side = TILE - GAP
    drawn = []
    for row, down, across in tiles:
        x, y = (across - left) * TILE + GAP // 2, (down - top) * TILE + GAP // 2
        labels = _labels(row.area.name.plain, x + side // 2, y + side // 2)
        drawn.append(Drawn(row, f"M{x} {y}h{side}v{side}h-{side}z", labels))
    width = (max(across for _row, _down, across in tiles) - left + 1) * TILE
    height = (max(down for _row, down, _across in tiles) - top + 1) * TILE
    return AreaMap(tuple(drawn), tuple(missing), width, height, True)


def _labels(name: str, x: int, y: int) -> tuple[Label, ...]:
    """A name around its point, a line for each of at most three words."""
    words = re.findall(r"[^\s-]*(?:-\s*|\s+|$)", name.strip())
    size = math.ceil((len(words) - 1) / 3) or 1
    lines = [line for start in range(0, len(words), size) if (line := "".join(words[start : start + size]).strip())]
    top = y - (len(lines) - 1) * LINE_HEIGHT // 2
    return tuple(Label(x, top + number * LINE_HEIGHT, line) for number, line in enumerate(lines))


def _box(lines: Sequence[Label]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a name, about."""
    half = max(len(line.text) for line in lines) * LETTER / 2
    x = lines[0].x
    return x - half, lines[0].y - LINE_HEIGHT / 2, x + half, lines[-1].y + LINE_HEIGHT / 2


def _overlap(one: Sequence[Label], other: Sequence[Label]) -> bool:
    left, top, right, bottom = _box(one)
    other_left, other_top, other_right, other_bottom = _box(other)
    return left < other_right and other_left < right and top < other_bottom and other_top < bottom
