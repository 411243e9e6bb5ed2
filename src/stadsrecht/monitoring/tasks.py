"""Jobs of figures: what becomes public at its moment, and the work that was asked for at the desk."""

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils import timezone
from procrastinate.contrib.django import app

from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.monitoring.operations import do_work, forget_work, publish_due, tell_work

EVERY = 0.4  # seconds between two words of how far work is


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="figures", pass_context=False)
def publish_due_releases(timestamp: int) -> int:
    """Every minute: publish what was under embargo until now. A release is seen at its moment without it; this writes
    down that it is published. Run twice it does no harm.
    """
    del timestamp  # what counts is the moment now, also for a job that ran late
    return publish_due(acting_user=SYSTEM, at=timezone.now())


@app.periodic(cron="30 3 * * *")
@app.task(queueing_lock="figures-work", pass_context=False)
def forget_figures_work(timestamp: int) -> int:
    """Every night: take away work that ended a week ago."""
    del timestamp
    return forget_work(acting_user=SYSTEM, at=timezone.now())


@app.task(queue="figures", lock="figures-work")
def do_figures_work(number: int) -> str:
    """Stage, publish or export, one after the other; run again it does nothing twice."""
    return do_work(number=number, follow=_Teller(number).follow, clock=timezone.now)


class _Teller:
    """Tells how far work is: at the start of each step, and then as often as a person looks."""

    def __init__(self, number: int) -> None:
        self.number = number

    def follow(self, step: str, start: int, end: int) -> Any:
        def through(parts: Sequence[Any]) -> Iterable[Any]:
            return self._told(parts, step, start, end)

        return through

    def _told(self, parts: Sequence[Any], step: str, start: int, end: int) -> Iterator[Any]:
        tell_work(number=self.number, step=step, percent=start)
        last, size = time.monotonic(), max(len(parts), 1)
        for place, part in enumerate(parts):
            if time.monotonic() - last > EVERY:
                tell_work(number=self.number, step=step, percent=start + (end - start) * place // size)
                last = time.monotonic()
            yield part
