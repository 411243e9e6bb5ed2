"""The web server is killed, and the disk is filled, while reporters send.

Every receipt that was shown opens, and no report is half there.
"""

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from html import unescape
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import psutil
import pytest

from tests.house.test_serve import start

assert start  # a fixture
pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("KILLS", "4"))
REPORTERS = 3
SIZE = 300  # MiB of the small disk
NOT_KEPT = "Er is niets bewaard."
TOKEN, RECEIPT = re.compile(r'name="form" value="([^"]+)"'), re.compile(r'class="code"[^>]*>([0-9A-Z-]{29})<')
COUNT_HALVES = """
from stadsrecht.discrimination.models import Report
from django.db.models import Count
whole = Report.objects.filter(facts__isnull=False, case__isnull=False).annotate(size=Count("envelopes"))
print(Report.objects.count(), whole.exclude(size=0).count(), len(set(whole.values_list("size", flat=True))))
"""


def ask(port, method, path, data=None):
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if data else {}
    connection.request(method, path, urlencode(data) if data else None, headers)
    answer = connection.getresponse().read().decode()
    connection.close()
    return answer


class Reporters:
    """Send reports until told to stop; keep each receipt that was shown, with the words that belong to it."""

    def __init__(self, port):
        self.port, self.shown, self.told, self.stop = port, {}, [], threading.Event()
        self.threads = [threading.Thread(target=self._work, args=(number,)) for number in range(REPORTERS)]
        for thread in self.threads:
            thread.start()

    def _work(self, number):
        count = 0
        while not self.stop.is_set():
            count += 1
            time.sleep(0.05)
            with suppress(OSError, HTTPException, TypeError):
                words = f"Melding {count} van melder {number}"
                page = ask(self.port, "GET", "/nl/report/form/")
                sent = {"form": unescape(TOKEN.search(page)[1]), "narrative": words, "step": "send", "go": "send"}
                for _again in range(3):  # as a browser that gets no answer and is asked to try again
                    with suppress(OSError, HTTPException):
                        answer = ask(self.port, "POST", "/nl/report/form/", sent)
                        self.told.append(answer)
                        if found := RECEIPT.search(answer):
                            self.shown[found[1]] = words
                            break
                    time.sleep(0.3)

    def wait_for(self, is_wanted):
        """Until one of them is told that from now on."""
        seen, deadline = len(self.told), time.monotonic() + 60
        while not any(map(is_wanted, self.told[seen:])):
            assert time.monotonic() < deadline
            time.sleep(0.1)

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join(120)


def kill_workers(city):
    """All processes of the web server but the one that starts them anew."""
    heads = [one for one in psutil.Process(city.process.pid).children() if "granian" in " ".join(one.cmdline())]
    for worker in heads[0].children(recursive=True):
        with suppress(psutil.Error):
            os.kill(worker.pid, signal.SIGKILL)


def wait_until_it_answers(port):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(OSError, HTTPException):
            ask(port, "GET", "/nl/report/")
            return
        time.sleep(0.2)


def command(city, *words):
    ours = {**os.environ, "STADSRECHT_VAR": str(city.var), "PORT": str(city.port)}
    ours.pop("DATABASE_URL", None)
    program = [sys.executable, "-m", "stadsrecht.config.command", *words]
    return subprocess.run(program, env=ours, capture_output=True, text=True, check=True, timeout=120).stdout


@pytest.fixture
def small_disk(tmp_path_factory):
    """A file system of its own, in memory, for the data of an installation."""
    folder = tmp_path_factory.mktemp("disk")
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}m,mode=755", "tmpfs", str(folder)]
    if subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a file system here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder):
    """Until not one byte more fits."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (2**20, 2**10, 1):
            with suppress(OSError):
                while True:
                    file.write(b"x" * size)
    return ballast


def require_whole(city, shown):
    """Each receipt that was shown opens, no report is half there, and the trail verifies."""
    unopened = [
        receipt
        for receipt, words in shown.items()
        if words not in ask(city.port, "POST", "/nl/report/mine/", {"receipt": receipt, "act": "open"})
    ]
    assert unopened == []
    there, whole, shapes = map(int, command(city, "shell", "--no-imports", "-c", COUNT_HALVES).split()[-3:])
    assert (there, shapes) == (whole, 1)
    assert there >= len(shown)
    assert command(city, "audit", "verify").startswith("OK")


def test_a_full_disk_is_told_and_nothing_is_half_there(start, small_disk):
    """Whoever sends then reads that nothing was kept, and has all that was typed; with room again it is taken."""
    city = start(str(small_disk / "var"), REPORTS_AT_ONCE="1000000")
    city.wait_until_ready()
    reporters = Reporters(city.port)
    time.sleep(2)
    ballast = fill(small_disk)
    reporters.wait_for(lambda page: NOT_KEPT in page)
    refused = reporters.told[-1]
    before = set(reporters.shown)
    ballast.unlink()
    reporters.wait_for(lambda page: bool(RECEIPT.search(page)))
    reporters.end()
    assert "van melder" in refused
    assert set(reporters.shown) > before
    require_whole(city, reporters.shown)


def test_a_killed_server_loses_no_report_whose_receipt_was_shown(start):
    """At random moments under load; and the trail still verifies."""
    city = start(REPORTS_AT_ONCE="1000000")
    city.wait_until_ready()
    chance = random.Random(7)  # noqa: S311
    reporters = Reporters(city.port)
    for _kill in range(KILLS):
        time.sleep(1 + 2 * chance.random())
        kill_workers(city)
        wait_until_it_answers(city.port)
    time.sleep(1)
    reporters.end()
    assert len(reporters.shown) > KILLS
    require_whole(city, reporters.shown)
