"""What may stand in a committed file."""

import re
from pathlib import Path

import pytest

from tests.house.files import ROOT, files, read, with_suffix

# Built from parts, so that this file passes its own test.
INDEXES = tuple(
    name + "." + end
    for name, end in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npm" + "js", "org"),
        ("npm" + "js", "com"),
        ("yarn" + "pkg", "com"),
        ("deb.debian", "org"),
        ("security.debian", "org"),
        ("archive.ubuntu", "com"),
    )
)
OPTIONS = tuple("--" + word for word in ("index" + "-url", "extra-" + "index-url", "find" + "-links"))
MACHINE = tuple({str(ROOT) + "/", str(Path.home()) + "/", "/" + "root/", "/" + "work/"} - {"/", "//"})
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def lines_with(words: tuple[str, ...]) -> list[str]:
    found = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in words) + ")")
    return [
        f"{file}:{number}"
        for file in files()
        for number, line in enumerate(read(file).splitlines(), start=1)
        if found.search(line)
    ]


def test_no_file_names_a_package_index():
    """Whoever installs decides where packages come from."""
    assert not lines_with((*INDEXES, *OPTIONS)), "Name the package, not the address it was fetched from"


def test_no_file_names_a_path_of_a_machine():
    """A path that exists on one machine is a fault on all others."""
    assert not lines_with(MACHINE), "Reckon paths from the file's own place"


def requirements(lock: Path) -> dict[str, str]:
    """Each locked requirement with its hashes, on one line."""
    joined = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in joined.splitlines() if line.strip() and not line.startswith("#")]
    return {line.split(" ")[0]: line for line in lines}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_carries_hashes(lock):
    """Nothing is installed that was not looked at when the lock was made."""
    without = [name for name, line in requirements(lock).items() if "==" not in name or "--hash=sha256:" not in line]
    assert not without, "Renew the locks: sh requirements/lock.sh"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_address(lock):
    """Neither an index nor a place of download."""
    assert "://" not in lock.read_text(encoding="utf-8"), "Renew the locks: sh requirements/lock.sh"


def test_the_builders_lock_holds_all_that_runs():
    """Tests run with the same versions as the product."""
    run, dev = (set(requirements(ROOT / "requirements" / name)) for name in ("run.txt", "dev.txt"))
    assert run <= dev, "Renew the locks: sh requirements/lock.sh"


def test_npm_locks_name_no_address():
    """npm writes the address of each package unless .npmrc forbids it."""
    faults = [str(file) for file in with_suffix(".json") if "lock" in file.name and '"resolved"' in read(file)]
    assert not faults, "Put omit-lockfile-registry-resolved=true in .npmrc beside it and run npm install again"
