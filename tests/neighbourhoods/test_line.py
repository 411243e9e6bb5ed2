"""The line of a run: who has a place, who waits, and what happens when a place comes free."""

from datetime import timedelta

import pytest

from stadsrecht.kernel.audit import AuditEntry
from stadsrecht.kernel.lots import commitment, drawn, is_kept
from stadsrecht.neighbourhoods import operations
from stadsrecht.neighbourhoods.bridge.lines import kept_until
from stadsrecht.neighbourhoods.errors import AlreadyGivenUp, OfferLapsed, RunEnded, SignUpClosed
from stadsrecht.neighbourhoods.models import Letter, Run, SignUp
from stadsrecht.neighbourhoods.queries import place_in_line, tickets_drawn
from tests.neighbourhoods.conftest import AT, SEED, START, enter, join, states

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def causes(row):
    return sorted(Letter.objects.filter(sign_up=row).values_list("cause", flat=True))


def test_a_place_is_held_at_sign_up_and_firm_after_the_click(run):
    """And the click sends the days."""
    row = join(run, "Ada")
    assert row.state == "held"
    assert operations.confirm_place(sign_up=row, at=AT + HOUR).state == "placed"
    assert causes(row) == ["placed", "sign-up"]


def test_who_signed_up_first_keeps_the_place_though_another_clicks_first(run):
    """The line is that of sign-up and never of the click."""
    enter(run, "Ada")
    first, second = join(run, "Bo"), join(run, "Cem", at=AT + HOUR)
    operations.confirm_place(sign_up=second, at=AT + HOUR)
    operations.confirm_place(sign_up=first, at=AT + 2 * HOUR)
    assert states(run) == {"Ada": "placed", "Bo": "placed", "Cem": "waiting"}


def test_an_address_that_nobody_confirms_loses_its_place_after_a_day(run):
    """It goes to the next, and nobody is written to at an address that was not confirmed."""
    lost, _kept, next_one = join(run, "Ada"), enter(run, "Bo"), enter(run, "Cem")
    operations.settle_due(at=AT + DAY)
    assert states(run) == {"Ada": "lapsed", "Bo": "placed", "Cem": "offered"}
    assert causes(lost) == []
    assert "offer" in causes(next_one)


def test_a_place_given_up_is_offered_to_the_next_in_line(run):
    """Until the stated moment."""
    leaving, _b, next_one, _d = (enter(run, name) for name in ("Ada", "Bo", "Cem", "Dee"))
    operations.give_up_place(sign_up=leaving, at=AT + DAY)
    assert states(run) == {"Ada": "withdrawn", "Bo": "placed", "Cem": "offered", "Dee": "waiting"}
    next_one.refresh_from_db()
    assert next_one.expires_at == AT + DAY + timedelta(hours=48)
    assert operations.confirm_place(sign_up=next_one, at=AT + 2 * DAY).state == "placed"


def test_an_offer_that_is_not_confirmed_in_time_is_passed_on_at_once(run):
    """The one who let it pass is told so."""
    leaving, _b, late, last = (enter(run, name) for name in ("Ada", "Bo", "Cem", "Dee"))
    operations.give_up_place(sign_up=leaving, at=AT)
    operations.settle_due(at=AT + 2 * DAY)
    assert states(run) == {"Ada": "withdrawn", "Bo": "placed", "Cem": "lapsed", "Dee": "offered"}
    assert "passed-on" in causes(late)
    assert "offer" in causes(last)


def test_without_a_worker_whoever_looks_moves_the_line(run):
    """A click that comes too late finds the place passed on."""
    leaving, _b, late, _d = (enter(run, name) for name in ("Ada", "Bo", "Cem", "Dee"))
    operations.give_up_place(sign_up=leaving, at=AT)
    with pytest.raises(OfferLapsed):
        operations.confirm_place(sign_up=late, at=AT + 3 * DAY)
    assert states(run)["Dee"] == "offered"


def test_near_the_first_meeting_an_offer_lasts_half_of_what_is_left():
    """And never longer than that."""
    assert kept_until(at=START - 10 * DAY, hours=48, starts_at=START) == START - 8 * DAY
    assert kept_until(at=START - DAY, hours=48, starts_at=START) == START - 12 * HOUR
    assert kept_until(at=START, hours=48, starts_at=START) == START


def test_who_lapsed_signs_up_again_at_the_end_of_the_line(run):
    """With the same address there is still one sign-up."""
    again = join(run, "Ada")
    for name in ("Bo", "Cem"):
        enter(run, name)
    operations.settle_due(at=AT + DAY)
    back = join(run, "Ada", at=AT + 2 * DAY)
    assert (back.pk, back.state) == (again.pk, "listed")
    assert SignUp.objects.filter(run=run).count() == 3


def test_the_same_address_twice_is_one_sign_up_and_a_letter(run):
    """Capitals make no other address; the second letter of a day is not written."""
    row = join(run, "Ada")
    for name in ("ADA", "Ada"):
        operations.sign_up(
            run=run, values={"name": name, "email": " ADA@example.org", "language": "nl"}, ticket="x", at=AT + HOUR
        )
    assert SignUp.objects.filter(run=run).count() == 1
    assert causes(row) == ["again", "sign-up"]


def test_one_address_cannot_be_flooded(course, run, partner):
    """After five sign-ups that nobody confirmed no more letters go there."""
    from tests.neighbourhoods.conftest import plan

    runs = [plan(course, partner) for _number in range(7)]
    for number, one in enumerate(runs):
        values = {"name": "Ada", "email": "ada@example.org", "language": "nl"}
        operations.sign_up(run=one, values=values, ticket=f"t{number}", at=AT)
    assert SignUp.objects.filter(email="ada@example.org").count() == 5


def test_sign_up_closes(run):
    """At the stated moment, when it is cancelled, and for a course that was withdrawn."""
    with pytest.raises(SignUpClosed):
        join(run, "Ada", at=run.closes_at)
    Run.objects.filter(pk=run.pk).update(state="cancelled")
    with pytest.raises(SignUpClosed):
        join(run, "Ada")


def test_once_the_first_meeting_has_begun_nothing_moves(run):
    """Nobody is offered a place that is half over."""
    row, _b, _c = (enter(run, name) for name in ("Ada", "Bo", "Cem"))
    with pytest.raises(RunEnded):
        operations.give_up_place(sign_up=row, at=START)
    assert states(run)["Cem"] == "waiting"


def test_giving_up_twice_is_told(run):
    """And changes nothing."""
    row = enter(run, "Ada")
    operations.give_up_place(sign_up=row, at=AT)
    with pytest.raises(AlreadyGivenUp):
        operations.give_up_place(sign_up=row, at=AT)
    with pytest.raises(AlreadyGivenUp):
        operations.confirm_place(sign_up=row, at=AT)


def test_clicking_twice_does_no_harm(run):
    """Neither with a place nor in the line."""
    rows = [enter(run, name) for name in ("Ada", "Bo", "Cem")]
    for row in rows:
        operations.confirm_place(sign_up=row, at=AT + HOUR)
    assert states(run) == {"Ada": "placed", "Bo": "placed", "Cem": "waiting"}
    assert [place_in_line(row) for row in rows] == [0, 0, 1]


def test_before_a_lot_everyone_waits_and_the_line_is_that_of_the_seed(lot):
    """Not of who came first."""
    rows = [enter(lot, name) for name in ("Ada", "Bo", "Cem", "Dee")]
    assert set(states(lot).values()) == {"waiting"}
    assert [place_in_line(row) for row in rows] == [0, 0, 0, 0]
    operations.settle_due(at=lot.draws_at)
    line = drawn(SEED, [row.ticket for row in rows])
    assert tickets_drawn(lot) == line
    offered = SignUp.objects.filter(run=lot, state="offered").values_list("ticket", flat=True)
    assert set(offered) == set(line[:2])


def test_a_lot_can_be_checked_by_everyone(lot):
    """The commitment stood there before, the seed afterwards; before the draw the seed stands nowhere in the clear."""
    assert lot.commitment == commitment(SEED)
    assert (lot.seed, SEED.hex() in lot.sealed_seed) == ("", False)
    for name in ("Ada", "Bo", "Cem"):
        enter(lot, name)
    operations.settle_due(at=lot.draws_at)
    lot.refresh_from_db()
    assert is_kept(lot.commitment, bytes.fromhex(lot.seed), tickets_drawn(lot))
    assert lot.sealed_seed == ""


def test_who_comes_after_the_draw_stands_behind_those_who_were_drawn(lot):
    """In the order of arrival, also where the worker drew late."""
    for name in ("Ada", "Bo", "Cem"):
        enter(lot, name, at=AT)
    late = enter(lot, "Dee", at=lot.draws_at + HOUR)
    assert (late.state, late.drawn) == ("waiting", None)
    assert place_in_line(late) == 2


def test_the_trail_holds_no_name_no_address_and_no_need(run):
    """Of acts of participants it says the state alone."""
    row = join(run, "Zevenblad", needs="kornoelje")
    operations.confirm_place(sign_up=row, at=AT)
    operations.give_up_place(sign_up=row, at=AT)
    entries = AuditEntry.objects.filter(object_type="neighbourhoods.signup")
    told = " ".join(f"{one.object_label} {one.old} {one.new} {one.actor}" for one in entries)
    assert entries.count() == 3
    assert not [word for word in ("Zevenblad", "zevenblad", "kornoelje", "example.org") if word in told]
