"""The states of a course, of a run of it and of a sign-up, and which may follow which. The docs draw them from here."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CourseState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("a course", "draft")
    PUBLISHED = "published", pgettext_lazy("a course", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("a course", "withdrawn")


COURSE_TRANSITIONS: dict[str, frozenset[str]] = {
    CourseState.DRAFT: frozenset({CourseState.PUBLISHED}),
    CourseState.PUBLISHED: frozenset({CourseState.WITHDRAWN}),
    CourseState.WITHDRAWN: frozenset({CourseState.PUBLISHED}),
}


class RunState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("a run of a course", "planned")
    CANCELLED = "cancelled", pgettext_lazy("a run of a course", "cancelled")
    HELD = "held", pgettext_lazy("a run of a course", "held")


RUN_TRANSITIONS: dict[str, frozenset[str]] = {
    RunState.PLANNED: frozenset({RunState.CANCELLED, RunState.HELD}),
    RunState.CANCELLED: frozenset(),
    RunState.HELD: frozenset(),
}


class SignUpState(models.TextChoices):
    """`held` and `listed` wait for the click that confirms the address, with a place held or a place in the line."""

    HELD = "held", _("address not confirmed yet, a place is held")
    LISTED = "listed", _("address not confirmed yet, on the waiting list")
    WAITING = "waiting", _("on the waiting list")
    OFFERED = "offered", _("a place is offered")
    PLACED = "placed", _("has a place")
    LAPSED = "lapsed", _("not confirmed in time")
    WITHDRAWN = "withdrawn", _("gave up the place")
    ATTENDED = "attended", _("was there")
    ABSENT = "absent", _("was absent")


State = SignUpState
# Whoever lapsed or gave up may sign up anew, and then stands at the end of the line.
SIGN_UP_TRANSITIONS: dict[str, frozenset[str]] = {
    State.HELD: frozenset({State.PLACED, State.LAPSED, State.WITHDRAWN}),
    State.LISTED: frozenset({State.HELD, State.WAITING, State.LAPSED, State.WITHDRAWN}),
    State.WAITING: frozenset({State.OFFERED, State.WITHDRAWN}),
    State.OFFERED: frozenset({State.PLACED, State.LAPSED, State.WITHDRAWN}),
    State.PLACED: frozenset({State.WITHDRAWN, State.ATTENDED, State.ABSENT}),
    State.LAPSED: frozenset({State.HELD, State.LISTED}),
    State.WITHDRAWN: frozenset({State.HELD, State.LISTED}),
    State.ATTENDED: frozenset({State.PLACED, State.ABSENT}),
    State.ABSENT: frozenset({State.PLACED, State.ATTENDED}),
}

# What takes a place of the capacity.
SEATED = frozenset({State.HELD, State.OFFERED, State.PLACED, State.ATTENDED, State.ABSENT})
IN_LINE = frozenset({State.LISTED, State.WAITING})
UNCONFIRMED = frozenset({State.HELD, State.LISTED})
ENDED = frozenset({State.LAPSED, State.WITHDRAWN})
TAKES_PART = frozenset({State.PLACED, State.ATTENDED, State.ABSENT})
# What runs out by itself.
RUNS_OUT = frozenset({State.HELD, State.LISTED, State.OFFERED})
