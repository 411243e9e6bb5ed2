"""How fresh an entry is. Partners are asked twice a year; what nobody confirmed for a year sinks to the end."""

from datetime import date

from stadsrecht.kernel.periods import months_later
from stadsrecht.partners.models import Organisation

ASKED_EVERY = 6  # months
SINKS_AFTER = 12  # months


def due_before(today: date) -> date:
    """What was confirmed before this day is marked, and its partner is asked."""
    return months_later(today, -ASKED_EVERY)


def stale_before(today: date) -> date:
    """What was confirmed before this day sinks."""
    return months_later(today, -SINKS_AFTER)


def is_due(row: Organisation, today: date) -> bool:
    """Whether its partner is to be asked: never confirmed, or more than half a year ago."""
    return row.confirmed_on is None or row.confirmed_on < due_before(today)
