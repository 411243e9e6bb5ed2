"""What bringing figures in costs: CPU of the process, Django's start excluded, with the 40 indicators of a real office.

Without the folder of real files beside this repository (docs/reference/figures-in.md) nothing is measured.
"""

import resource
import time
from pathlib import Path
from typing import Any

from stage import ROOT, done, figure, installation

UK = ROOT.parent / "shared" / "data" / "sdg-uk"
SECONDS = 5


def files() -> dict[str, bytes]:
    paths = [path for path in sorted(UK.rglob("*")) if path.is_file()]
    return {path.relative_to(UK).as_posix(): path.read_bytes() for path in paths}


def cost(content: dict[str, bytes]) -> tuple[float, list[Any]]:
    """Seconds of CPU of reading, checking, storing and publishing, and what was taken in."""
    from django.utils import timezone

    from stadsrecht.kernel.permissions import SYSTEM
    from stadsrecht.monitoring.operations import import_figures

    started = time.process_time()
    taken = import_figures(kind="open-sdg", files=content, publish=True, acting_user=SYSTEM, at=timezone.now())
    return time.process_time() - started, taken


def with_one_cell_changed(content: dict[str, bytes]) -> dict[str, bytes]:
    """The last figure of one indicator is another."""
    name = min(name for name in content if name.endswith(".csv"))
    lines = content[name].rstrip().split(b",")
    return {**content, name: b",".join([*lines[:-1], b"12345.5"]) + b"\n"}


def require(taken: list[Any], **states: int) -> None:
    found = [one.state for one in taken]
    assert {state: found.count(state) for state in set(found)} == states, found


def main() -> None:
    if not Path(UK).is_dir():
        print("Figures: not measured, for want of the folder sdg-uk.")
        return
    content = files()
    with installation():
        print("Figures of 40 indicators brought in and published")
        busy, taken = cost(content)
        require(taken, new=40)
        figure("rows", sum(one.rows for one in taken), "", digits=0)
        figure("the first time: CPU", busy, "s", SECONDS, digits=2)
        busy, taken = cost(content)
        require(taken, unchanged=40)
        figure("again, nothing changed: CPU", busy, "s", SECONDS, digits=2)
        busy, taken = cost(with_one_cell_changed(content))
        require(taken, changed=1, unchanged=39)
        figure("again, one cell changed: CPU", busy, "s", SECONDS, digits=2)
        figure("memory at its highest", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB", digits=0)
    done()


if __name__ == "__main__":
    main()
