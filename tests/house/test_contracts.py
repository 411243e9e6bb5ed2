"""The import contracts: each is kept, each catches the fault it exists for, and none is forgotten."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import contracts

SOURCES = ("src/stadsrecht", "engines/src/stadsrecht_engines")


def lint(root: Path) -> dict[str, bool]:
    """Whether each contract is kept, by name, in the house at `root`."""
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root / "engines" / "src")])},
        capture_output=True,
        text=True,
        check=False,
    )
    kept = dict(re.findall(r"^(.+?) (KEPT|BROKEN)\b.*$", run.stdout, flags=re.MULTILINE))
    assert kept, run.stdout + run.stderr
    return {name: word == "KEPT" for name, word in kept.items()}


def broken(root: Path) -> set[str]:
    return {name.split(":")[0] for name, is_kept in lint(root).items() if not is_kept}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the sources in which faults can be planted, with a second and a third engine."""
    for source in SOURCES:
        shutil.copytree(contracts.ROOT / source, tmp_path / source, ignore=shutil.ignore_patterns("*.pyc", "static"))
    for engine in ("counting", "sorting"):
        plant(tmp_path, f"engines/src/stadsrecht_engines/{engine}/__init__.py", "")
    (tmp_path / ".importlinter").write_text(contracts.text(tmp_path))
    return tmp_path


def plant(root: Path, file: str, line: str) -> None:
    """Add a line to a file, making both where they are missing."""
    target = root / file
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("a") as text:
        text.write(f"\n{line}\n")


def test_every_folder_has_a_place_in_the_plan():
    """A new module is given its place by a person, not by chance."""
    assert not contracts.without_a_place(), "Give each its place in MODULES of tests/house/contracts.py"


def test_the_contracts_are_those_of_the_plan():
    """What is linted is what the plan says, for the folders that exist."""
    written = (contracts.ROOT / ".importlinter").read_text(encoding="utf-8")
    assert written == contracts.text(), "Renew the contracts: make contracts"


def test_the_house_without_faults_keeps_all(house):
    """Else the faults below would prove nothing."""
    assert broken(house) == set()


FAULTS = {
    "the spine knows upward": (
        "rights/queries/upward.py",
        "import stadsrecht.policies.queries",
        "The house",
    ),
    "a module knows its sibling": (
        "people/operations/sideways.py",
        "import stadsrecht.places.queries",
        "The house",
    ),
    "a module reads another's models": (
        "policies/operations/peeping.py",
        "import stadsrecht.rights.models",
        "The door of rights",
    ),
    "a module enters another by a side door": (
        "evidence/operations/peeping.py",
        "import stadsrecht.policies.operations.pack",
        "The door of policies",
    ),
    "a model imports a view inside a function": (
        "rights/models/shortcut.py",
        "def show():\n    import stadsrecht.rights.web",
        "The rooms",
    ),
    "a stray helper file": ("rights/utils.py", "", "The rooms"),
    "a folder without a place": ("gossip/__init__.py", "", "The house"),
    "an engine imports Django": (
        "../../engines/src/stadsrecht_engines/counting/_django.py",
        "import django.db",
        "The engines are pure",
    ),
    "an engine reads the clock": (
        "../../engines/src/stadsrecht_engines/counting/_clock.py",
        "import time",
        "The engines are pure",
    ),
    "an engine knows the product": (
        "../../engines/src/stadsrecht_engines/counting/_product.py",
        "import stadsrecht.kernel",
        "The engines are pure",
    ),
    "an engine imports an engine": (
        "../../engines/src/stadsrecht_engines/counting/_other.py",
        "import stadsrecht_engines.sorting",
        "The engines do not know each other",
    ),
}


@pytest.mark.parametrize(("file", "line", "contract"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_caught_by_its_contract(house, file, line, contract):
    """Each contract catches the fault it exists for. An import upward may close a loop besides; nothing else breaks."""
    make_packages_of_files(house, file)
    plant(house, f"src/stadsrecht/{file}", line)
    assert broken(house) - {"No loops"} == {contract}


def make_packages_of_files(root: Path, file: str) -> None:
    """Where a fault needs `models/` and the module has `models.py`, the file becomes a package of that name."""
    folder = (root / "src" / "stadsrecht" / file).parent
    if (single := folder.with_suffix(".py")).exists():
        folder.mkdir()
        single.rename(folder / "__init__.py")


def test_a_loop_is_caught_by_its_contract(house):
    """Two files of one room that import each other."""
    plant(house, "src/stadsrecht/kernel/chicken.py", "import stadsrecht.kernel.egg")
    plant(house, "src/stadsrecht/kernel/egg.py", "import stadsrecht.kernel.chicken")
    assert broken(house) == {"No loops"}


def test_the_command_of_an_engine_may_touch_the_world(house):
    """`python -m stadsrecht_engines.<name>` reads files; the algorithm beside it does not."""
    plant(house, "engines/src/stadsrecht_engines/counting/__main__.py", "import os, time, urllib.request")
    assert broken(house) == set()
