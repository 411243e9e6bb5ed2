"""What can go wrong with public figures and with the table for the ministry."""

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import NotFound, StadsrechtError


class UnknownFigures(NotFound):
    message = _("There are no figures %(wanted)s.")


class SpanNotOffered(StadsrechtError):
    """That time has not ended, or was told already."""

    message = _("This cannot be told now: the time has not ended, or it was told already.")
    field = "span"


class FiguresNotReady(StadsrechtError):
    message = _("These figures are not waiting to be published.")
    status = 409


class NotSure(StadsrechtError):
    message = _("Tick the box if you want to publish. It cannot be taken back.")
    field = "is_sure"


class NoRegisterForm(StadsrechtError):
    message = _("The data pack of this city names no form of a ministry.")
    field = "year"


class CampaignEmpty(StadsrechtError):
    message = _("No report fits. Look at the days, the ground and where it happened.")
    field = "since"


class DaysMissing(StadsrechtError):
    message = _("Give both days, or neither.")
    field = "since"


class QuarterIsCounted(StadsrechtError):
    """Public figures counted these reports among all others; taking them out would tell how many they were."""

    message = _("Public figures of these days were published already. Their reports stay where they were counted.")
    field = "since"
