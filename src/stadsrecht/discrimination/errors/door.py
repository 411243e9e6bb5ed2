"""What can go wrong at the door, and with a receipt."""

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import NotFound, StadsrechtError


class OfficeHasNoKeys(StadsrechtError):
    """Nobody could read what would be sent, so nothing is taken."""

    message = _("The office has no key yet. Until it has, no report can be sent here.")
    status = 503


class NarrativeMissing(StadsrechtError):
    message = _("Write what happened. A few words are enough.")
    field = "narrative"


class AnswerTooLong(StadsrechtError):
    message = _("This text has %(length)s characters. At most %(limit)s fit.")


class NotInTheList(StadsrechtError):
    """A code that the form did not offer."""

    message = _("Choose from the list.")


class DayUnreadable(StadsrechtError):
    message = _("This is no day that we know. Write for example 2026-03-14.")
    field = "day"


class MonthUnreadable(StadsrechtError):
    message = _("This is no month that we know. Write for example 2026-03.")
    field = "month"


class DayInTheFuture(StadsrechtError):
    message = _("This day is still to come.")
    field = "day"


class DistrictWithoutPlace(StadsrechtError):
    """The office would count a district of something that did not happen at a place in the city."""

    message = _("A district goes with “at a place in the city” alone. Choose that, or no district.")
    field = "district"


class ContactMissing(StadsrechtError):
    message = _("Give an e-mail address or a phone number, or choose to stay anonymous.")
    field = "contact"


class MessageMissing(StadsrechtError):
    message = _("Write something, or add a file.")
    field = "text"


class UnknownReceipt(NotFound):
    message = _("No report belongs to this receipt. Compare it with what you wrote down.")
    field = "receipt"


class FileRefused(StadsrechtError):
    """Neither an image nor a PDF, whatever its name says."""

    message = _("“%(name)s” cannot be added. Only photos (JPEG, PNG, WebP, GIF, TIFF) and PDF files can.")
    field = "files"


class FileBroken(StadsrechtError):
    message = _("“%(name)s” cannot be read. Is the file whole, and without a password?")
    field = "files"


class FileTooLarge(StadsrechtError):
    message = _("“%(name)s” has more than %(limit)s MB.")
    field = "files"


class TooManyFiles(StadsrechtError):
    message = _("At most %(limit)s files can be added.")
    field = "files"


class FormExpired(StadsrechtError):
    message = _("This page was open for too long. What you typed is still here: send it once more.")


class ReceiptLost(StadsrechtError):
    """The form was taken before, and its receipt cannot or may not be drawn again. No second report is made."""

    message = _("This report had already been received, and is kept once. Its code cannot be shown again.")
    status = 409


class ComesFromElsewhere(StadsrechtError):
    message = _("This form was sent from another site. What was typed is still here: send it once more from this page.")


class WaitFirst(StadsrechtError):
    """Many reports came at once. Nothing is lost: the same form goes through after a moment."""

    message = _(
        "Many people report at this moment. What you typed is still here: send it again in %(seconds)s seconds."
    )
    status = 429
