"""Reports of discrimination through the door: CPU of one, eight reporters at once, none lost; and the first view.

One web worker over loopback, as `stadsrecht serve` starts it, with the demo city's office keys and a recovery key. A
report is the form fetched and sent, as a browser without scripts does with everything on one page. CPU is that of the
worker, and of the database beside it. The limit on bursts is raised: all reporters sit behind one address here.

    python bench/reports.py            10,000 reports, some seven minutes
    REPORTS=1000 python bench/reports.py
"""

import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from html import unescape
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import psutil
from stage import ROOT, done, figure, installation

REPORTS = int(os.environ.get("REPORTS", "10000"))
REPORTERS = 8
WARM_UP = 40
CPU, P95 = 40, 400
KILOBYTES, REQUESTS = 40, 3
TOKEN = re.compile(r'name="form" value="([^"]+)"')
RECEIPT = re.compile(r'class="code"[^>]*>([0-9A-Z-]{29})<')
TOLD = {
    "narrative": "Ik belde over een huis. Het was weg, zei de makelaar. Mijn collega kon een uur later komen kijken. "
    * 6,
    "when": "exact",
    "day": "2026-03-14",
    "where": "place",
    "place": "Een kantoor aan de gracht",
    "grounds": ["origin", "religion"],
    "terrain": "housing",
    "natures": ["treatment"],
    "role": "victim",
    "residence": "here",
    "wish": "advice",
    "reply": "contact",
    "email": "iemand@post.example",
}


@contextmanager
def one_worker() -> Iterator[tuple[int, psutil.Process]]:
    """A web server with one worker on a free port; gives the port and the worker."""
    from django.db import connection
    from psycopg.conninfo import make_conninfo

    from stadsrecht.config.serving import commands

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    given = connection.get_connection_params()
    words = {name: given[name] for name in ("dbname", "user", "password", "host", "port") if given.get(name)}
    environment = {**os.environ, "DATABASE_URL": make_conninfo(**words), "REPORTS_AT_ONCE": str(10**9)}
    command = commands("127.0.0.1", port)["web server"]
    command[command.index("--workers") + 1] = "1"
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with suppress(OSError, HTTPException):
                if ask(HTTPConnection("127.0.0.1", port, timeout=10), "GET", "/nl/report/")[0] == 200:
                    break
            time.sleep(0.2)
        yield port, max(psutil.Process(server.pid).children(recursive=True), key=lambda one: one.memory_info().rss)
    finally:
        server.terminate()
        server.wait(30)


def ask(connection: HTTPConnection, method: str, path: str, data: dict[str, object] | None = None) -> tuple[int, str]:
    body = urlencode(data, doseq=True) if data else None
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if data else {}
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def report(connection: HTTPConnection) -> tuple[str, float]:
    """The receipt of a report that was taken, an empty text where it was not; and how long the sending took."""
    _status, page = ask(connection, "GET", "/nl/report/form/")
    token = unescape(TOKEN.search(page)[1])  # type: ignore[index]
    started = time.perf_counter()
    status, page = ask(connection, "POST", "/nl/report/form/", {**TOLD, "form": token, "step": "send", "go": "send"})
    found = RECEIPT.search(page)
    return found[1] if status == 200 and found else "", time.perf_counter() - started


def many(port: int, number: int) -> tuple[list[str], list[float]]:
    """All receipts and how long each took, of `number` reports by eight reporters at once."""
    receipts: list[str] = []
    times: list[float] = []
    lock = threading.Lock()
    waiting = iter(range(number))

    def work() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            with lock:
                if next(waiting, None) is None:
                    return
            try:
                receipt, passed = report(connection)
            except (OSError, HTTPException, TypeError):
                receipt, passed = "", 60.0
                connection = HTTPConnection("127.0.0.1", port, timeout=60)
            with lock:
                receipts.append(receipt)
                times.append(passed)

    threads = [threading.Thread(target=work) for _reporter in range(REPORTERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return receipts, times


def database_seconds() -> float:
    """CPU of the database server of this bench: of its processes and of those that ended."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (own,) = cursor.fetchone()
    head = psutil.Process(own).parent()
    assert head
    total = sum(head.cpu_times()[:4])
    for child in head.children():
        with suppress(psutil.Error):
            total += sum(child.cpu_times()[:2])
    return total


def measure_reports() -> None:
    from stadsrecht.discrimination.bridge.receipts import read
    from stadsrecht.discrimination.models import Report
    from stadsrecht.discrimination.queries import opened, report_by_receipt

    with one_worker() as (port, worker):
        many(port, WARM_UP)
        before, stored = Report.objects.count(), database_seconds()
        busy, started = sum(worker.cpu_times()[:2]), time.perf_counter()
        receipts, times = many(port, REPORTS)
        passed = time.perf_counter() - started
        busy, stored = sum(worker.cpu_times()[:2]) - busy, database_seconds() - stored
    taken = [receipt for receipt in receipts if receipt]
    lookups = set(map(bytes, Report.objects.filter(lookup__isnull=False).values_list("lookup", flat=True)))
    lost = sum(read(receipt).lookup not in lookups for receipt in taken)
    for receipt in taken[:: max(len(taken) // 200, 1)]:
        found = report_by_receipt(receipt)
        lost += opened(found.report, found.content, with_internal=False).narrative.strip() != TOLD["narrative"].strip()
    times.sort()
    print(f"{REPORTS:,} sealed text reports by {REPORTERS} reporters at once, one web worker, loopback")
    figure("refused", REPORTS - len(taken), "reports", 0, digits=0)
    figure("lost or kept twice", lost + abs(Report.objects.count() - before - len(taken)), "reports", 0, digits=0)
    figure("CPU of form and report: web worker", busy / REPORTS * 1000, "ms", CPU)
    figure("CPU of form and report: database", stored / REPORTS * 1000, "ms")
    figure("sending one: median", times[len(times) // 2] * 1000, "ms", digits=0)
    figure("sending one: 95th percentile", times[int(len(times) * 0.95)] * 1000, "ms", P95, digits=0)
    figure("in a second", REPORTS / passed, "reports")


def measure_first_view() -> None:
    from playwright.sync_api import sync_playwright
    from weight import weigh

    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if not chromium:
        print("First view of the door: not measured, for want of chromium.")
        return
    with one_worker() as (port, _worker), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        print("First view of the door, headers included, in the heaviest of four languages")
        views = [weigh(browser, f"http://127.0.0.1:{port}/{one}/report/") for one in ("nl", "en", "fr", "ar")]
        browser.close()
    figure("weight", max(size for size, _requests in views) / 1000, "kB", KILOBYTES)
    figure("requests", max(requests for _size, requests in views), "", REQUESTS, digits=0)


def main() -> None:
    with installation():
        from django.utils import timezone

        from stadsrecht.discrimination.operations import make_recovery_key
        from stadsrecht.kernel.permissions import SYSTEM

        make_recovery_key(needed=2, among=3, acting_user=SYSTEM, at=timezone.now())
        measure_reports()
        measure_first_view()
    done()


if __name__ == "__main__":
    main()
