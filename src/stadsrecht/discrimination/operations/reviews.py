"""The coordinator's monthly review of who looked."""

from datetime import date, datetime

from django.db import transaction

from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import looks_of_month
from stadsrecht.kernel import audit
from stadsrecht.kernel.permissions import Person


@transaction.atomic
def review_looks(*, month: date, acting_user: Person, on: date, at: datetime) -> int:
    """Mark every look of a month as reviewed, but those of the reviewer's own: somebody else does these."""
    PERMISSIONS.require(acting_user, "review_looks")
    waiting = looks_of_month(month).filter(reviewed_on__isnull=True).exclude(person=acting_user)  # type: ignore[misc]
    last = waiting.order_by("-pk").first()
    count = waiting.update(reviewed_by=acting_user, reviewed_on=on)
    if last:
        new = {"month": month.isoformat()[:7], "looks": count}
        audit.record(acting_user=acting_user, verb="review_looks", subject=last, at=at, new=new)
    return count
