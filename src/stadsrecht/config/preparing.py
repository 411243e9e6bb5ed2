"""What an installation needs before it can serve: tables, translations, static files and, for show, the demo city.

Each step looks first whether there is anything to do, so a second run costs little and does no harm.
"""

import hashlib
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.cache import cache
from django.core.management import call_command
from django.db import ProgrammingError, connection
from django.db.migrations.exceptions import MigrationSchemaMissing
from django.db.migrations.executor import MigrationExecutor
from psycopg.errors import InsufficientPrivilege

from stadsrecht.config.city import load_everything
from stadsrecht.config.embedded import is_quiet
from stadsrecht.config.stopping import require_wanted
from stadsrecht.config.translations import compile_catalogues
from stadsrecht.kernel.errors import StadsrechtError

Say = Callable[[str], None]
UP_TO_DATE = "up to date"
CITY_LOADED = "installation.city"
SOURCES = Path(__file__).resolve().parents[1]


class TablesNotOurs(StadsrechtError):
    message = (
        "%(waiting)s migrations wait, and this database role may not apply them. Run `stadsrecht setup` as the owner."
    )


def prepare(say: Say) -> None:
    """Bring the installation up to date, saying one line for each step."""
    steps = {"database": _migrate, "translations": _translate, "static files": _collect}
    if settings.DEMO:
        steps["demo city"] = _load_city
    for name, step in steps.items():
        started = time.perf_counter()
        outcome = step()
        require_wanted()
        say(f"  {name:<13} {outcome:<36} {time.perf_counter() - started:5.1f} s")
    if not _keeps_values_out_of_its_log():
        say("  The database writes the values of statements that fail into its log: docs/how-to/run-in-production.md")


def _keeps_values_out_of_its_log() -> bool:
    connection.ensure_connection()
    return is_quiet(connection.connection)


def _migrate() -> str:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    try:
        if waiting:
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    except (ProgrammingError, MigrationSchemaMissing) as fault:
        if isinstance(fault, MigrationSchemaMissing) or isinstance(fault.__cause__, InsufficientPrivilege):
            raise TablesNotOurs(waiting=waiting) from None
        raise
    return f"{waiting} migrations applied" if waiting else UP_TO_DATE


def _translate() -> str:
    return ", ".join(compile_catalogues(settings.LOCALE_PATHS)) or UP_TO_DATE


def _collect() -> str:
    files = {path: storage.path(path) for finder in get_finders() for path, storage in finder.list(())}
    digest = digest_of(Path(file) for file in files.values())
    stamp = settings.VAR / "static.digest"
    is_there = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    if is_there and stamp.exists() and stamp.read_text() == digest:
        return UP_TO_DATE
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(digest)
    return f"{len(files)} files"


def _load_city() -> str:
    """Load the city's pack, unless this pack was loaded into this database by this code before.

    The mark is kept in the database itself, so that it is gone when the database is. Losing it costs one more load.
    """
    pack = Path(settings.CITY)
    digest = digest_of([*pack.rglob("*"), *SOURCES.rglob("*.py"), *SOURCES.rglob("*.toml")])
    if cache.get(CITY_LOADED) == digest:
        return UP_TO_DATE
    load_everything(pack)
    cache.set(CITY_LOADED, digest, timeout=None)
    return f"{pack.name} loaded"


def digest_of(files: Iterable[Path]) -> str:
    """One SHA-256 over the names and the contents of all files."""
    total = hashlib.sha256()
    for file in sorted(path for path in files if path.is_file()):
        total.update(str(file).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()
