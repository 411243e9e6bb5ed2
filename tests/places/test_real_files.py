"""The real boundaries of Utrecht, from the statistics office."""

from datetime import date

import pytest
import shapely
from shapely.geometry import shape

from stadsrecht.places import queries
from stadsrecht.places.errors import BoundariesRefused
from stadsrecht.places.models import Area, Period
from stadsrecht.places.queries import MapRow

FILES = {"wijken_2012": ("district", 2012, 10), "buurten_2014": ("neighbourhood", 2014, 111)}


@pytest.fixture
def real(bring, utrecht):
    def act(name, **given):
        level, year, _size = FILES[name]
        return bring(utrecht(name), **{"level": level, "valid_from": date(year, 1, 1), **given})

    return act


@pytest.mark.parametrize("name", FILES)
def test_every_feature_is_taken(real, name):
    """Ten districts, 111 neighbourhoods."""
    assert len(real(name).added) == FILES[name][2]


@pytest.mark.parametrize("name", FILES)
def test_twice_does_nothing(real, name):
    """Also with thousands of points."""
    real(name)
    assert not real(name).is_change


def test_each_neighbourhood_lies_in_its_district(real):
    """And each district in the city."""
    real("buurten_2014")
    rows = Area.objects.filter(level="neighbourhood", parent__parent__code="GM0344")
    assert rows.count() == 111
    assert all(row.code[2:8] == row.parent.code[2:8] for row in rows)


def test_neighbourhoods_are_no_districts(real):
    """The wrong level is refused, feature by feature."""
    with pytest.raises(BoundariesRefused) as refusal:
        real("buurten_2014", level="district")
    assert {row.reason.code for row in refusal.value.report} == {"CodeOfOtherLevel"}
    assert len(refusal.value.report) == 111


@pytest.mark.parametrize("name", FILES)
def test_the_outlines_are_small_and_right(real, name):
    """Few points, valid shapes, and together the same land within one per cent."""
    real(name)
    rows = list(Period.objects.filter(outline__isnull=False))
    thin, full = ([shape(getattr(row, column)) for row in rows] for column in ("outline", "boundary"))
    assert shapely.get_num_coordinates(thin).sum() <= 1600
    assert all(one.is_valid for one in thin)
    assert sum(one.area for one in thin) == pytest.approx(sum(one.area for one in full), rel=0.01)


@pytest.mark.parametrize("name", FILES)
def test_the_map_has_every_area(real, name):
    """None is missing and each has a path."""
    real(name)
    rows = [MapRow(area, "#") for area in queries.areas(FILES[name][0]).filter(code__contains="0344")]
    drawing = queries.area_map(rows, on=date(2020, 1, 1))
    assert (len(drawing.drawn), drawing.missing, drawing.is_schematic) == (FILES[name][2], (), False)


@pytest.mark.parametrize("name", FILES)
def test_the_map_is_small(real, client, name):
    """At most 40 kB of SVG, with a link for every area."""
    real(name)
    page = client.get(f"/nl/places/?level={FILES[name][0]}").content.decode()
    drawing = page[page.index('<svg class="sr-map') : page.index("</svg>", page.index('<svg class="sr-map'))]
    assert len(drawing) <= 40_000
    assert drawing.count("<a href=") >= FILES[name][2]
