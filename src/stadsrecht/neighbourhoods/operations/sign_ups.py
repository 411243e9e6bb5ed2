"""Signing up, confirming and giving up, by people without an account.

The place in the line is that of the moment of sign-up; it is firm after the click in the letter, for which there is a
day. Whether somebody signed up before is told by letter alone: the answer to a form is the same for everyone.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from stadsrecht.kernel import audit
from stadsrecht.neighbourhoods.bridge.lines import HOURS_TO_CONFIRM_ADDRESS, kept_until
from stadsrecht.neighbourhoods.errors import AlreadyGivenUp, OfferLapsed, RunEnded, SignUpClosed
from stadsrecht.neighbourhoods.models import Letter, Run, SignUp
from stadsrecht.neighbourhoods.operations.lines import (
    PARTICIPANT,
    Cause,
    locked,
    move,
    seats_left,
    settle,
    write_letters,
)
from stadsrecht.neighbourhoods.workflow import ENDED, UNCONFIRMED, CourseState, RunState, SignUpState

State = SignUpState
# How many sign-ups one address may leave unconfirmed: a form that anybody can fill in must not flood somebody's box.
MOST_UNCONFIRMED = 5


def require_open(run: Run, at: datetime) -> None:
    """Raises SignUpClosed."""
    is_offered = run.state == RunState.PLANNED and run.course.state == CourseState.PUBLISHED
    if not is_offered or at >= run.closes_at:
        raise SignUpClosed


@transaction.atomic
def sign_up(*, run: Run, values: Mapping[str, Any], ticket: str, at: datetime) -> None:
    """Take a place, or a place in the line, for the address in `values` (columns of SignUp).

    Gives nothing back: the letter says what came of it. `ticket` is chance, and names the person in a lot.
    Raises SignUpClosed.
    """
    present = locked(run.pk)
    require_open(present, at)
    settle(present, at)
    email = values["email"].strip().lower()
    row = SignUp.objects.filter(run=present, email=email).first()
    if row is not None and row.state not in ENDED:
        write_letters([row], Cause.AGAIN, str(timezone.localdate(at)))
        return
    if SignUp.objects.filter(email=email, state__in=UNCONFIRMED).count() >= MOST_UNCONFIRMED:
        return
    is_free = present.is_drawn and seats_left(present) > 0
    state = State.HELD if is_free else State.LISTED
    columns = {
        **values,
        "name": " ".join(values["name"].split()),
        "email": email,
        "signed_at": at,
        "expires_at": kept_until(at=at, hours=HOURS_TO_CONFIRM_ADDRESS, starts_at=present.starts_at),
        "state": state,
        "drawn": None,
    }
    if row is None:
        row = SignUp.objects.create(run=present, ticket=ticket, **columns)
    else:
        for name, value in columns.items():
            setattr(row, name, value)
        row.save()
    audit.record(acting_user=PARTICIPANT, verb="sign_up", subject=row, at=at, new={"state": state})
    write_letters([row], Cause.SIGN_UP, at.isoformat())


def _opened(sign_up: SignUp, at: datetime) -> tuple[Run, SignUp]:
    """The run and the sign-up, locked, with all that time did to them. Raises RunEnded."""
    run = locked(sign_up.run_id)
    if run.state != RunState.PLANNED or at >= run.starts_at:
        raise RunEnded
    settle(run, at)
    return run, SignUp.objects.get(pk=sign_up.pk)


def confirm_place(*, sign_up: SignUp, at: datetime) -> SignUp:
    """Confirm the address, or a place that is offered. Clicking twice does no harm.

    Raises RunEnded, OfferLapsed, AlreadyGivenUp. What time did is kept also where this is refused.
    """
    with transaction.atomic():
        _run, row = _opened(sign_up, at)
        if row.state == State.LISTED:
            move(row, State.WAITING, acting_user=PARTICIPANT, at=at)
            write_letters([row], Cause.WAITING, row.signed_at.isoformat())
        elif row.state in (State.HELD, State.OFFERED):
            move(row, State.PLACED, acting_user=PARTICIPANT, at=at)
            write_letters([row], Cause.PLACED, at.isoformat())
    if row.state == State.LAPSED:
        raise OfferLapsed
    if row.state == State.WITHDRAWN:
        raise AlreadyGivenUp
    return row


def give_up_place(*, sign_up: SignUp, at: datetime) -> SignUp:
    """Leave; a place that comes free is offered to the next at once. Raises RunEnded, OfferLapsed, AlreadyGivenUp."""
    with transaction.atomic():
        run, row = _opened(sign_up, at)
        if row.state not in ENDED:
            move(row, State.WITHDRAWN, acting_user=PARTICIPANT, at=at)
            Letter.objects.filter(sign_up=row, sent_at=None).delete()
            settle(run, at)
            return row
    raise OfferLapsed if row.state == State.LAPSED else AlreadyGivenUp
