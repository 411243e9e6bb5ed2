"""What can go wrong with evidence, by name."""

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import NotFound, StadsrechtError


class UnknownEvidence(NotFound):
    message = _("There is no evidence “%(wanted)s”, or it is not public.")


class OwnEvidence(StadsrechtError):
    """The address of the evidence is the page of the action or pledge that it should prove."""

    message = _(
        "This is the page of the action or pledge itself. Give the address of something that shows what was done."
    )
    field = "url"


class AddressOrFile(StadsrechtError):
    message = _("Give either an address or a file.")
    field = "url"


class SubjectMissing(StadsrechtError):
    message = _("Say what this is evidence of: at least one right, policy, action or place.")
    field = "subjects"


class UnknownSubject(StadsrechtError):
    message = _(
        "We do not know “%(wanted)s”. Write for example provision:eu-charter:21, policy:…, action:…, place:… "
        "or pledge:…."
    )
    field = "subjects"


class UnknownKind(StadsrechtError):
    message = _("There is no kind of evidence “%(wanted)s”.")
    field = "kind"


class FileRefused(StadsrechtError):
    message = _("This file cannot be kept: %(why)s")
    field = "file"
