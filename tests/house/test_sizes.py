"""Budgets of size: beauty is decided in the longest file and the longest function."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.files import read, with_suffix

LONGEST_FILE = 500
P95_FILE = 300
LONGEST_FUNCTION = 60


def code() -> list[Path]:
    return [file for file in with_suffix(".py") if "migrations" not in file.parts]


def length(file: Path) -> int:
    return len(read(file).splitlines())


def functions(file: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(read(file))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{file}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_too_long():
    """Past 300 lines a file becomes a package of the same name."""
    long = {str(file): length(file) for file in code() if length(file) > LONGEST_FILE}
    assert not long, f"At most {LONGEST_FILE} lines: make it a package of that name with one file for each concept"


def test_nearly_all_files_are_short():
    """Nineteen of twenty files can be read at one sitting."""
    lengths = sorted(length(file) for file in code())
    longest = [str(file) for file in code() if length(file) > P95_FILE]
    assert lengths[int(len(lengths) * 0.95)] <= P95_FILE, f"Split some of these: {longest}"


def test_no_function_is_too_long():
    """A function does one thing and fits on a screen."""
    long = {name: lines for file in code() for name, lines in functions(file) if lines > LONGEST_FUNCTION}
    assert not long, f"At most {LONGEST_FUNCTION} lines: give a part of it a name of its own"
