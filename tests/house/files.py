"""Which files belong to the house: those that git knows or would take."""

import os
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", ".venv", "var", "node_modules", "__pycache__", ".hypothesis", ".ruff_cache"}


@cache
def files() -> tuple[Path, ...]:
    """All files, relative to the root. Where git is missing, what lies there but for known droppings."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        listed = list(_walk())
    return tuple(sorted(Path(name) for name in listed if name and (ROOT / name).is_file()))


def _walk() -> list[str]:
    found = []
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [name for name in inner if name not in NOT_OURS and not name.endswith(".egg-info")]
        found += [str((Path(folder) / name).relative_to(ROOT)) for name in names if not name.endswith((".pyc", ".mo"))]
    return found


def with_suffix(*suffixes: str, under: str = "") -> list[Path]:
    return [file for file in files() if file.suffix in suffixes and file.as_posix().startswith(under)]


def read(file: Path) -> str:
    """The text of a file, or nothing where it holds no text."""
    try:
        return (ROOT / file).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def is_vendored(file: Path) -> bool:
    return "vendor" in file.parts
