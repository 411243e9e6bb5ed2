"""Jobs of training. The worker runs them from the queue in the database; the calendar is in UTC."""

from django.utils import timezone
from procrastinate.contrib.django import app

from stadsrecht.kernel.mail import send_all
from stadsrecht.neighbourhoods.operations import (
    close_runs,
    destroy_due,
    due_letters,
    make_evaluation,
    remind,
    send_letter,
    settle_due,
)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="training-lines", pass_context=False)
def keep_lines(timestamp: int) -> int:
    """Every minute: pass on what ran out, draw what is due, and send the letters of it. Twice does no harm."""
    del timestamp  # what counts is now, also for a job that ran late
    settle_due(at=timezone.now())
    return _send()


@app.task
def send_training_letters() -> int:
    """At once after somebody signed up, or meetings changed; what is left is sent a minute later."""
    return _send()


def _send() -> int:
    return send_all(due_letters(), lambda number: send_letter(letter_id=number, at=timezone.now()))


@app.periodic(cron="30 6 * * *")
@app.task(queueing_lock="training-days", pass_context=False)
def keep_days(timestamp: int) -> int:
    """Every morning: remind of what begins in two days, and ask after what ended. The letters go within a minute."""
    del timestamp  # the day that counts is today in the city
    close_runs(at=timezone.now())
    return remind(on=timezone.localdate())


@app.periodic(cron="25 4 * * *")
@app.task(queueing_lock="training-retention", pass_context=False)
def destroy_names(timestamp: int) -> int:
    """Every night: destroy names and addresses whose time is over."""
    del timestamp
    at = timezone.now()
    return destroy_due(on=timezone.localdate(at), at=at)


@app.task(queue="figures", lock="training-evaluation")
def make_training_evaluation(number: int) -> str:
    """Count and protect results; run again it makes the same draft."""
    return make_evaluation(number=number, clock=timezone.now)
