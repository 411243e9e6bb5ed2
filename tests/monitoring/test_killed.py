"""An import that is killed, at whatever moment, leaves the old figures or the new ones, whole.

Real processes on a real database of their own, beside the one of the tests: a process that dies must not take it along.
"""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import cached_property
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from stadsrecht.monitoring.bridge import store
from stadsrecht.monitoring.bridge.reading import OPEN_SDG, read_files

pytestmark = pytest.mark.slow
TIMES, INDICATORS, YEARS = 20, 8, range(1950, 2025)
AT_WORK = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> 'verifier'
"""
# One process that verifies as often as it is asked, for starting one each time would take most of the test's time.
VERIFIER = """
import sys, django
django.setup()
from django.core.management import call_command
for line in sys.stdin:
    call_command("audit", "verify")
    sys.stdout.flush()
"""
GROUPS = ("", "Female", "Male", "Other")


class Installation:
    """An installation with a database and a folder of its own, worked on by `stadsrecht` commands."""

    def __init__(self, address, var):
        self.address, self.var = address, var
        self.environment = {**os.environ, "DATABASE_URL": address, "STADSRECHT_VAR": str(var), "DEMO": "0"}

    def begin(self, *words):
        return subprocess.Popen(
            [sys.executable, "-m", "stadsrecht.config.command", *words],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *words):
        process = self.begin(*words)
        said, _none = process.communicate(timeout=120)
        assert process.returncode == 0, said
        return said

    @cached_property
    def verifier(self):
        settings = {"DJANGO_SETTINGS_MODULE": "stadsrecht.config.settings", "PGAPPNAME": "verifier"}
        return subprocess.Popen(
            [sys.executable, "-c", VERIFIER],
            env={**self.environment, **settings},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def verify(self):
        """What `stadsrecht audit verify` says."""
        self.verifier.stdin.write("now\n")
        self.verifier.stdin.flush()
        return self.verifier.stdout.readline()

    def published(self):
        """Code -> digest of what is published, once no process of the database works for the dead any more."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            while connection.execute(AT_WORK).fetchone()[0]:
                time.sleep(0.02)
            rows = connection.execute(
                "SELECT i.code, r.sha256 FROM monitoring_release r JOIN monitoring_indicator i ON i.id = r.indicator_id"
                " WHERE r.state = 'published'"
            )
            return dict(rows.fetchall())


@contextmanager
def own_database(name):
    """A database beside that of the tests, in the same server; gives its address."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


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
    return place, {one.code: store.digest_of(one.table) for one in read_files(OPEN_SDG, files)}


def test_killed_at_twenty_moments_each_indicator_is_whole(installation, tmp_path):
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
