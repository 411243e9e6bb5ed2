"""What can go wrong with what is passed on to a partner."""

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import NotFound, NotPermitted, StadsrechtError


class OrganisationMissing(StadsrechtError):
    """A yes to a referral is a yes to one organisation."""

    message = _("Choose the organisation that would be asked for help.")
    field = "organisation"


class PartsMissing(StadsrechtError):
    message = _("Choose at least one part that may be passed on.")
    field = "parts"


class PartnerHasNoKeys(StadsrechtError):
    """Nobody there could read what would be passed on."""

    message = _("Nobody at this organisation has a key yet. They sign in and make one under “My key”.")
    field = "organisation"


class ReferralHasItsPage(StadsrechtError):
    """It needs a partner, parts and a key, which a bare step has not."""

    message = _("A referral has a page of its own, where you choose the partner and what it may know.")
    field = "kind"


class PartNotAgreed(StadsrechtError):
    """More would be passed on than the reporter was asked for."""

    message = _("The reporter did not agree to pass this on: %(names)s. Ask for it first.")
    field = "parts"


class PurposeMissing(StadsrechtError):
    message = _("Write what you ask of the partner.")
    field = "asked"


class ReadersMissing(StadsrechtError):
    """Who is added to a partner later, or by somebody at the city, opens nothing unless the office chose them."""

    message = _("Choose who at the partner may open it.")
    field = "readers"


class CustodianFirst(NotPermitted):
    """The identity cannot be passed on by a worker who may not know it."""

    message = _("The reporter asked that a custodian decides who may know their name. Ask the custodian first.")
    field = "parts"


class UnknownReferral(NotFound):
    """One that is not there, and one that was not made to one's own organisation: who asks cannot tell which."""

    message = _("There is no such referral to your organisation.")


class ReferralEnded(StadsrechtError):
    message = _("This referral has ended. What was passed on has been destroyed.")
    status = 410


class AnswerMissing(StadsrechtError):
    message = _("Write what you did or found, or end the referral.")
    field = "text"


class BracketsUnpaired(StadsrechtError):
    message = _("Put %(begin)s before each passage and %(end)s after it, one pair after the other.")
    field = "text"


class NarrativeChanged(StadsrechtError):
    """The copy in which passages are marked must hold the words of the reporter, and no others."""

    message = _("Besides the brackets something was changed. The words of the reporter stay as they are.")
    field = "text"
