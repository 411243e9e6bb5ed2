"""What can go wrong with rights, by name."""

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import NotFound


class UnknownProvision(NotFound):
    message = _("There is no provision “%(wanted)s” in the catalogue. Choose one from the list, such as eu-charter:21.")
    field = "provision"


class UnknownInstrument(NotFound):
    message = _("There is no instrument “%(wanted)s” in the catalogue.")


class UnknownTheme(NotFound):
    message = _("There is no theme “%(wanted)s”.")
