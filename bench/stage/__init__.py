"""What all programs of the bench share: how a figure is printed, and an installation of their own to measure."""

import gzip
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var" / "bench"
WARM_UP = 5
over: list[str] = []


class Cost(NamedTuple):
    """CPU and time in milliseconds, the number of statements of SQL, and compressed size in kB."""

    cpu: float
    passed: float
    statements: int
    weight: float


def figure(name: str, value: float, unit: str, budget: float | None = None, digits: int = 1) -> None:
    """One line: the figure, and its budget where the README claims one."""
    verdict = ""
    if budget is not None:
        is_kept = value <= budget
        verdict = f"budget {budget:g}  {'ok' if is_kept else 'OVER'}"
        if not is_kept:
            over.append(name)
    print(f"  {name:<52} {value:>9.{digits}f} {unit:<11} {verdict}".rstrip(), flush=True)


def cost(client: Any, address: str, requests: int, before: Callable[[], None] = lambda: None) -> Cost:
    """Of one request, medians. `before` is called before each, and not measured."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _round in range(WARM_UP):
        answer: Any = client.get(address)
        assert answer.status_code == 200, f"{address} answers {answer.status_code}"
    before()
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    statements = len(captured)  # read now: the next request clears the list
    busy, passed = [], []
    for _round in range(requests):
        before()
        cpu, clock = time.process_time(), time.perf_counter()
        client.get(address)
        busy.append(time.process_time() - cpu)
        passed.append(time.perf_counter() - clock)
    return Cost(median(busy) * 1000, median(passed) * 1000, statements, len(gzip.compress(answer.content)) / 1000)


def done() -> None:
    """Fail where a figure lies over its budget."""
    sys.exit(f"Over budget: {', '.join(over)}" if over else 0)


@contextmanager
def installation() -> Iterator[None]:
    """Django with the demo city in a scratch database that is taken away afterwards."""
    os.environ.update(DEMO="1", STADSRECHT_VAR=str(VAR), DJANGO_SETTINGS_MODULE="stadsrecht.config.settings")
    os.environ.pop("CITY", None)
    from stadsrecht.config.embedded import ensure_database  # these read the environment set above

    ensure_database(VAR)
    import django

    django.setup()
    from django.db import connection

    from stadsrecht.config.preparing import prepare

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        prepare(lambda line: None)
        yield
    finally:
        connection.creation.destroy_test_db("postgres", verbosity=0)
