"""What a page costs: CPU of the web server, time, and statements of SQL, with demo data and in a very large city.

In one process, with Django's test client and all middleware; the median of many requests. CPU is this process's own.
Each page is measured twice: kept, which is the budget of a request, and built anew, as for the first visitor after
somebody wrote, and for whoever is signed in.
"""

from stage import cost, done, figure, installation

REQUESTS = 60
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
            "pact": reverse("pact", args=("example-pact",)),
            "pledge": reverse("pledge", args=("example-thresholds",)),
            "all figures": reverse("figures"),
            "one figure": reverse("indicator", args=(found.indicator.code,)),
            "goals": reverse("figures-goals"),
        }


def measure(title: str) -> None:
    from django.core.cache import caches
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    print(f"Cost of a request, {title}")
    for name, address in pages().items():
        for state, before, budget in (("kept", lambda: None, BUDGETS[title]), ("built", caches["pages"].clear, None)):
            cpu, passed, statements, _weight = cost(client, address, REQUESTS, before)
            figure(f"{name}, {state}: CPU", cpu, "ms", budget)
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
