"""The published cases, where they are at hand."""

import json

import pytest

from engines.tests.progress.made import CASES


@pytest.fixture(scope="session")
def published():
    """The whole file of cases."""
    if not CASES.exists():
        pytest.skip("skipped: no data")
    return json.loads(CASES.read_text(encoding="utf-8"))
