"""What can go wrong with people, by name."""

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import NotFound, StadsrechtError


class EmailTaken(StadsrechtError):
    message = _("There is already an account with this e-mail address.")
    field = "email"


class EmailNotValid(StadsrechtError):
    message = _("This is not an e-mail address. An example is name@city.example.")
    field = "email"


class NameMissing(StadsrechtError):
    message = _("Fill in the name that colleagues will see.")
    field = "name"


class UnknownRole(NotFound):
    message = _("There is no role “%(wanted)s”.")
    field = "roles"
    status = 422


class UnknownPersona(NotFound):
    message = _("This demonstration has no persona “%(wanted)s”.")


class UnknownPerson(NotFound):
    message = _("There is no account with number %(wanted)s.")


class LastAdministrator(StadsrechtError):
    """Without an administrator nobody could let anybody in again."""

    message = _("This is the last administrator who can sign in. Give the role to somebody else first.")
    field = "roles"


class UnknownKey(NotFound):
    message = _("There is no such key.")


class KeyNotValid(StadsrechtError):
    """Not known, ended, past its last day, or of somebody who may no longer do this."""

    message = _("This key is not known, or it has ended.")
    status = 401


class KeyLastsTooLong(StadsrechtError):
    message = _("A key lasts at most a year. Choose a day from %(first)s to %(last)s.")
    field = "last_day"


class UnknownScope(StadsrechtError):
    message = _("Choose what the key is for.")
    field = "scope"


class AlreadyLocked(StadsrechtError):
    message = _("This account is locked already.")


class NotLocked(StadsrechtError):
    message = _("This account is not locked.")


class PersonaIsFixed(StadsrechtError):
    """Many visitors share a persona, and it has neither mailbox nor password."""

    message = _("This is a persona of the demonstration. It stays as it is, for whoever tries it next.")
