"""The line of a run. Everything that can free or take a place goes through `settle`, with the run locked.

Two people never get one place, because the run's row is locked before any sign-up of it is read. No place stays empty
while somebody waits, because each of these operations ends in `settle`: what ran out lapses, a lot that is due is
drawn, and free places go down the line. A worker does the same every minute, and so does whoever looks: a dead worker
holds nobody up. Acts of the line are told to the trail without a name.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import TransitionNotAllowed
from stadsrecht.kernel.lots import drawn
from stadsrecht.kernel.permissions import SYSTEM, Unnamed
from stadsrecht.kernel.sealing import unseal
from stadsrecht.neighbourhoods.bridge.lines import kept_until
from stadsrecht.neighbourhoods.models import Letter, Order, Run, SignUp
from stadsrecht.neighbourhoods.queries.courses import due_runs
from stadsrecht.neighbourhoods.queries.sign_ups import line_of
from stadsrecht.neighbourhoods.workflow import (
    IN_LINE,
    RUNS_OUT,
    SEATED,
    SIGN_UP_TRANSITIONS,
    RunState,
    SignUpState,
)

SEED = "the seed of a lot"
Cause = Letter.Cause
PARTICIPANT = Unnamed("participant")


def locked(run_id: int) -> Run:
    """The run, held until the transaction ends: always before any of its sign-ups is read."""
    return Run.objects.select_for_update(of=("self",)).select_related("course").get(pk=run_id)


def move(row: SignUp, state: str, *, acting_user: Any, at: datetime, expires_at: datetime | None = None) -> None:
    """Raises TransitionNotAllowed."""
    if state not in SIGN_UP_TRANSITIONS[row.state]:
        raise TransitionNotAllowed(old=row.get_state_display(), new=SignUpState(state).label)
    old, row.state, row.expires_at = row.state, state, expires_at
    row.save(update_fields=["state", "expires_at"])
    audit.record(
        acting_user=acting_user, verb="move_sign_up", subject=row, at=at, old={"state": old}, new={"state": state}
    )


def write_letters(rows: Iterable[SignUp], cause: str, about: str = "", **columns: Any) -> None:
    """Claim a letter for each; one that is claimed already is not written twice."""
    Letter.objects.bulk_create(
        (Letter(sign_up=row, cause=cause, about=about, **columns) for row in rows), ignore_conflicts=True
    )


def seats_left(run: Run) -> int:
    return run.capacity - run.sign_ups.filter(state__in=SEATED).count()


def settle(run: Run, at: datetime) -> None:
    """Let lapse what ran out, draw what is due, and hand free places down the line. The run must be locked."""
    if run.state != RunState.PLANNED:
        return
    for row in run.sign_ups.filter(state__in=RUNS_OUT, expires_at__lte=at):
        _lapse(row, at)
    if at >= run.starts_at:
        return
    if run.order == Order.LOT and run.drawn_at is None and run.draws_at is not None and run.draws_at <= at:
        _draw(run, at)
    if run.is_drawn:
        for row in line_of(run)[: max(seats_left(run), 0)]:
            _hand(run, row, at)


def _lapse(row: SignUp, at: datetime) -> None:
    was_offered = row.state == SignUpState.OFFERED
    move(row, SignUpState.LAPSED, acting_user=SYSTEM, at=at)
    Letter.objects.filter(sign_up=row, sent_at=None, cause__in=(Cause.OFFER, Cause.SIGN_UP)).delete()
    if was_offered:
        write_letters([row], Cause.PASSED_ON, at.isoformat())


def _hand(run: Run, row: SignUp, at: datetime) -> None:
    """The next in line: a place is held for who has not confirmed the address yet, and offered to who has."""
    if row.state == SignUpState.LISTED:
        move(row, SignUpState.HELD, acting_user=SYSTEM, at=at, expires_at=row.expires_at)
        return
    until = kept_until(at=at, hours=run.confirm_within, starts_at=run.starts_at)
    move(row, SignUpState.OFFERED, acting_user=SYSTEM, at=at, expires_at=until)
    write_letters([row], Cause.OFFER, at.isoformat())


def _draw(run: Run, at: datetime) -> None:
    """Everyone who signed up before the stated moment stands where the lot says; whoever came later, behind them."""
    seed = bytes.fromhex(unseal(run.sealed_seed, purpose=SEED))
    rows = {row.ticket: row for row in run.sign_ups.filter(state__in=IN_LINE, signed_at__lt=run.draws_at)}
    for place, ticket in enumerate(drawn(seed, rows), start=1):
        rows[ticket].drawn = place
        rows[ticket].save(update_fields=["drawn"])
    run.seed, run.drawn_at, run.sealed_seed = seed.hex(), at, ""
    run.save(update_fields=["seed", "drawn_at", "sealed_seed"])
    audit.record(acting_user=SYSTEM, verb="draw_lot", subject=run, at=at, new={"seed": run.seed})


def settle_due(*, at: datetime, only: Iterable[int] | None = None) -> int:
    """Settle each run in which time alone changed something; gives how many. `only` some runs where named."""
    wanted = None if only is None else set(only)
    numbers = [number for number in due_runs(at) if wanted is None or number in wanted]
    for number in numbers:
        with transaction.atomic():
            settle(locked(number), at)
    return len(numbers)
