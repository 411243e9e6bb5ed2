"""What all programs of the bench share: how a figure is printed, and an installation of their own to measure."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var" / "bench"
over: list[str] = []


def figure(name: str, value: float, unit: str, budget: float | None = None, digits: int = 1) -> None:
    """One line: the figure, and its budget where the README claims one."""
    verdict = ""
    if budget is not None:
        is_kept = value <= budget
        verdict = f"budget {budget:g}  {'ok' if is_kept else 'OVER'}"
        if not is_kept:
            over.append(name)
    print(f"  {name:<52} {value:>9.{digits}f} {unit:<11} {verdict}".rstrip(), flush=True)


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
