"""Series as tests write them."""

import os
from pathlib import Path

from stadsrecht_engines.progress import Series, point

ROOT = Path(__file__).resolve().parents[3]
CASES = Path(os.environ.get("STADSRECHT_DATA") or ROOT.parent / "shared" / "data") / "progress" / "cases.json"


def series(*pairs, name="series"):
    """From pairs of a period and a value or a status."""
    return Series(tuple(point(period, held) for period, held in pairs), name)


def yearly(values, first=2015, name="series"):
    """One value a year."""
    return series(*enumerate(values, start=first), name=name)
