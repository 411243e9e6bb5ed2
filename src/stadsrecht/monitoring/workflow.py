"""The states of a release, and which may follow which. The diagram in the docs is drawn from here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReleaseState(models.TextChoices):
    STAGED = "staged", _("staged")
    REVIEWED = "reviewed", _("reviewed")
    EMBARGOED = "embargoed", _("under embargo")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")
    DISCARDED = "discarded", _("discarded")


S = ReleaseState
RELEASE_TRANSITIONS: dict[str, frozenset[str]] = {
    S.STAGED: frozenset({S.REVIEWED, S.DISCARDED}),
    S.REVIEWED: frozenset({S.EMBARGOED, S.PUBLISHED, S.DISCARDED}),
    S.EMBARGOED: frozenset({S.REVIEWED, S.PUBLISHED, S.DISCARDED}),
    S.PUBLISHED: frozenset({S.SUPERSEDED}),
    S.SUPERSEDED: frozenset(),
    S.DISCARDED: frozenset(),
}
IN_PREPARATION = frozenset({S.STAGED, S.REVIEWED, S.EMBARGOED})
EVER_PUBLIC = frozenset({S.PUBLISHED, S.SUPERSEDED})
