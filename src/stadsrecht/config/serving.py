"""Serve an installation: a web server and a job worker, watched until we are told to stop.

One that dies is started again, and so is the embedded database; one that dies again at once ends everything, for half a
server is worse than none.

Children get process groups of their own. Ctrl-C then reaches this process alone, which stops them in order; whatever
a child leaves behind in its group is ended with it.
"""

import errno
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from django.conf import settings

from stadsrecht.config import embedded, stopping
from stadsrecht.config.preparing import prepare
from stadsrecht.kernel.errors import StadsrechtError

Say = Callable[[str], None]
READY_WITHIN = 90.0
GRACE = 10.0
STEADY = 20.0  # seconds: whatever lived that long may be started again
PAUSE = 2.0  # between two attempts to start the database
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 (an answer to it, not a wish for it)


class PortInUse(StadsrechtError):
    message = "%(host)s:%(port)s is in use. Stop what runs there, or choose another port: make run PORT=%(other)s"


class AddressRefused(StadsrechtError):
    message = "This machine does not let us serve at %(host)s:%(port)s: %(why)s"


class AlreadyServed(StadsrechtError):
    message = "Another server already works with the data in %(folder)s. Stop it first, or choose another PORT."


class ChildDied(StadsrechtError):
    message = "The %(name)s stopped by itself (%(how)s). Everything else was stopped too."


class NotReady(StadsrechtError):
    message = "The home page did not answer within %(seconds)s seconds; its last answer was: %(answer)s"


class Stop:
    """Becomes true when a stop signal arrives. A plain flag: a lock could be held at the moment of the signal."""

    def __init__(self) -> None:
        self.asked = bool(stopping.asked)
        for number in stopping.STOP_SIGNALS:
            signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True


def serve(say: Say) -> None:
    """Prepare, serve, and return when told to stop. Raises a named error when that cannot be."""
    host, port = settings.HOST, int(settings.PORT)
    require_free(host, port)
    with sole_user(settings.VAR):
        say("Stadsrecht is getting ready. Ctrl-C stops everything it starts.")
        prepare(say)
        stop = Stop()
        children: dict[str, Child] = {}
        try:
            for name, command in commands(host, port).items():
                children[name] = Child(name, command)
            wait_until_ready(host, port, children.values(), stop)
            if not stop.asked:
                say(f"Stadsrecht is ready at http://{host}:{port}/")
            while not stop.asked:
                watch(children, say, stop)
                time.sleep(0.2)
        finally:
            stop_all([child.process for child in children.values()])


class Child:
    """One of our own processes, and since when it lives."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name, self.command = name, command
        self.since = time.monotonic()
        self.process = subprocess.Popen(command, process_group=0)  # noqa: S603 (our own commands)

    @property
    def end(self) -> str:
        """How it ended; blank while it lives."""
        code = self.process.poll()
        return "" if code is None else f"exit {code}" if code >= 0 else signal.Signals(-code).name


def watch(children: dict[str, Child], say: Say, stop: Stop) -> None:
    """Start again what died. The database comes first: what works with it may have died for want of it."""
    if not embedded.runs():
        say("The database stopped by itself; it is started again. Is its disk full?")
        while not stop.asked and not embedded.revive():
            time.sleep(PAUSE)
        if stop.asked:
            return
        say("The database runs again.")
        for child in children.values():
            child.since = -STEADY
    for name, child in children.items():
        if not child.end:
            continue
        if time.monotonic() - child.since < STEADY:
            raise ChildDied(name=name, how=child.end)
        say(f"The {name} stopped by itself ({child.end}); it is started again.")
        children[name] = Child(name, child.command)


def commands(host: str, port: int) -> dict[str, list[str]]:
    """The web server with a process for each core, two threads each, and one worker for jobs."""
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": port,
        "--workers": min(max(os.cpu_count() or 2, 2), 8),
        "--blocking-threads": 2,
        "--blocking-threads-idle-timeout": 600,  # an idle thread keeps its connection to the database
        "--workers-kill-timeout": 4,  # one that is told to stop while it starts does not listen
        "--log-level": "warning",
    }
    words = [str(word) for pair in options.items() for word in pair]
    flags = ["--no-ws", "--respawn-failed-workers"]
    server = [sys.executable, "-m", "granian", *words, *flags, "stadsrecht.config.wsgi:application"]
    return {"web server": server, "job worker": [sys.executable, "-m", "stadsrecht.config.command", "work"]}


def require_free(host: str, port: int) -> None:
    """Raise PortInUse or AddressRefused. The web server itself would share a port without a word."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            raise PortInUse(host=host, port=port, other=port + 1) from None
        raise AddressRefused(host=host, port=port, why=fault.strerror or str(fault)) from None


@contextmanager
def sole_user(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, so that two servers never share static files and jobs of one installation."""
    with (folder / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyServed(folder=folder) from None
        yield


def wait_until_ready(host: str, port: int, children: Iterable[Child], stop: Stop) -> None:
    deadline = time.monotonic() + READY_WITHIN
    answer = "none"
    while not stop.asked:
        require_alive(children)
        answer = home_page(EVERYWHERE.get(host, host), port)
        if answer == "200":
            return
        if time.monotonic() > deadline:
            raise NotReady(seconds=int(READY_WITHIN), answer=answer)
        time.sleep(0.1)


def home_page(host: str, port: int) -> str:
    """The status of the home page, as a proxy in front of us would ask for it; what went wrong where there is none."""
    headers = {"Host": settings.ALLOWED_HOSTS[0].removeprefix("*").removeprefix(".") or host}
    if settings.SECURE_PROXY_SSL_HEADER:
        headers["X-Forwarded-Proto"] = "https"
    path = "/"
    with suppress(HTTPException, OSError):
        for _redirect in range(3):
            connection = HTTPConnection(host, port, timeout=10)
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            connection.close()
            target = urlsplit(response.headers.get("Location", ""))
            if target.scheme == "https" and not settings.SECURE_PROXY_SSL_HEADER:
                return "200"  # it sends everyone to https, which stands in front of us
            if not target.path:
                return str(response.status)
            path = target.path
        return "redirects without end"
    return "none"


def require_alive(children: Iterable[Child]) -> None:
    for child in children:
        if child.end:
            raise ChildDied(name=child.name, how=child.end)


def stop_all(children: Iterable[subprocess.Popen[bytes]]) -> None:
    """Ask all to stop, wait, and end what is left of their groups."""
    children = list(children)
    for child in children:
        with suppress(ProcessLookupError):
            child.terminate()
    deadline = time.monotonic() + GRACE
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(deadline - time.monotonic(), 0.1))
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
