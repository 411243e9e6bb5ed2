"""Reads of sign-ups: the line, and where one person stands in it."""

from django.db.models import F, QuerySet

from stadsrecht.neighbourhoods.bridge.links import number_in
from stadsrecht.neighbourhoods.errors import LinkEnded
from stadsrecht.neighbourhoods.models import Run, SignUp
from stadsrecht.neighbourhoods.workflow import IN_LINE

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
