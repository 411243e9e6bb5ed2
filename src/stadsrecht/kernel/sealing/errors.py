"""What is sealed and does not open."""

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import StadsrechtError


class SealBroken(StadsrechtError):
    """Changed, moved to another place, sealed for another purpose, or sealed with a key that is no longer there."""

    message = _("A secret of this installation cannot be opened. Was SECRET_KEY changed?")
    status = 500
