"""Each reason to refuse a file or a feature has a name, and nonsense never crashes."""

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stadsrecht.kernel.errors import StadsrechtError, TextTooLong
from stadsrecht.places import errors
from stadsrecht.places.operations.geojson import LARGEST_FILE, find_properties, read_features
from stadsrecht.places.operations.shapes import checked_geometry
from tests.places.conftest import DISTRICTS, collection, ring, square


def shaped(kind, coordinates):
    return {**square("WK999901"), "geometry": {"type": kind, "coordinates": coordinates}}


METRES = [[133000, 455000], [134000, 455000], [134000, 456000], [133000, 455000]]
BOW = [[5.0, 52.0], [5.1, 52.1], [5.1, 52.0], [5.0, 52.1], [5.0, 52.0]]
LINE = [[5.0, 52.0], [5.1, 52.1], [5.0, 52.0], [5.0, 52.0]]
FEATURES = [
    ("nonsense", "NotAFeature"),
    ({"type": "Polygon"}, "NotAFeature"),
    (square(""), "CodeMissing"),
    (square(None), "CodeMissing"),
    (square(["WK999901"]), "CodeMissing"),
    (square("WK 9999/01"), "CodeUnusable"),
    (square("W" * 21), "CodeUnusable"),
    (square("BU99990101"), "CodeOfOtherLevel"),
    (square("GM9999"), "CodeOfOtherLevel"),
    (square("WK999901", statnaam=""), "NameMissing"),
    (square("WK999901", statnaam="\x00\ud800"), "NameMissing"),
    (square("WK999901", statnaam="x" * 121), "NameTooLong"),
    (square("WK888801"), "UnknownParent"),
    (square("somewhere"), "UnknownParent"),
    (square("WK999904", parent="WK999901"), "UnknownParent"),
    ({**square("WK999901"), "geometry": None}, "NoPolygon"),
    (shaped("Point", [5.0, 52.0]), "NoPolygon"),
    (shaped("Polygon", None), "CoordinatesUnreadable"),
    (shaped("Polygon", [5.0, 52.0]), "CoordinatesUnreadable"),
    (shaped("Polygon", [[["5.0", 52.0]] * 4]), "CoordinatesUnreadable"),
    (shaped("Polygon", [[[5.0]] * 4]), "CoordinatesUnreadable"),
    (shaped("Polygon", [[[float("nan"), 52.0]] * 4]), "CoordinatesUnreadable"),
    (shaped("Polygon", [[[10**400, 52.0]] * 4]), "CoordinatesUnreadable"),
    (shaped("Polygon", [METRES]), "CoordinatesInMetres"),
    (shaped("Polygon", [[[200, 52.0]] * 4]), "CoordinatesOutOfRange"),
    (shaped("Polygon", []), "RingTooShort"),
    (shaped("MultiPolygon", []), "RingTooShort"),
    (shaped("MultiPolygon", [[]]), "RingTooShort"),
    (shaped("Polygon", [ring(5.0, 52.0)[:2] + ring(5.0, 52.0)[-1:]]), "RingTooShort"),
    (shaped("Polygon", [ring(5.0, 52.0)[:-1]]), "RingNotClosed"),
    (shaped("Polygon", [BOW]), "RingCrossesItself"),
    (shaped("Polygon", [ring(5.0, 52.0), ring(6.0, 52.0)]), "BoundaryInvalid"),
    (shaped("MultiPolygon", [[ring(5.0, 52.0)], [ring(5.002, 52.002, 0.002)]]), "BoundaryInvalid"),
    (shaped("Polygon", [LINE]), "BoundaryInvalid"),
]


@pytest.mark.parametrize(("feature", "name"), FEATURES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_feature_is_refused_by_name(bring, feature, name):
    """With a sentence in which nothing is left unfilled."""
    with pytest.raises(errors.BoundariesRefused) as refusal:
        bring([DISTRICTS[1], feature])
    (row,) = refusal.value.report
    assert (row.number, row.reason.code) == (2, name)
    assert "%(" not in str(row.reason)


def test_every_reason_has_its_case():
    """Whoever adds a reason adds a test."""
    tested = {name for _feature, name in FEATURES} | {"CodeTwice", "OtherCity", "OtherParent"}
    assert tested == {kind.__name__ for kind in errors.FeatureRefused.__subclasses__()}


def test_a_code_may_stand_in_a_file_once(bring):
    """The second one is told where the first stands."""
    with pytest.raises(errors.BoundariesRefused) as refusal:
        bring([DISTRICTS[0], DISTRICTS[0]])
    assert str(refusal.value.report[0].reason).rstrip(".").endswith("1")


def test_another_city_is_refused(bring):
    """An installation serves one city."""
    with pytest.raises(errors.BoundariesRefused) as refusal:
        bring([square("GM0001")], level="city")
    assert refusal.value.report[0].reason.code == "OtherCity"


def test_an_area_does_not_move_to_another_parent(bring):
    """A code whose parent changed is another area."""
    bring([square("plein", parent="WK999901")], level="neighbourhood")
    with pytest.raises(errors.BoundariesRefused) as refusal:
        bring([square("plein", parent="WK999902")], level="neighbourhood")
    assert refusal.value.report[0].reason.code == "OtherParent"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("", errors.NothingToImport),
        (" \n", errors.NothingToImport),
        ("<html>", errors.NotGeojson),
        (b"\xff\xfe\x00", errors.NotGeojson),
        ("[" * 100_000, errors.NotGeojson),
        ('{"a":' * 100_000, errors.NotGeojson),
        ("9" * 10_000, errors.NotGeojson),
        ("[]", errors.NotFeatureCollection),
        ("null", errors.NotFeatureCollection),
        ('{"type": "FeatureCollection", "features": []}', errors.NotFeatureCollection),
        ('{"type": "FeatureCollection", "features": {"a": 1}}', errors.NotFeatureCollection),
        (json.dumps(square("WK999901")), errors.NotFeatureCollection),
        ('{"type": "FeatureCollection", "features": [1]}', errors.PropertyNotFound),
        (b" " * (LARGEST_FILE + 1), errors.FileTooLarge),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_a_file_is_refused_by_name(bring, content, error):
    """Before any feature is looked at."""
    with pytest.raises(error):
        bring(content)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"source": "  "}, errors.SourceMissing),
        ({"source": "x" * 301}, TextTooLong),
        ({"level": "planet"}, errors.UnknownLevel),
        ({"code_property": "postcode"}, errors.PropertyNotFound),
        ({"name_property": "nickname"}, errors.NamePropertyNotFound),
    ],
)
def test_what_is_said_of_a_file_is_checked(bring, given, error):
    """The message of a missing property names those that there are."""
    with pytest.raises(error) as refusal:
        bring(**given)
    if isinstance(refusal.value, errors.PropertyNotFound):
        assert "statcode" in str(refusal.value)


def test_a_height_is_dropped_and_a_byte_order_mark_forgiven(bring):
    """Both are common and harmless."""
    feature = square("WK999901")
    feature["geometry"]["coordinates"] = [[[*place, 1.5] for place in ring(5.0, 52.0)]]
    assert bring(b"\xef\xbb\xbf" + collection(feature).encode()).added == ["WK999901"]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@given(st.sampled_from(["Polygon", "MultiPolygon"]), values)
@settings(max_examples=200, deadline=None)
def test_no_coordinates_crash_the_check(kind, coordinates):
    """Whatever stands there, it is taken or refused by name."""
    with suppress(errors.FeatureRefused):
        checked_geometry({"type": kind, "coordinates": coordinates})


@given(st.one_of(st.binary(max_size=60), st.text(max_size=60), values.map(json.dumps)))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_file_crashes_the_reader(content):
    """It gives features or a named error."""
    with suppress(StadsrechtError):
        find_properties(read_features(content), "district", "", "")


degrees = st.floats(min_value=-80, max_value=80, allow_nan=False)


@given(degrees, degrees, st.floats(min_value=1e-4, max_value=5), st.integers(0, 3))
@settings(deadline=None)
def test_a_square_is_valid_from_whichever_corner_it_starts(west, south, side, turn):
    """Also the other way round: the direction of a ring says nothing."""
    whole = ring(west, south, side)[:-1]
    turned = whole[turn:] + whole[:turn]
    for points in (turned, turned[::-1]):
        shape = {"type": "Polygon", "coordinates": [[*points, points[0]]]}
        assert checked_geometry(shape) == shape


@given(degrees, degrees, st.floats(min_value=1e-3, max_value=5))
@settings(deadline=None)
def test_a_bow_tie_is_never_valid(west, south, side):
    """Two corners changed places."""
    one, two, three, four, _one = ring(west, south, side)
    with pytest.raises(errors.RingCrossesItself):
        checked_geometry({"type": "Polygon", "coordinates": [[one, three, two, four, one]]})
