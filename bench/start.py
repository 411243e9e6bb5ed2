"""From a fresh copy to a city that answers: the first and the second `make run`, and what the installation weighs."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from stage import ROOT, done, figure

COLD = 180
AGAIN = 15
MEGABYTES = 600


def copy_to(folder: Path) -> None:
    """What git knows or would take, and nothing that was made here."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def seconds_until_ready(folder: Path, port: int) -> float:
    """How long `make run` takes until it says that the city is ready. It is stopped again."""
    surroundings = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "STADSRECHT_VAR"}}
    started = time.perf_counter()
    run = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=folder,
        env={key: value for key, value in surroundings.items() if not key.startswith(("MAKE", "MFLAGS"))},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        process_group=0,
    )
    assert run.stdout
    lines = []
    for line in run.stdout:
        lines.append(line)
        if line.startswith("Stadsrecht is ready at"):
            taken = time.perf_counter() - started
            os.killpg(run.pid, signal.SIGINT)
            run.communicate(timeout=60)
            return taken
    sys.exit("".join(lines))


def size(folder: Path) -> int:
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def main() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="stadsrecht-") as name:
        folder = Path(name)
        copy_to(folder)
        print("From a fresh copy, with the package caches as they are")
        figure("first make run", seconds_until_ready(folder, port), "s", COLD)
        figure("second make run", seconds_until_ready(folder, port), "s", AGAIN)
        figure("installed size of what runs", size(folder / ".venv") / 1e6, "MB", MEGABYTES, digits=0)
        figure("data of the demo city, database included", size(folder / "var") / 1e6, "MB", digits=0)
    done()


if __name__ == "__main__":
    main()
