"""What can go wrong with a case: who works on it, its states, steps and consent."""

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import NotFound, NotPermitted, StadsrechtError


class UnknownCase(NotFound):
    message = _("There is no case %(wanted)s.")


class ReportDestroyed(StadsrechtError):
    message = _("What was written here has been destroyed. Only a count is left.")
    status = 410


class NotAssigned(NotPermitted):
    """The attempt is kept among the looks."""

    message = _("This case is not yours. Only those who work on it open it; the coordinator can assign it.")


class CannotReadCases(StadsrechtError):
    """Somebody without a key, or without the role, to whom a case would be given."""

    message = _("This person has no key at the office yet, so the case cannot be given to them.")
    field = "person"


class AlreadyAssigned(StadsrechtError):
    message = _("This person works on the case already.")
    field = "person"


class CaseTaken(StadsrechtError):
    message = _("A colleague has taken this case. The coordinator can add you to it.")
    status = 409


class CaseIsClosed(StadsrechtError):
    message = _("This case is closed. Re-open it first.")
    status = 409


class OutcomeMissing(StadsrechtError):
    message = _("Choose how the case ended.")
    field = "outcome"


class ReasonToReopenMissing(StadsrechtError):
    message = _("Write why the case is opened again.")
    field = "reason"


class QuestionMissing(StadsrechtError):
    message = _("Write what would be told, to whom, and why.")
    field = "question"


class NoStepOutward(StadsrechtError):
    """A step inside the office needs no consent, so none is asked."""

    message = _("This step stays within the office and needs no consent.")
    field = "kind"


class ConsentMissing(StadsrechtError):
    """The reporter was not asked, did not answer, refused, or took it back; or their yes served a step already."""

    message = _("The reporter has not agreed to this step. Ask first; nothing goes outward before they say yes.")
    field = "kind"


class ReportWithdrawn(StadsrechtError):
    message = _("The reporter has withdrawn the report. Nothing more goes outward.")
    status = 409


class StepIsDone(StadsrechtError):
    message = _("This step was finished already.")
    status = 409


class RequestPending(StadsrechtError):
    message = _("You asked the custodian already. You see the identity here once they agree.")
    field = "reason"


class RequestDecided(StadsrechtError):
    message = _("This request was decided already.")
    status = 409


class OwnRequest(NotPermitted):
    """The reporter was told that a second person agrees first."""

    message = _("You asked for this yourself. Another custodian decides.")


class WhyMissing(StadsrechtError):
    message = _("Write why you need to know who the reporter is.")
    field = "reason"
