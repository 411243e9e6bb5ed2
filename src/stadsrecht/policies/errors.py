"""What can go wrong with policies and actions, by name."""

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import NotFound, StadsrechtError


class UnknownPolicy(NotFound):
    message = _("There is no policy “%(wanted)s”, or it is not public.")


class UnknownAction(NotFound):
    message = _("There is no action “%(wanted)s”, or it is not public.")
    field = "action"


class UnknownDocument(NotFound):
    message = _("This policy has no document %(wanted)s.")


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


class FileTooLarge(StadsrechtError):
    message = _("This file has %(size)s MB. At most %(limit)s MB can be kept.")
    field = "file"


class FileNotRead(StadsrechtError):
    message = _("Only .pdf, .docx, .odt, .html, .txt and .md can be read.")
    field = "file"


class FileKnown(StadsrechtError):
    message = _("This policy already has this very file: “%(title)s”.")
    field = "file"


class AddressOrFile(StadsrechtError):
    message = _("Give the address of the document, or upload it.")
    field = "url"


class NothingChosen(StadsrechtError):
    message = _("Choose at least one of the rights in the list.")


class MilestoneDone(StadsrechtError):
    message = _("This milestone was already marked as done.")


class AlreadyTied(StadsrechtError):
    message = _("This pledge is already tied to “%(subject)s”.")
    status = 409


class NothingToTie(StadsrechtError):
    message = _("Choose at least one: a policy, an action or a right.")
    field = "policy"
