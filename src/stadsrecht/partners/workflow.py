"""The states of a pledge, and which may follow which. The diagram in the docs is drawn from here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PledgeState(models.TextChoices):
    MADE = "made", _("made")
    RUNNING = "running", _("under way")
    KEPT = "kept", _("kept")
    PARTLY_KEPT = "partly_kept", _("partly kept")
    NOT_KEPT = "not_kept", _("not kept")
    WITHDRAWN = "withdrawn", _("withdrawn")


_ENDS = frozenset({PledgeState.KEPT, PledgeState.PARTLY_KEPT, PledgeState.NOT_KEPT, PledgeState.WITHDRAWN})

# What was said too early can be said again: an end may lead back to work, and a withdrawn pledge be made anew.
PLEDGE_TRANSITIONS: dict[str, frozenset[str]] = {
    PledgeState.MADE: frozenset({PledgeState.RUNNING}) | _ENDS,
    PledgeState.RUNNING: _ENDS,
    PledgeState.KEPT: frozenset({PledgeState.RUNNING}),
    PledgeState.PARTLY_KEPT: frozenset({PledgeState.RUNNING, PledgeState.KEPT}),
    PledgeState.NOT_KEPT: frozenset({PledgeState.RUNNING, PledgeState.PARTLY_KEPT, PledgeState.KEPT}),
    PledgeState.WITHDRAWN: frozenset({PledgeState.MADE}),
}

# Whoever did not do all of what was promised says why.
PLEDGE_NEEDS_REASON = _ENDS - {PledgeState.KEPT}
OPEN_PLEDGE_STATES = frozenset({PledgeState.MADE, PledgeState.RUNNING})
# A pledge counts for a right while it is promised, at work, or was kept at least in part.
COUNTED_PLEDGE_STATES = OPEN_PLEDGE_STATES | {PledgeState.KEPT, PledgeState.PARTLY_KEPT}
# How the city may judge. It never moves the pledge: the partner's word and the city's stand side by side.
CITY_VIEWS = (PledgeState.RUNNING, PledgeState.KEPT, PledgeState.PARTLY_KEPT, PledgeState.NOT_KEPT)
