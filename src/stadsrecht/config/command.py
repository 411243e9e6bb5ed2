"""`stadsrecht <verb>`: the administrator's command. It finds or starts the database, then hands over to the verb."""

import os
import signal
import sys
from pathlib import Path

from stadsrecht.config.embedded import ensure_database
from stadsrecht.config.stopping import STOP_SIGNALS, leave


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stadsrecht.config.settings")
    for number in STOP_SIGNALS:
        signal.signal(number, leave)
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


if __name__ == "__main__":
    main()
