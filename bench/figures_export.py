"""What giving figures away costs: 40 indicators of the United Kingdom in every format, and again with one cell changed.

`stadsrecht export open-data` runs as a process of its own, as an administrator runs it: its CPU holds the start of
Python and of Django. Without the data (STADSRECHT_DATA, by default ../shared/data) it prints that it was skipped.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from stage import ROOT, VAR, done, figure, installation

DATA = Path(os.environ.get("STADSRECHT_DATA") or ROOT.parent / "shared" / "data") / "sdg-uk"
CPU, MIB, AGAIN = 10, 300, 1
CHANGED = "3-4-2"
AT = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Cost:
    cpu: float
    passed: float
    mib: float
    said: str


def run(*arguments: str) -> Cost:
    """A command of `stadsrecht`, on the scratch database: CPU, time, and the most memory of any so far."""
    from django.db import connection

    known = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    parts = {name: known[key] for name, key in names.items() if known[key]} | known["OPTIONS"]
    address = " ".join(f"{name}='{value}'" for name, value in parts.items())
    before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    finished = subprocess.run(
        [sys.executable, "-m", "stadsrecht.config.command", *arguments],
        env={**os.environ, "DATABASE_URL": address, "STADSRECHT_VAR": str(VAR)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, time.perf_counter() - clock, after.ru_maxrss / 1024, finished.stdout.strip())


def bring_in() -> int:
    """The figures, published by the installation; gives the number of rows."""
    from stadsrecht.kernel.permissions import SYSTEM
    from stadsrecht.monitoring.models import Indicator
    from stadsrecht.monitoring.operations import import_figures

    Indicator.objects.all().delete()
    files = {
        str(path.relative_to(DATA)): path.read_bytes()
        for folder in ("data", "meta")
        for path in (DATA / folder).iterdir()
    }
    taken = import_figures(kind="open-sdg", files=files, publish=True, acting_user=SYSTEM, at=AT)
    return sum(one.rows for one in taken)


def change_one_cell() -> None:
    """A new release of one indicator that differs in one figure."""
    from dataclasses import replace

    from stadsrecht.kernel.permissions import SYSTEM
    from stadsrecht.monitoring import operations, queries

    indicator = queries.indicator(CHANGED, at=AT, with_unpublished=False)
    table = queries.table_of(queries.current_release(indicator, at=AT))
    rows = list(table.observations)
    place = next(place for place, row in enumerate(rows) if row.value)
    rows[place] = rows[place]._replace(value=rows[place].value + 1)
    changed = replace(table, observations=tuple(rows))
    release = operations.stage_release(indicator=indicator, table=changed, acting_user=SYSTEM, at=AT)
    release = operations.review_release(release=release, acting_user=SYSTEM, at=AT)
    operations.publish_release(release=release, acting_user=SYSTEM, at=AT)


def again(folder: Path) -> tuple[float, str]:
    """CPU of an export inside a process that runs already, and what it says."""
    from stadsrecht.monitoring.operations import export_open_data

    start = time.process_time()
    counts = export_open_data(folder=folder, at=AT)
    return time.process_time() - start, f"written {counts.written}, kept {counts.kept}"


def measure(folder: Path) -> None:
    print(f"Giving figures away: 40 indicators, {bring_in():,} rows, every format")
    start = run("check").cpu
    whole = run("export", "open-data", str(folder))
    print(f"  {whole.said}")
    figure("everything: CPU of the command", whole.cpu, "s", CPU)
    figure("everything: most memory", whole.mib, "MiB", MIB, digits=0)
    figure("everything: all files", sum(file.stat().st_size for file in folder.rglob("*.*")) / 1e6, "MB")
    change_one_cell()
    cpu, said = again(folder)
    figure("one cell changed: CPU", cpu, "s", AGAIN)
    print(f"  {said}")
    same = run("export", "open-data", str(folder))
    figure("nothing changed: CPU of the command", same.cpu, "s")
    print(f"  {same.said}")
    figure("of this, the start of Python and Django", start, "s")


def main() -> None:
    if not DATA.is_dir():
        print("Giving figures away: skipped, for there is no data")
        return
    with installation(), tempfile.TemporaryDirectory() as folder:
        measure(Path(folder) / "open-data")
    done()


if __name__ == "__main__":
    main()
