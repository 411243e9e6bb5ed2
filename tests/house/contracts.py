"""The plan of the house: which room lies above which. `make contracts` writes it down as import-linter's contracts.

The order of modules and of the rooms in a module is decided here, once. Which of them exist is read from the folders,
so .importlinter names no room that is not there; the contracts are exhaustive, so no folder is without a place.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "stadsrecht"
ENGINES = "stadsrecht_engines"

# From the roof down. Modules on one line are blind to each other.
MODULES = (
    ("config",),
    ("shell",),
    ("exchange",),
    ("council",),
    ("monitoring", "discrimination", "participation", "hubs", "neighbourhoods", "assessments", "wording"),
    ("evidence",),
    ("policies",),
    ("rights",),
    ("partners",),
    ("people", "places"),
    ("kernel",),
)
ROOMS = (
    ("web", "api", "admin"),
    ("tasks",),
    ("operations",),
    ("queries",),
    ("bridge",),
    ("permissions",),
    ("models",),
    ("workflow", "errors"),
)
OUTSIDE_THE_ORDER = ("apps", "management", "migrations", "templatetags")
DOORS = ("operations", "queries", "errors")
WITHOUT_ROOMS = ("config", "kernel")
WITHOUT_DOORS = ("config", "kernel")
IMPURE = ("django", PACKAGE, "http", "os", "secrets", "socket", "sqlite3", "subprocess", "tempfile", "time", "urllib")


def folders(root: Path, package: str) -> list[str]:
    """The packages directly in a package, by name."""
    return sorted(init.parent.name for init in (root / package).glob("*/__init__.py"))


def modules(root: Path = ROOT) -> list[str]:
    return folders(root / "src", PACKAGE)


def engines(root: Path = ROOT) -> list[str]:
    return folders(root / "engines" / "src", ENGINES)


def without_a_place(root: Path = ROOT) -> list[str]:
    """Folders that the plan does not know."""
    planned = {name for floor in MODULES for name in floor}
    return [name for name in modules(root) if name not in planned]


def text(root: Path = ROOT) -> str:
    """The whole of .importlinter."""
    there = set(modules(root))
    sections = [HEADER, *_layers(there), *_rooms(there), *_doors(there), LOOPS, PURITY]
    if len(engines(root)) > 1:
        sections.append(INDEPENDENCE)
    return "\n".join(section.strip() + "\n" for section in sections)


def _layers(there: set[str]) -> Iterator[str]:
    floors = [" | ".join(name for name in floor if name in there) for floor in MODULES]
    yield (
        _section("house", "The house: imports run downward, from config to kernel", "layers")
        + _list(containers=[PACKAGE], layers=[floor for floor in floors if floor])
        + "exhaustive = True"
    )


def _rooms(there: set[str]) -> Iterator[str]:
    yield (
        _section("rooms", "The rooms: in each module from web down to workflow and errors", "layers")
        + _list(
            containers=[f"{PACKAGE}.{name}" for name in sorted(there - set(WITHOUT_ROOMS))],
            layers=[" | ".join(f"({room})" for room in floor) for floor in ROOMS],
            exhaustive_ignores=OUTSIDE_THE_ORDER,
        )
        + "exhaustive = True"
    )


def _doors(there: set[str]) -> Iterator[str]:
    for name in sorted(there - set(WITHOUT_DOORS)):
        module = f"{PACKAGE}.{name}"
        yield (
            _section(f"door-{name}", f"The door of {name}: only {', '.join(DOORS)}", "protected")
            + _list(
                protected_modules=[module],
                allowed_importers=[f"{PACKAGE}.config"],
                ignore_imports=[f"{PACKAGE}.** -> {module}.{door}" for door in DOORS],
            )
            + "unmatched_ignore_imports_alerting = none"
        )


def _section(code: str, name: str, kind: str) -> str:
    return f"[importlinter:contract:{code}]\nname = {name}\ntype = {kind}\n"


def _list(**options: Iterable[str]) -> str:
    return "".join(
        f"{option} =\n" + "".join(f"    {value}\n" for value in values) for option, values in options.items()
    )


HEADER = f"""
# Written by `make contracts` from the plan in tests/house/contracts.py. Change the plan, not this file.
[importlinter]
root_packages =
    {PACKAGE}
    {ENGINES}
include_external_packages = True
exclude_type_checking_imports = True
"""
LOOPS = _section("loops", "No loops: no two neighbours import each other", "acyclic_siblings") + _list(
    ancestors=[PACKAGE, ENGINES]
)
PURITY = (
    _section("purity", "The engines are pure: no framework, no files, no network, no clock", "forbidden")
    + _list(source_modules=[ENGINES], forbidden_modules=IMPURE, ignore_imports=[f"{ENGINES}.*.__main__ -> **"])
    + "unmatched_ignore_imports_alerting = none"
)
INDEPENDENCE = _section("engines", "The engines do not know each other", "independence") + _list(
    modules=[f"{ENGINES}.*"]
)


def main() -> None:
    if lost := without_a_place():
        sys.exit(f"No place in the plan (MODULES in tests/house/contracts.py) for: {', '.join(lost)}")
    (ROOT / ".importlinter").write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
