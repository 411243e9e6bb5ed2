"""What a page and an aggregate cost where the store holds ten million observations.

A page is asked for once, of an indicator that nobody looked at before: nothing of it is kept in memory.
"""

import time
from statistics import median

from stage import done, figure, installation

PAGES = 40
PAGE_CPU, PAGE_TIME, AGGREGATE = 60, 500, 300


def main() -> None:
    with installation():
        from stage import large_store

        started = time.perf_counter()
        codes = large_store.build()
        print(f"{len(codes) * large_store.ROWS:,} observations in {time.perf_counter() - started:.0f} s")
        warm_up()
        pages(codes[:PAGES])
        aggregates(codes[PAGES:])
    done()


def warm_up() -> None:
    """The first request of a process loads templates and translations; that is not what is measured."""
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    for address in ("/nl/", "/nl/figures/"):
        assert client.get(address).status_code == 200
    # What a process of the web server does when it has loaded everything.
    import stadsrecht.config.wsgi  # noqa: F401


def pages(codes: list[str]) -> None:
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    busy, passed = [], []
    for code in codes:
        cpu, clock = time.process_time(), time.perf_counter()
        answer = client.get(f"/nl/figures/{code}/")
        busy.append(time.process_time() - cpu)
        passed.append(time.perf_counter() - clock)
        assert answer.status_code == 200, answer.status_code
    print("A page of an indicator, seen for the first time")
    figure("CPU", median(busy) * 1000, "ms", PAGE_CPU)
    figure("time, database included", median(passed) * 1000, "ms", PAGE_TIME)
    figure("time, the slowest", max(passed) * 1000, "ms", PAGE_TIME)


def aggregates(codes: list[str]) -> None:
    from stadsrecht.monitoring.bridge import store
    from stadsrecht.monitoring.models import Release

    digests = list(Release.objects.filter(indicator__code__in=codes).values_list("sha256", flat=True))
    passed = []
    for digest in digests[:PAGES]:
        clock = time.perf_counter()
        rows = store.group(digest, ["area", "sex", "year"])
        passed.append(time.perf_counter() - clock)
        assert len(rows) > 0
    print("An aggregate by area × group × year")
    figure("of one indicator, time", median(passed) * 1000, "ms", AGGREGATE)


if __name__ == "__main__":
    main()
