"""What can go wrong with partners, by name."""

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import NotFound, NotPermitted, StadsrechtError


class UnknownOrganisation(NotFound):
    message = _("There is no organisation “%(wanted)s”.")
    field = "organisation"


class UnknownService(NotFound):
    message = _("There is no service “%(wanted)s”.")
    field = "service"


class UnknownLocation(NotFound):
    message = _("There is no such place of this organisation.")
    field = "location"


class NotYourOrganisation(NotPermitted):
    """A partner edits its own entry alone."""

    message = _("You can change only the entry of your own organisation.")


class LinkRefused(StadsrechtError):
    """An address that a browser would run, or that leads nowhere on the web."""

    message = _("“%(link)s” is no address of a page. A link begins with https:// or http://.")
    field = "website"


class UnknownLanguage(StadsrechtError):
    message = _("We do not know the language “%(wanted)s”. Give its tag, for example ti for Tigrinya.")
    field = "languages"


class UnknownCode(StadsrechtError):
    """A need, a form of access or a group that no list of ours has."""

    message = _("“%(wanted)s” does not stand in our list.")


class AgesReversed(StadsrechtError):
    message = _("The highest age (%(most)s) lies below the lowest (%(least)s).")
    field = "max_age"


class HoursIncomplete(StadsrechtError):
    message = _("Give both the time of opening and the time of closing, or choose “by appointment”.")
    field = "opens_at"


class HoursUnreadable(StadsrechtError):
    message = _("“%(text)s” is no time of the day. Write for example 09:30.")
    field = "opens_at"
