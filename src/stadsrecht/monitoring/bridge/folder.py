"""A folder that is kept in step with what is public: only what changed is written, only what is ours is removed.

Each file is written under another name and renamed, so that it is there whole or not at all. The manifest is written
last: whoever stops the work halfway finds whole files, and the next run goes on from there.
"""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

MANIFEST = "stadsrecht-manifest.json"


@dataclass
class Folder:
    """`tag` of a file says what it is made from; the file is not made again while that stays the same."""

    root: Path
    written: int = 0
    kept: int = 0
    removed: int = 0
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        self.earlier = _manifest(self.root / MANIFEST)

    def has(self, name: str, tag: str) -> bool:
        """Whether this very file is there."""
        entry, file = self.earlier.get(name, {}), self.root / name
        return entry.get("tag") == tag and file.is_file() and file.stat().st_size == entry["bytes"]

    def put(self, name: str, tag: str, make: Callable[[], bytes]) -> None:
        """Keep a file that is there, else make and write it."""
        if self.has(name, tag):
            self.entries[name] = self.earlier[name]
            self.kept += 1
            return
        content = make()
        digest, file = hashlib.sha256(content).hexdigest(), self.root / name
        self.entries[name] = {"tag": tag, "sha256": digest, "bytes": len(content)}
        if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == digest:
            self.kept += 1
            return
        _write(file, content)
        self.written += 1

    def finish(self) -> None:
        """Remove what this folder held before and holds no more, and write down what it holds now."""
        for name in self.earlier.keys() - self.entries.keys():
            file = self.root / name
            if file.is_file():
                file.unlink()
                self.removed += 1
            self._clear(file.parent)
        if self.entries != self.earlier:
            text = json.dumps({"files": self.entries}, indent=1, sort_keys=True, ensure_ascii=False)
            _write(self.root / MANIFEST, text.encode() + b"\n")

    def _clear(self, folder: Path) -> None:
        while folder != self.root and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


def _manifest(file: Path) -> dict[str, dict[str, Any]]:
    """What the folder held when it was finished last. One that cannot be read counts as none: nothing is removed."""
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))["files"]
        return {
            name: {"tag": str(entry["tag"]), "sha256": str(entry["sha256"]), "bytes": int(entry["bytes"])}
            for name, entry in entries.items()
            if _is_inside(name)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}.draft")
    try:
        draft.write_bytes(content)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
