"""python -m stadsrecht_engines.progress CASES.json: judges the series of a file and prints the results as JSON.

Exit 0: all were read and answered. 2: bad input, named.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from . import METHODS
from ._answers import answers
from ._cases import read_cases
from .errors import InvalidCases, ProgressError


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, answer, print; an expected failure becomes a sentence on stderr."""
    options = _parser().parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        found = answers(read_cases(_text(options.cases)), method=options.method, zero=options.zero)
    except ProgressError as refusal:
        sys.stderr.write(f"{type(refusal).__name__}: {refusal}\n")
        return 2
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m stadsrecht_engines.progress", description=__doc__)
    parser.add_argument(
        "cases", metavar="CASES.json", type=Path, help="series, in the format that the README describes"
    )
    parser.add_argument("--method", choices=METHODS, help="judge all series by this method, whatever the file says")
    parser.add_argument("--zero", type=float, metavar="NUMBER", help="what stands for a base or target of zero")
    return parser


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as mistake:
        raise InvalidCases(f"{path.name}: {mistake}") from None


if __name__ == "__main__":
    raise SystemExit(main())
