"""How long a place is kept for somebody who has not confirmed."""

from datetime import datetime, timedelta

HOURS_TO_CONFIRM_ADDRESS = 24


def kept_until(*, at: datetime, hours: int, starts_at: datetime) -> datetime:
    """`hours` from now, but never more than half of the time that is left until the first meeting.

    So a place that nobody confirms can always be passed on once more before the meeting begins.
    """
    left = max(starts_at - at, timedelta())
    return at + min(timedelta(hours=hours), left / 2)
