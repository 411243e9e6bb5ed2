"""An import that is killed, at whatever moment, leaves the old figures or the new ones, whole.

Real processes on a real database of their own, beside the one of the tests: a process that dies must not take it along.
"""

import os
import random
import signal
import time

import pytest

from stadsrecht.monitoring.bridge.reading import OPEN_SDG, read_files
from tests.monitoring.installation import Installation, own_database

pytestmark = pytest.mark.slow
TIMES = int(os.environ.get("KILLS", "8"))
INDICATORS, YEARS = 8, range(1950, 2025)
GROUPS = ("", "Female", "Male", "Other")


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    with own_database(f"killed_{os.getpid()}") as address:
        ours = Installation(address, tmp_path_factory.mktemp("installation"))
        ours.run("migrate")
        ours.run("load_catalogue")
        yield ours
        ours.verifier.kill()
        ours.verifier.communicate()


def folder(root, generation):
    """Every figure is another one in every generation; gives the folder and the digests that it should come to."""
    files = {}
    for number in range(1, INDICATORS + 1):
        lines = [f"{year},{group},{year + number / 10 + generation}" for group in GROUPS for year in YEARS]
        files[f"data/indicator_3-{number}-1.csv"] = "\n".join(["Year,Sex,Value", *lines]).encode()
    place = root / f"generation-{generation}"
    (place / "data").mkdir(parents=True)
    for name, content in files.items():
        (place / name).write_bytes(content)
    return place, {one.code: one.table.sha256 for one in read_files(OPEN_SDG, files)}


def test_killed_at_random_moments_each_indicator_is_whole(installation, tmp_path):
    """All old or all new, never some of each; and the trail and every file verify."""
    place, old = folder(tmp_path, 0)
    started = time.monotonic()
    installation.run("import", OPEN_SDG, str(place), "--publish")
    lasts = time.monotonic() - started
    chance = random.Random(20261127)  # noqa: S311  (moments, not secrets)
    seen = {"old": 0, "new": 0}
    generation, (place, new) = 1, folder(tmp_path, 1)
    for _moment in range(TIMES):
        process = installation.begin("import", OPEN_SDG, str(place), "--publish")
        time.sleep(chance.uniform(0.2, 1.05) * lasts)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = installation.published()
        assert found in (old, new)
        assert installation.verify().startswith("OK")
        seen["new" if found == new else "old"] += 1
        if found == new:
            generation, old = generation + 1, new
            place, new = folder(tmp_path, generation)
    assert seen["old"], "no kill came early enough to matter"
    installation.run("import", OPEN_SDG, str(place), "--publish")
    assert installation.published() == new


def test_stopped_by_ctrl_c_nothing_changes(installation, tmp_path):
    """Not even where files were kept already, and the process does not end as if it were done."""
    place, old = folder(tmp_path, 1000)
    installation.run("import", OPEN_SDG, str(place), "--publish")
    kept, deadline = len(list(installation.var.rglob("*.parquet"))), time.monotonic() + 30
    process = installation.begin("import", OPEN_SDG, str(folder(tmp_path, 1001)[0]), "--publish")
    while len(list(installation.var.rglob("*.parquet"))) <= kept and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    said, _none = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert installation.published() == old
