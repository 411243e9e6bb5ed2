"""`stadsrecht <verb>`: the administrator's command. It finds or starts the database, then hands over to the verb."""

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn

from stadsrecht.config.embedded import ensure_database


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stadsrecht.config.settings")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    root = Path(__file__).resolve().parents[3]
    ensure_database(Path(os.environ.get("STADSRECHT_VAR", root / "var" / os.environ.get("PORT", "8000"))))
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line  # reads the settings, which need DATABASE_URL

    from stadsrecht.kernel.errors import StadsrechtError

    try:
        execute_from_command_line([Path(sys.argv[0]).name, *sys.argv[1:]])
    except StadsrechtError as error:
        sys.exit(f"{error.code}: {error}")
    except ImproperlyConfigured as error:
        sys.exit(f"ImproperlyConfigured: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    """End as if by itself, so that what was registered to happen at the end (the embedded database) does."""
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
