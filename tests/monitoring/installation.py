"""An installation with a database and a folder of its own, for tests in which real processes die.

Beside the database of the other tests: a process that dies must not take that along.
"""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import cached_property
from urllib.parse import urlsplit, urlunsplit

import psycopg

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
