"""From the earth to a drawing: nothing is lost, nothing lies outside, and a kilometre is as long in every direction."""

import math
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stadsrecht.places import queries
from stadsrecht.places.queries import MapRow
from stadsrecht.places.queries.drawing import MARGIN, WIDTH, label_point, outlines, path_of, projection_for
from stadsrecht.places.queries.maps import _labels
from tests.places.conftest import ring, square

TODAY = date(2026, 6, 1)
LOW = {"level": "neighbourhood"}
places = st.tuples(st.floats(-170, 170), st.floats(-75, 75))
sizes = st.floats(0.001, 2)


def polygon(west, south, side):
    return {"type": "Polygon", "coordinates": [ring(west, south, side)]}


def drawn_points(path):
    """The corners of a path of ours, as absolute places."""
    found = []
    for part in path.split("z")[:-1]:
        start, steps = part[1:].split("l")
        x, y = map(int, start.split())
        found.append((x, y))
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + across, y + down
            found.append((x, y))
    return found


@given(places, sizes)
@settings(deadline=None)
def test_the_drawing_holds_every_point(place, side):
    """Also its margin."""
    shape = polygon(*place, side)
    drawing = projection_for([shape])
    for x, y in drawn_points(path_of(shape, drawing)):
        assert MARGIN <= x <= WIDTH - MARGIN
        assert MARGIN <= y <= drawing.height - MARGIN + 1


@given(places, st.floats(0.001, 0.2))
@settings(deadline=None)
def test_a_kilometre_is_as_long_north_as_east(place, side):
    """A degree of longitude is shortened by the cosine of the latitude."""
    drawing = projection_for([polygon(*place, side)])
    middle = math.radians(place[1] + side / 2)
    assert drawing.across == pytest.approx(drawing.down * math.cos(middle), rel=0.01)


@given(places, sizes)
@settings(deadline=None)
def test_north_is_up_and_east_is_right(place, side):
    """As on any map."""
    west, south = place
    drawing = projection_for([polygon(west, south, side)])
    (left, bottom), (right, top) = drawing(west, south), drawing(west + side, south + side)
    assert left < right
    assert top < bottom


@given(places, sizes)
@settings(deadline=None)
def test_a_square_stays_a_square_of_four_corners(place, side):
    """Simplifying takes no corner that matters."""
    assert len(outlines([polygon(*place, side)])[0]["coordinates"][0]) == 5


@given(places, st.floats(0.01, 1))
@settings(deadline=None)
def test_a_label_stands_inside(place, side):
    """In the middle of the largest circle that fits."""
    west, south = place
    x, y = label_point(polygon(west, south, side))
    assert west < x < west + side
    assert south < y < south + side


def test_neighbours_still_touch_after_simplifying():
    """A border that is shared is simplified once."""
    wavy = [[5.0 + math.sin(step / 9) / 1000, 52 + step / 9000] for step in range(901)]
    east = {"type": "Polygon", "coordinates": [[*wavy, [5.1, 52.1], [5.1, 52.0], wavy[0]]]}
    west = {"type": "Polygon", "coordinates": [[*wavy, [4.9, 52.1], [4.9, 52.0], wavy[0]]]}
    thin = [{tuple(place) for place in shape["coordinates"][0]} for shape in outlines([east, west], budget=200)]
    assert sum(map(len, thin)) <= 200
    assert len(thin[0] - thin[1]) == len(thin[1] - thin[0]) == 2


def test_without_boundaries_the_tiles_are_drawn(db):
    """One in the place that the pack gives it, beside its neighbours."""
    drawing = queries.area_map([MapRow(row, "#") for row in queries.areas("district")], on=TODAY)
    assert drawing.is_schematic
    assert [area.path.split("h")[0] for area in drawing.drawn] == ["M4 4", "M184 4", "M364 4"]
    assert (drawing.width, drawing.height) == (540, 180)


def test_with_boundaries_the_tiles_are_gone(bring):
    """What is loaded is drawn, with its source."""
    bring()
    drawing = queries.area_map([MapRow(row, "#") for row in queries.areas("district")], on=TODAY)
    assert (drawing.is_schematic, drawing.sources) == (False, ("Test 2024",))


def test_a_map_of_an_earlier_day_shows_the_earlier_boundaries(bring):
    """A figure of 2021 is not drawn on the borders of 2024."""
    bring()
    rows = [MapRow(row, "#") for row in queries.areas("district")]
    assert queries.area_map(rows, on=date(2021, 1, 1)).is_schematic


def test_what_has_neither_boundary_nor_tile_is_named(db):
    """The city itself has no tile."""
    drawing = queries.area_map([MapRow(row, "#") for row in queries.areas()], on=TODAY)
    assert [row.area.code for row in drawing.missing] == ["GM9999"]


def test_a_map_of_nothing_is_no_map(db):
    """And no fault."""
    assert queries.area_map([], on=TODAY).drawn == ()


def test_a_map_is_one_statement(bring, django_assert_num_queries):
    """However many areas it has."""
    bring()
    rows = [MapRow(row, "#") for row in queries.areas("district")]
    with django_assert_num_queries(1):
        queries.area_map(rows, on=TODAY)


def test_names_that_would_cover_each_other_are_left_to_the_list(bring):
    """Each area keeps its link and its tooltip; the one that stands out keeps its name on the map."""
    bring(
        [square(f"BU9999010{number}", 5.0 + number / 100, statnaam="a rather long name") for number in range(9)], **LOW
    )
    rows = [MapRow(row, "#", css_class="is-here" * (row.code[-1] == "4")) for row in queries.areas("neighbourhood")]
    drawing = queries.area_map(rows, on=TODAY)
    named = [area.row.area.code for area in drawing.drawn if area.labels]
    assert 0 < len(named) < 9
    assert "BU99990104" in named


def test_a_map_of_very_many_areas_has_no_names(bring):
    """They would be a grey cloud."""
    bring([square(f"BU999901{number}", 5.0 + number / 10) for number in range(10, 40)], **LOW)
    drawing = queries.area_map([MapRow(row, "#") for row in queries.areas("neighbourhood")], on=TODAY)
    assert (len(drawing.drawn), drawing.has_labels) == (30, False)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("West", ["West"]),
        ("Vleuten-De Meern", ["Vleuten-", "De", "Meern"]),
        ("taag- en rubicondreef en omgeving", ["taag- en", "rubicondreef en", "omgeving"]),
        ("Leidsche Rijn", ["Leidsche", "Rijn"]),
        ("-", ["-"]),
    ],
)
def test_a_name_is_broken_between_words(name, lines):
    """At most three lines, and no letter is lost."""
    assert [label.text for label in _labels(name, 0, 0)] == lines
