"""The command: `python -m stadsrecht_engines.disclosure protect | audit | verify | round`.

Exit 0: protected and proven (or: the attack failed). 1: with a list of unsafe cells. 2: bad input, named.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import numpy as np

from .audit import audit
from .errors import DisclosureError, UnprotectableTable, UnreadableData
from .files import as_text, read_published, read_rows, write_protected, write_reasons, write_rounded
from .lattice import build_lattice
from .parsing import parse_specification
from .proof import Proof, Published, verify
from .protect import protect
from .rounding import round_counts
from .specification import Specification
from .table import read_table


def main(arguments: list[str] | None = None) -> int:
    """Run one command; every expected failure becomes a sentence and an exit code."""
    options = _parser().parse_args(arguments)
    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "protect": _protect,
        "audit": _audit,
        "verify": _verify,
        "round": _round,
    }
    try:
        return commands[options.command](options)
    except UnprotectableTable as refusal:
        _say(f"{type(refusal).__name__}: {refusal}", sys.stderr)
        return _list_unsafe(refusal.cells)
    except DisclosureError as refusal:
        _say(f"{type(refusal).__name__}: {refusal}", sys.stderr)
        return 2
    except MemoryError:
        _say("TableTooLarge: the table does not fit in memory; publish fewer margins", sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m stadsrecht_engines.disclosure", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("protect", "round"):
        command = commands.add_parser(name)
        command.add_argument("spec", type=Path)
        command.add_argument("data", type=Path)
        command.add_argument("--out", type=Path, required=True, help="the file that may leave the house")
        command.add_argument("--records", action="store_true", help="one row per record instead of per inner cell")
        command.add_argument("--progress", action="store_true")
        if name == "protect":
            command.add_argument("--proof", type=Path, required=True, help="confidential, as the data are")
            command.add_argument("--reasons", type=Path, help="confidential: why each cell is hidden")
        else:
            command.add_argument("--base", type=int, default=5)
    for name in ("audit", "verify"):
        command = commands.add_parser(name)
        command.add_argument("spec", type=Path)
        command.add_argument("table", type=Path)
        command.add_argument("--progress", action="store_true")
        if name == "verify":
            command.add_argument("proof", type=Path)
        else:
            command.add_argument(
                "--proof", type=Path, help="tells the auditor which cells are one person, and tables to try"
            )
    return parser


def _say(text: str, stream: TextIO | None = None) -> None:
    (stream or sys.stdout).write(f"{text}\n")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as mistake:
        raise UnreadableData(f"{path.name}: {mistake}") from mistake


def _bar(is_on: bool) -> Callable[[int, int], None] | None:
    if not is_on:
        return None

    def tick(done: int, of: int) -> None:
        filled = 40 * (done + 1) // max(of, 1)
        sys.stderr.write(f"\r[{'#' * filled}{' ' * (40 - filled)}] {done + 1}/{of}")
        sys.stderr.flush()

    return tick


def _protect(options: argparse.Namespace) -> int:
    spec = parse_specification(_text(options.spec))
    data = read_table(spec, read_rows(options.data), is_records=options.records)
    result = protect(spec, data, progress=_bar(options.progress))
    write_protected(options.out, spec, result)
    options.proof.write_text(result.proof.to_json(), encoding="utf-8")
    if options.reasons is not None:
        write_reasons(options.reasons, result)
    loss = result.loss
    total = as_text(loss.secondary_sum, result.decimals)
    _say(f"primary {loss.primary_cells}, secondary {loss.secondary_cells} (sum {total}); proven")
    for level, cells, amount in loss.by_level:
        _say(f"  {level}: {cells} secondary (sum {as_text(amount, result.decimals)})")
    return 0


def _proof(spec: Specification, path: Path) -> Proof:
    return Proof.from_json(_text(path), build_lattice(spec))


def _audit(options: argparse.Namespace) -> int:
    spec = parse_specification(_text(options.spec))
    published = read_published(options.table, spec)
    if options.proof is None:
        found = audit(spec, published)
    else:
        proof = _proof(spec, options.proof)
        found = audit(spec, published, lone_people=_lone_people(spec, published, proof), tables=proof.tables())
    for sentence in found.conditional:
        _say(f"only if so: {sentence}")
    narrowest = found.narrowest
    if narrowest is not None:
        name = " x ".join(narrowest.codes)
        _say(f"{len(found.intervals)} hidden cells; narrowest: {name}, {narrowest.low} to {narrowest.high} or wider")
    return _list_unsafe(found.objections)


def _lone_people(spec: Specification, published: Published, proof: Proof) -> set[tuple[str, ...]]:
    lattice = build_lattice(spec)
    alone = {lattice.codes_of(int(p)) for p in np.flatnonzero(proof.people.ravel() == 1)}
    return {codes for codes in alone if codes in published and published[codes] is None}


def _verify(options: argparse.Namespace) -> int:
    spec = parse_specification(_text(options.spec))
    proof = _proof(spec, options.proof)
    return _list_unsafe(verify(spec, read_published(options.table, spec, proof.decimals), proof))


def _round(options: argparse.Namespace) -> int:
    spec = parse_specification(_text(options.spec))
    data = read_table(spec, read_rows(options.data), is_records=options.records)
    result = round_counts(spec, data, base=options.base)
    write_rounded(options.out, result.dimensions, result.published)
    change = f"by at most {result.largest_change}, on average {result.mean_change:.2f}"
    _say(f"{result.cells_changed} cells changed, {change}")
    return 0


def _list_unsafe(sentences: tuple[str, ...]) -> int:
    for sentence in sentences:
        _say(f"unsafe: {sentence}")
    return 1 if sentences else 0


if __name__ == "__main__":
    sys.exit(main())
