"""Small squares instead of districts, and the real boundaries where they are at hand."""

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.places.operations import import_boundaries, load_areas

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("STADSRECHT_DATA", ROOT.parent / "shared" / "data")) / "utrecht"
AT = datetime(2026, 6, 1, tzinfo=UTC)


def ring(west, south, side=0.01):
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def square(code, west=5.0, **properties):
    """One feature: a square of about a kilometre."""
    return {
        "type": "Feature",
        "properties": {"statcode": code, "statnaam": f"name of {code}", **properties},
        "geometry": {"type": "Polygon", "coordinates": [ring(west, 52.0)]},
    }


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": features})


DISTRICTS = tuple(square(f"WK99990{number}", 5.0 + number / 100) for number in (1, 2, 3))


@pytest.fixture
def bring(db):
    """`bring(features, level="district", ...)` imports them; a text is taken as the file itself."""

    def act(features=DISTRICTS, **given):
        words = {"level": "district", "source": "Test 2024", "valid_from": date(2024, 1, 1), "acting_user": SYSTEM}
        content = features if isinstance(features, str | bytes) else collection(*features)
        return import_boundaries(content=content, at=AT, **{**words, **given})

    return act


@pytest.fixture
def utrecht(db):
    """`utrecht("wijken_2012")` gives the file's bytes; the areas of the Utrecht pack are loaded."""
    if not DATA.is_dir():
        pytest.skip("no data")
    load_areas(ROOT / "cities" / "utrecht", acting_user=SYSTEM, at=AT)
    return lambda name: (DATA / f"{name}.geojson").read_bytes()
