"""What can go wrong with policies and actions, by name."""

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import NotFound, StadsrechtError


class UnknownPolicy(NotFound):
    message = _("There is no policy “%(wanted)s”, or it is not public.")


class UnknownAction(NotFound):
    message = _("There is no action “%(wanted)s”, or it is not public.")


class DueBeforeStart(StadsrechtError):
    message = _("The due day (%(due)s) comes before the start (%(start)s). Choose a later due day or an earlier start.")
    field = "due_on"


class AlreadyAnchored(StadsrechtError):
    message = _("This policy is already anchored in %(provision)s. Remove that anchor first if it must change.")
    field = "provision"


class PlaceMissing(StadsrechtError):
    message = _("Say where the text of the policy names this right, for example “section 2.1, page 8”.")
    field = "place"


class JudgementMissing(StadsrechtError):
    message = _("Say why this policy serves this right, although its text does not name it.")
    field = "reason"


class TooManyOwners(StadsrechtError):
    message = _("Choose one owner: a person, a team or an organisation.")
    field = "owner_team"


class MilestoneDone(StadsrechtError):
    message = _("This milestone was already marked as done.")
