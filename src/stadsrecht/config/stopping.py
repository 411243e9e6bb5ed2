"""Being told to stop while something is made ready.

A signal raises, so that what was begun ends as if by itself, the embedded database included. Python drops what is
raised while it clears something away; so the signal is remembered, and long work looks for it between its steps.
"""

import signal
import sys
from types import FrameType
from typing import NoReturn

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
asked: list[int] = []


def leave(number: int, _frame: FrameType | None = None) -> NoReturn:
    """What a stop signal does."""
    asked.append(number)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    sys.exit(128 + number)


def require_wanted() -> None:
    """Leave if a stop signal was dropped."""
    if asked:
        leave(asked[-1])
