"""`stadsrecht serve`, for real: it gets ready, answers, stops when told to, and leaves no process behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest

from tests.house.files import ROOT

pytestmark = pytest.mark.slow
READY_WITHIN = 120
STOPPED_WITHIN = 30


class Installation:
    """One `stadsrecht serve` with data and a port of its own."""

    def __init__(self, var: Path, port: int | None = None, **environment: str) -> None:
        self.var = var
        self.port = port or free_port()
        surroundings = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "HOST"}}
        city = ROOT / "tests" / "cities" / "kleinstad"
        ours = {"STADSRECHT_VAR": str(var), "PORT": str(self.port), "CITY": str(city), "DEMO": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "stadsrecht.config.command", "serve"],
            env={**surroundings, **ours, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said: list[str] = []

    def wait_until_ready(self) -> None:
        self.says_until("Stadsrecht is ready at")

    def says_until(self, start: str) -> str:
        """Read on until it says a line that starts so; gives that line."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line.rstrip())
            if line.startswith(start):
                return self.said[-1]
        raise AssertionError("\n".join(self.said))

    def keep_reading(self) -> None:
        """Empty the pipe of its log, so that no log line ever waits for a reader."""
        threading.Thread(target=lambda: self.said.extend(self.process.stdout or ()), daemon=True).start()

    def get(self, path: str) -> int:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path)
        status = connection.getresponse().status
        connection.close()
        return status

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        output, _none = self.process.communicate(timeout=STOPPED_WITHIN)
        self.said += output.splitlines()
        return self.process.returncode

    def end(self) -> str:
        """Wait for it to end by itself; gives its last line."""
        output, _none = self.process.communicate(timeout=READY_WITHIN)
        self.said += output.splitlines()
        return self.said[-1]

    def left_behind(self) -> list[str]:
        """Processes that work for this installation: children that know its folder, and its database."""
        deadline = time.monotonic() + 5
        while (found := self._processes()) and time.monotonic() < deadline:
            time.sleep(0.2)
        return found

    def _processes(self) -> list[str]:
        found = []
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                words = [*process.cmdline(), process.environ().get("STADSRECHT_VAR", "")]
                if process.status() != psutil.STATUS_ZOMBIE and any(str(self.var) in word for word in words):
                    found.append(" ".join(process.cmdline()) or process.name())
        return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def start() -> Iterator[object]:
    """`start("name", **environment)`; whatever still runs afterwards is ended.

    Not below pytest's folder: another pytest that starts meanwhile would take the database's right to enter it.
    """
    started: list[Installation] = []
    with TemporaryDirectory(prefix="stadsrecht-", ignore_cleanup_errors=True) as folder:

        def begin(name: str = "one", **options: object) -> Installation:
            started.append(Installation(Path(folder) / name, **options))  # type: ignore[arg-type]
            return started[-1]

        yield begin
        for installation in started:
            if installation.process.poll() is None:
                installation.process.terminate()
                with suppress(subprocess.TimeoutExpired):
                    installation.process.wait(STOPPED_WITHIN)
                installation.process.kill()


def test_it_serves_and_leaves_nothing_behind(start):
    """Pages in each language; Ctrl-C ends the web server, the worker and the database."""
    city = start()
    city.wait_until_ready()
    assert city.said[-1] == f"Stadsrecht is ready at http://127.0.0.1:{city.port}/"
    assert [city.get(f"/{language}/") for language in ("nl", "en", "fr")] == [200, 200, 200]
    assert city.stop() == 0
    assert city.left_behind() == []


def test_a_second_start_finds_everything_done(start):
    """It is quick, and loads nothing again."""
    first = start()
    first.wait_until_ready()
    first.stop(signal.SIGTERM)
    second = start()
    second.wait_until_ready()
    steps = [line for line in second.said if line.startswith("  ")]
    assert len(steps) == 4
    assert all("up to date" in line for line in steps)
    second.stop()
    assert second.left_behind() == []


def test_two_cities_on_two_ports_do_not_meet(start):
    """Each has its own data, and stopping one leaves the other."""
    one, two = start("one"), start("two")
    one.wait_until_ready()
    two.wait_until_ready()
    one.stop()
    assert one.left_behind() == []
    assert two.get("/nl/") == 200
    two.stop()
    assert two.left_behind() == []


def test_what_dies_is_started_again_but_not_at_once_twice(start):
    """The database that is killed comes back, and so does a worker; one that cannot stay ends everything."""
    city = start()
    city.wait_until_ready()
    database = int((city.var / "postgres" / "postmaster.pid").read_text().split()[0])
    psutil.Process(database).kill()
    city.says_until("The database runs again.")
    deadline = time.monotonic() + READY_WITHIN
    while city.get("/nl/") != 200:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    for _kill in range(3):  # it may have died for want of the database before
        if worker := worker_of(city):
            worker.kill()
    assert city.end().startswith("ChildDied: The job worker stopped by itself (SIGKILL)")
    assert any(line.endswith("it is started again.") and "worker" in line for line in city.said)
    assert city.process.returncode == 1
    assert city.left_behind() == []


def worker_of(city):
    """The job worker, as soon as it is there; None where the city has ended."""
    deadline = time.monotonic() + 30
    while city.process.poll() is None and time.monotonic() < deadline:
        with suppress(psutil.Error):
            for child in psutil.Process(city.process.pid).children():
                if "work" in child.cmdline():
                    return child
        time.sleep(0.1)
    return None


def test_a_stop_in_the_middle_of_getting_ready_leaves_nothing_behind(start):
    """Whether the database is being made or tables are."""
    for seconds in (0.3, 1.5, 4):
        city = start()
        time.sleep(seconds)
        city.stop(signal.SIGTERM)
        assert city.left_behind() == []


def test_a_stop_that_python_drops_is_found_at_the_next_step():
    """What a signal raises while something is cleared away is ignored by Python."""
    program = """
import os, signal
from stadsrecht.config import stopping
signal.signal(signal.SIGTERM, stopping.leave)
class Dropped:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        for _turn in range(1000): pass
Dropped()
print("goes on", flush=True)
stopping.require_wanted()
print("never")
"""
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert (found.stdout, found.returncode) == ("goes on\n", 128 + signal.SIGTERM)


def test_a_port_in_use_is_named(start):
    """One line, and nothing is left running."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        city = start(port=port)
        assert city.end().startswith(f"PortInUse: 127.0.0.1:{port} is in use.")
    assert city.process.returncode == 1
    assert city.left_behind() == []


def test_a_demonstration_is_refused_in_production(start):
    """DEMO=1 lets anyone in, so it never runs beside PRODUCTION=1."""
    city = start(PRODUCTION="1")
    assert city.end().startswith("ImproperlyConfigured: DEMO=1 lets anyone sign in")
    assert city.process.returncode == 1
    assert city.left_behind() == []
