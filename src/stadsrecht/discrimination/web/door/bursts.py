"""Telling a burst from a busy day, without knowing who.

Counts stand in the memory of one process, under a hash of the visitor's address whose seed dies with the process (see
NoAddressMiddleware). Over the limit nobody is shut out: each further form is asked for a moment of work or waiting. So
many people behind one shared exit, such as a library or Tor, are slowed and never refused.
"""

import threading
from collections import OrderedDict

WINDOW = 600.0
MOST_SOURCES = 10_000


class Bursts:
    """How often each source sent something in the last ten minutes; the oldest sources are forgotten first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def count(self, source: str, now: float) -> int:
        """Count one more, and say how many there are now."""
        with self._lock:
            begun, number = self._counts.pop(source, (now, 0))
            if now - begun > WINDOW:
                begun, number = now, 0
            self._counts[source] = (begun, number + 1)
            while len(self._counts) > MOST_SOURCES:
                self._counts.popitem(last=False)
            return number + 1

    def forget(self) -> None:
        with self._lock:
            self._counts.clear()


bursts = Bursts()
