"""The base of all expected failures.

An expected failure has a name (its class), a message fit for a citizen and, where a form can cure it, the field it
belongs to. Anything that is not a StadsrechtError is a bug and goes to the log.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class StadsrechtError(Exception):
    """A named failure. `message` may hold %(name)s places, filled from the keyword arguments."""

    message: ClassVar[str | Promise] = _("This could not be done.")
    field: ClassVar[str | None] = None
    status: ClassVar[int] = 422

    def __init__(self, *, field: str | None = None, **details: Any) -> None:
        self.details = details
        self.at_field = field or self.field
        super().__init__(self.code)

    @property
    def code(self) -> str:
        return type(self).__name__

    @property
    def problems(self) -> list[dict[str, Any]]:
        """The single faults, where there are several, as the API gives them."""
        return []

    def __str__(self) -> str:
        return str(self.message) % self.details if self.details else str(self.message)


class NotPermitted(StadsrechtError, PermissionDenied):
    """The acting person holds no role that may do this."""

    message = _("Your role does not allow this.")
    status = 403


class NotFound(StadsrechtError):
    message = _("We do not know “%(wanted)s”. Check the spelling or search for it.")
    status = 404


class EditConflict(StadsrechtError):
    """Somebody saved the record after this editor opened it. Nothing was written."""

    message = _(
        "Someone else saved this record after you opened it. What you typed is still here. "
        "Compare it with the present values below and save again."
    )
    status = 409

    def __init__(self, *, current_version: int, differences: list[tuple[str, Any]] | None = None) -> None:
        super().__init__()
        self.current_version = current_version
        self.differences = differences or []


class EndsBeforeStart(StadsrechtError):
    message = _("The end day comes before the start day.")
    field = "ends_on"


class TextTooLong(StadsrechtError):
    message = _("This text has %(length)s characters. At most %(limit)s fit.")


class TextMissing(StadsrechtError):
    message = _("Fill in this field in at least one language.")


class ReasonMissing(StadsrechtError):
    message = _("Give a reason. Residents and council members will ask for it.")
    field = "reason"


class TransitionNotAllowed(StadsrechtError):
    message = _("From “%(old)s” one cannot go to “%(new)s”.")
    field = "state"


def error_named(code: str, details: dict[str, Any]) -> StadsrechtError | None:
    """The failure of that name, as a job kept it, so that it can be told in the language of whoever looks.

    None where there was none.
    """
    if not code:
        return None
    known = next((kind for kind in _kinds(StadsrechtError) if kind.__name__ == code), StadsrechtError)
    return known(**details)


def _kinds(kind: type[StadsrechtError]) -> Iterator[type[StadsrechtError]]:
    for one in kind.__subclasses__():
        yield one
        yield from _kinds(one)
