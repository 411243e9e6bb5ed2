"""What a page costs: CPU of the web server, time, and statements of SQL, with demo data and in a very large city.

In one process, with Django's test client and all middleware; the median of many requests. CPU is this process's own.
Each page is measured twice: kept, which is the budget of a request, and built anew, as for the first visitor after
somebody wrote, and for whoever is signed in.
"""

import time
from statistics import median

from stage import done, figure, installation

REQUESTS = 60
WARM_UP = 5
STATEMENTS = 12
BUDGETS = {"demo city": 20, "5,000 policies, 20,000 actions, 50,000 evidence": 60}


def pages() -> dict[str, str]:
    from django.urls import reverse
    from django.utils import timezone
    from django.utils.translation import override

    from stadsrecht.monitoring.queries import area_column, standings

    found = max(standings(at=timezone.now()), key=lambda row: (bool(area_column(row.release)), row.release.rows))
    with override("nl"):
        return {
            "home": reverse("home"),
            "provision": reverse("provision", args=("eu-charter", "21")),
            "matrix": reverse("matrix"),
            "all figures": reverse("figures"),
            "one figure": reverse("indicator", args=(found.indicator.code,)),
            "goals": reverse("figures-goals"),
        }


def cost(address: str, *, is_kept: bool) -> tuple[float, float, int]:
    """Median CPU and median time in milliseconds, and the number of statements of one request."""
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="127.0.0.1")
    for _round in range(WARM_UP):
        answer = client.get(address)
        assert answer.status_code == 200, f"{address} answers {answer.status_code}"
    if not is_kept:
        caches["pages"].clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    statements = len(captured)  # read now: the next request clears the list
    busy, passed = [], []
    for _round in range(REQUESTS):
        if not is_kept:
            caches["pages"].clear()
        cpu, clock = time.process_time(), time.perf_counter()
        client.get(address)
        busy.append(time.process_time() - cpu)
        passed.append(time.perf_counter() - clock)
    return median(busy) * 1000, median(passed) * 1000, statements


def measure(title: str) -> None:
    print(f"Cost of a request, {title}")
    for name, address in pages().items():
        for is_kept, state in ((True, "kept"), (False, "built")):
            cpu, passed, statements = cost(address, is_kept=is_kept)
            figure(f"{name}, {state}: CPU", cpu, "ms", BUDGETS[title] if is_kept else None)
            figure(f"{name}, {state}: time, database included", passed, "ms")
            figure(f"{name}, {state}: SQL", statements, "statements", STATEMENTS, digits=0)


def main() -> None:
    small, large = BUDGETS
    with installation():
        measure(small)
        from stage.big_city import build

        build()
        measure(large)
    done()


if __name__ == "__main__":
    main()
