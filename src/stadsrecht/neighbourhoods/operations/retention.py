"""Names, addresses and needs are destroyed when their time is over. An empty row with its state stays to be counted."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from stadsrecht.kernel import audit
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.neighbourhoods.models import Letter, Message, Run
from stadsrecht.neighbourhoods.workflow import RunState

AFTER_MEETINGS, AFTER_CANCELLING = timedelta(days=60), timedelta(days=30)


@transaction.atomic
def destroy_due(*, on: date, at: datetime) -> int:
    """Empty each run whose last meeting was 60 days ago, or that was cancelled 30 days ago; gives how many."""
    is_over = Q(ends_at__date__lte=on - AFTER_MEETINGS)
    is_cancelled = Q(state=RunState.CANCELLED, cancelled_on__lte=on - AFTER_CANCELLING)
    rows = list(Run.objects.select_for_update().filter(is_over | is_cancelled, emptied_on=None))
    for run in rows:
        run.sign_ups.update(name="", email="", needs="", role="")
        Letter.objects.filter(sign_up__run=run).delete()
        Message.objects.filter(run=run).delete()
        run.emptied_on = on
        run.save(update_fields=["emptied_on"])
        audit.record(acting_user=SYSTEM, verb="destroy_names", subject=run, at=at, new={"on": on})
    return len(rows)
