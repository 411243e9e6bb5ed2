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


class NothingToCount(StadsrechtError):
    message = _("There is nothing to count in this time.")


class TooFewToTell(StadsrechtError):
    """A total could not be told: it is too small, or it changed too little since it was told before."""

    message = _(
        "These totals cannot be told without telling of a few people, because they are smaller than %(limit)s or "
        "changed by less than that: %(periods)s. Choose a longer time, or wait."
    )
    field = "span"


class NoSafePattern(StadsrechtError):
    """Whatever is hidden, what was told before and the rest would give somebody away."""

    message = _(
        "No way was found to tell this table without giving people away: %(table)s. What was told before is part of "
        "what readers know. Choose a longer time."
    )
    field = "span"


class DraftOutdated(StadsrechtError):
    """Something was released since the draft was protected, and the two were not looked at together."""

    message = _("Other figures were published since this draft was made. Make a new draft.")
    status = 409


class UnknownCounts(NotFound):
    message = _("There are no figures “%(wanted)s”.")
