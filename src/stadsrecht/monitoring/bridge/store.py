"""Observations in Parquet files, one for each release, named by the SHA-256 of its figures in canonical form.

A file is written under another name, flushed to the disk and then renamed, so that it is there whole or not at all; the
database mentions it only after that. Reading is plain SQL over one relation. How a file becomes a relation is said in
`_relation` alone, so that another engine of Parquet and SQL, such as a Spark cluster, can take over from DuckDB.
"""

import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from django.conf import settings

from stadsrecht.monitoring.errors import FiguresLost
from stadsrecht.monitoring.models import FIXED, Cell, Column, Observation, Period, Status, Table

logger = logging.getLogger(__name__)
_process = threading.local()
_as_cell = partial(tuple.__new__, Cell)  # a map reads thousands; `Cell._make` takes three times as long


def path_of(sha256: str) -> Path:
    return Path(settings.FIGURES_ROOT) / sha256[:2] / f"{sha256}.parquet"


def keep(table: Table) -> str:
    """Store a table, unless it is there already; gives its digest. Raises OSError where the disk is full."""
    digest = table.sha256
    target = path_of(digest)
    if target.exists():
        target.touch()  # so that it is not cleared away before a release mentions it
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f"{digest}.{os.getpid()}.{threading.get_ident()}.draft")
        try:
            _write(table, draft)
            _flush(draft)
            draft.replace(target)
            _flush(target.parent)
        finally:
            draft.unlink(missing_ok=True)
    return digest


def clear(mentioned: frozenset[str], *, before: datetime) -> int:
    """Take away files that are older than `before` and neither one of `mentioned` nor part of one; gives how many."""
    gone = 0
    for file in Path(settings.FIGURES_ROOT).glob("??/*"):
        is_wanted = file.suffix == ".parquet" and file.stem in mentioned
        if not is_wanted and file.stat().st_mtime < before.timestamp():
            file.unlink(missing_ok=True)
            gone += 1
    return gone


def _write(table: Table, file: Path) -> None:
    figures = _as_arrays(table)
    names = ", ".join(_quoted(name) for name in figures)
    text = f"COPY (SELECT {names} FROM figures) TO {_literal(file)} (FORMAT parquet, COMPRESSION zstd)"  # noqa: S608
    with _stoppable() as connection:
        connection.register("figures", figures)
        connection.execute(text)


def _as_arrays(table: Table) -> dict[str, Any]:
    rows = table.observations
    keys = {column.code: _texts(row.keys[place] for row in rows) for place, column in enumerate(table.keys)}
    attributes = {
        column.code: _texts(row.attributes[place] for row in rows) for place, column in enumerate(table.attributes)
    }
    return {
        **keys,
        "period": _texts(row.period.label for row in rows),
        "year": np.array([row.period.year for row in rows], dtype=np.int32),
        "starts_on": _texts(row.period.starts_on.isoformat() for row in rows),
        "value": np.array([np.nan if row.value is None else row.value for row in rows], dtype=np.float64),
        "status": _texts(row.status.value for row in rows),
        "is_provisional": np.array([row.is_provisional for row in rows], dtype=bool),
        "is_break": np.array([row.is_break for row in rows], dtype=bool),
        "note": _texts(row.note for row in rows),
        **attributes,
    }


def _texts(values: Iterable[str]) -> Any:
    return np.array(list(values), dtype=object)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _connection() -> Any:
    """One connection for each thread, in memory and with one worker, for a request is one of many."""
    if getattr(_process, "pid", None) != os.getpid():
        _process.pid = os.getpid()
        _process.connection = duckdb.connect(":memory:", config={"threads": 1, "memory_limit": "512MB"})
    return _process.connection


@contextmanager
def _stoppable() -> Iterator[Any]:
    """The connection. Ctrl-C while it works comes out as an error of the engine, and must end the command as well."""
    try:
        yield _connection()
    except (RuntimeError, duckdb.Error) as fault:
        if "interrupt" in str(fault).lower():
            raise KeyboardInterrupt from None
        raise


def _rows(sha256: str, text: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Raises FiguresLost."""
    return list(_answered(sha256, text, values, lambda found: found.fetchall()))


def _columns(sha256: str, text: str, values: Sequence[Any] = ()) -> list[list[Any]]:
    """The same column by column, in half the time. Raises FiguresLost."""
    found = _answered(sha256, text, values, lambda found: found.fetchnumpy())
    return [column.tolist() for column in found.values()]


def _answered(sha256: str, text: str, values: Sequence[Any], fetch: Callable[[Any], Any]) -> Any:
    """Raises FiguresLost where the file is gone or cannot be read; what the engine said of it goes to the log."""
    if not path_of(sha256).exists():
        logger.error("the file of figures %s is gone", sha256)
        raise FiguresLost(release=sha256[:12])
    try:
        with _stoppable() as connection:
            return fetch(connection.execute(text, values))
    except duckdb.Error as fault:
        logger.error("the file of figures %s cannot be read: %s", sha256, fault)
        raise FiguresLost(release=sha256[:12]) from None


def _relation(sha256: str) -> str:
    return f"read_parquet({_literal(path_of(sha256))})"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


Where = Mapping[str, str | Sequence[str]]
"""A key column is this value, or one of these; a column that is not named may be anything."""


def _condition(where: Where) -> tuple[str, list[str]]:
    parts, values = [], []
    for name, wanted in where.items():
        some = [wanted] if isinstance(wanted, str) else list(wanted)
        if not some:
            return " WHERE 1 = 0", []
        parts.append(f"{_quoted(name)} IN ({', '.join('?' * len(some))})")
        values += some
    return (" WHERE " + " AND ".join(parts) if parts else ""), values


def select(
    sha256: str, columns: Sequence[str], where: Where | None = None, part: slice = slice(None)
) -> list[tuple[Any, ...]]:
    """The rows with these columns, ordered by key and period. A value that is not there is None."""
    condition, values = _condition(where or {})
    order = ", ".join([*(_quoted(name) for name in columns if name not in FIXED), "starts_on", "period"])
    text = f"SELECT {_named(columns)} FROM {_relation(sha256)}{condition} ORDER BY {order}"  # noqa: S608  (names are quoted, values are bound)
    if part.stop is not None:
        start = part.start or 0
        text += f" LIMIT {int(part.stop - start)} OFFSET {int(start)}"
    return list(zip(*_columns(sha256, text, values), strict=True))


def cells(sha256: str, by: str, where: Where) -> list[tuple[str, Cell]]:
    """The cells with what they have in one column, ordered by that and by period.

    They mostly lie in that order, which is seen at once; the engine would sort them as if they did not.
    """
    condition, values = _condition(where)
    text = f"SELECT {_named([by, *FIXED])} FROM {_relation(sha256)}{condition}"  # noqa: S608  (as above)
    keys, *columns = _columns(sha256, text, values)
    rows = list(zip(keys, map(_as_cell, zip(*columns, strict=True)), strict=True))
    rows.sort(key=lambda row: (row[0], row[1].starts_on, row[1].period))
    return rows


def _named(columns: Iterable[str]) -> str:
    return ", ".join(_value(name) for name in columns)


def count(sha256: str, where: Where | None = None) -> int:
    """How many observations there are."""
    condition, values = _condition(where or {})
    text = f"SELECT count(*) FROM {_relation(sha256)}{condition}"  # noqa: S608  (as above)
    return int(_rows(sha256, text, values)[0][0])


def _value(name: str) -> str:
    if name != "value":
        return _quoted(name)
    return "CASE WHEN status IN ('value', 'zero') THEN \"value\" END AS \"value\""


def group(sha256: str, by: Sequence[str], where: Where | None = None) -> list[tuple[Any, ...]]:
    """For each combination of `by`: how many observations, how many with a value, their least, mean and greatest."""
    condition, values = _condition(where or {})
    names = ", ".join(_quoted(name) for name in by)
    known = "CASE WHEN status IN ('value', 'zero') THEN \"value\" END"
    text = (
        f"SELECT {names}, count(*), count({known}), min({known}), avg({known}), max({known}) "  # noqa: S608  (as above)
        f"FROM {_relation(sha256)}{condition} GROUP BY {names} ORDER BY {names}"
    )
    return _rows(sha256, text, values)


def load(sha256: str, columns: Sequence[Column]) -> Table:
    """A whole table, as it was kept."""
    keys = [column.code for column in columns if column.is_key]
    attributes = [column.code for column in columns if not column.is_key]
    wanted = [*keys, *attributes, *FIXED]
    return Table.of(columns, (_observation(row, len(keys)) for row in select(sha256, wanted)))


def part_of(sha256: str, columns: Sequence[Column], where: Where, part: slice) -> list[Observation]:
    """Some observations, in the order of their keys."""
    keys = [column.code for column in columns if column.is_key]
    attributes = [column.code for column in columns if not column.is_key]
    return [_observation(row, len(keys)) for row in select(sha256, [*keys, *attributes, *FIXED], where, part)]


def _observation(row: tuple[Any, ...], keys: int) -> Observation:
    *texts, label, year, starts_on, value, status, is_provisional, is_break, note = row
    period = Period(label, year, date.fromisoformat(starts_on))
    return Observation(
        period, tuple(texts[:keys]), value, Status(status), is_provisional, is_break, tuple(texts[keys:]), note
    )


def is_whole(sha256: str, columns: Sequence[Column]) -> bool:
    """Whether the file is there and holds what was hashed."""
    try:
        return load(sha256, columns).sha256 == sha256
    except (FiguresLost, duckdb.Error, ValueError):
        return False
