"""Reads of sign-ups: the line, and where one person stands in it."""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from stadsrecht.neighbourhoods.bridge.links import number_in
from stadsrecht.neighbourhoods.errors import LinkEnded
from stadsrecht.neighbourhoods.models import Run, SignUp
from stadsrecht.neighbourhoods.workflow import IN_LINE, TAKES_PART, SignUpState

# First whom the lot gave a place in the line, then whoever came later, in the order in which they came.
LINE_ORDER = (F("drawn").asc(nulls_last=True), "signed_at", "pk")


def sign_up_of(token: str, purpose: str) -> SignUp:
    """Whom a letter's link belongs to. Raises LinkEnded, also once the address was destroyed."""
    rows = SignUp.objects.select_related("run__course__organisation").exclude(email="")
    found = rows.filter(pk=number_in(token, purpose)).first()
    if found is None:
        raise LinkEnded
    return found


def line_of(run: Run) -> QuerySet[SignUp]:
    """Who waits, in order."""
    return SignUp.objects.filter(run=run, state__in=IN_LINE).order_by(*LINE_ORDER)


def place_in_line(row: SignUp) -> int:
    """1 for who is next; 0 for who does not wait, or for whom the lot is not drawn yet."""
    if row.state not in IN_LINE or not row.run.is_drawn:
        return 0
    return list(line_of(row.run).values_list("pk", flat=True)).index(row.pk) + 1


def tickets_drawn(run: Run) -> list[str]:
    """The tickets in the order of the draw, for those who took part in it and want to check it."""
    rows = SignUp.objects.filter(run=run, drawn__isnull=False).order_by("drawn")
    return list(rows.values_list("ticket", flat=True))


@dataclass(frozen=True)
class Participants:
    """Who has a place, who has yet to confirm one, and who waits in which order."""

    placed: list[SignUp]
    to_confirm: list[SignUp]
    waiting: list[SignUp]


def participants(run: Run) -> Participants:
    """Of a run, for who offers it: two statements."""
    rows = list(SignUp.objects.filter(run=run).order_by("name", "pk"))
    return Participants(
        placed=[row for row in rows if row.state in TAKES_PART],
        to_confirm=[row for row in rows if row.state in (SignUpState.HELD, SignUpState.OFFERED)],
        waiting=list(line_of(run)),
    )
