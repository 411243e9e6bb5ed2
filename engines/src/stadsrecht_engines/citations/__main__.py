"""python -m stadsrecht_engines.citations FILE...: one line of JSON for each provision that the files name."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from . import find
from .reading import LARGEST, TooLarge, UnableToRead, text_of


def lines(path: Path) -> Iterator[str]:
    """The hits of one file."""
    text = text_of(_bytes(path), path.name)
    for hit in find(text):
        yield json.dumps(
            {
                "file": str(path),
                "start": hit.start,
                "end": hit.end,
                "text": text[hit.start : hit.end],
                "instrument": hit.instrument,
                "provision": hit.provision,
                "paragraph": hit.paragraph,
                "language": hit.language,
            },
            ensure_ascii=False,
        )


def _bytes(path: Path) -> bytes:
    """What the file holds, but never more than may be read."""
    with path.open("rb") as file:
        found = file.read(LARGEST + 1)
    if len(found) > LARGEST:
        raise TooLarge
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Status 1 if a file could not be read; the others are read all the same."""
    parser = argparse.ArgumentParser(prog="python -m stadsrecht_engines.citations", description=__doc__)
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help=".txt, .md, .html, .docx, .odt or .pdf")
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    status = 0
    for path in parser.parse_args(arguments).files:
        try:
            for line in lines(path):
                sys.stdout.write(line + "\n")
        except UnableToRead as failure:
            sys.stderr.write(f"{path}: {failure}\n")
            status = 1
        except OSError as failure:
            sys.stderr.write(f"{path}: {failure.strerror or failure}\n")
            status = 1
    return status


if __name__ == "__main__":
    raise SystemExit(main())
