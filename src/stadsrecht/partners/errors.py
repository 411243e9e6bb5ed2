"""What can go wrong with partners, by name."""

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import NotFound


class UnknownOrganisation(NotFound):
    message = _("There is no organisation “%(wanted)s”.")
    field = "organisation"
