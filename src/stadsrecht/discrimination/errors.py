"""What can go wrong with reports and cases, by name."""

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import NotFound, NotPermitted, StadsrechtError


class OfficeHasNoKeys(StadsrechtError):
    """Nobody could read what would be sent, so nothing is taken."""

    message = _("The office has no key yet. Until it has, no report can be sent here.")
    status = 503


class NarrativeMissing(StadsrechtError):
    message = _("Write what happened. A few words are enough.")
    field = "narrative"


class AnswerTooLong(StadsrechtError):
    message = _("This text has %(length)s characters. At most %(limit)s fit.")


class NotInTheList(StadsrechtError):
    """A code that the form did not offer."""

    message = _("Choose from the list.")


class DayUnreadable(StadsrechtError):
    message = _("This is no day that we know. Write for example 2026-03-14.")
    field = "day"


class MonthUnreadable(StadsrechtError):
    message = _("This is no month that we know. Write for example 2026-03.")
    field = "month"


class DayInTheFuture(StadsrechtError):
    message = _("This day is still to come.")
    field = "day"


class DistrictWithoutPlace(StadsrechtError):
    """The office would count a district of something that did not happen at a place in the city."""

    message = _("A district goes with “at a place in the city” alone. Choose that, or no district.")
    field = "district"


class ContactMissing(StadsrechtError):
    message = _("Give an e-mail address or a phone number, or choose to stay anonymous.")
    field = "contact"


class MessageMissing(StadsrechtError):
    message = _("Write something, or add a file.")
    field = "text"


class UnknownReceipt(NotFound):
    message = _("No report belongs to this receipt. Compare it with what you wrote down.")
    field = "receipt"


class UnknownCase(NotFound):
    message = _("There is no case %(wanted)s.")


class ReportDestroyed(StadsrechtError):
    message = _("What was written here has been destroyed. Only a count is left.")
    status = 410


class FileRefused(StadsrechtError):
    """Neither an image nor a PDF, whatever its name says."""

    message = _("“%(name)s” cannot be added. Only photos (JPEG, PNG, WebP, GIF, TIFF) and PDF files can.")
    field = "files"


class FileBroken(StadsrechtError):
    message = _("“%(name)s” cannot be read. Is the file whole, and without a password?")
    field = "files"


class FileTooLarge(StadsrechtError):
    message = _("“%(name)s” has more than %(limit)s MB.")
    field = "files"


class TooManyFiles(StadsrechtError):
    message = _("At most %(limit)s files can be added.")
    field = "files"


class FormExpired(StadsrechtError):
    message = _("This page was open for too long. What you typed is still here: send it once more.")


class ReceiptLost(StadsrechtError):
    """The form was taken before, and its receipt cannot or may not be drawn again. No second report is made."""

    message = _("This report had already been received, and is kept once. Its code cannot be shown again.")
    status = 409


class ComesFromElsewhere(StadsrechtError):
    message = _("This form was sent from another site. What was typed is still here: send it once more from this page.")


class WaitFirst(StadsrechtError):
    """Many reports came at once. Nothing is lost: the same form goes through after a moment."""

    message = _(
        "Many people report at this moment. What you typed is still here: send it again in %(seconds)s seconds."
    )
    status = 429


class KeyLocked(NotPermitted):
    message = _("Open your key first with your passphrase.")


class NoKeyForThis(NotPermitted):
    """The role is there, the key is not: nobody who holds it has shared it."""

    message = _("Your key does not open this case. A colleague who can open it may share it with you.")


class KeyNotAdmitted(NotPermitted):
    """A role and a passphrase make nobody a member of the office: somebody who is one says so."""

    message = _(
        "This key is not admitted to the office yet. Its holder reads its code to the coordinator, who admits it."
    )


class KeyCodeDiffers(StadsrechtError):
    message = _("This is not the code of this key. Let its holder read it to you from “My key”.")
    field = "code"


class NotOfTheOffice(StadsrechtError):
    message = _("This person has no role at the office, or also has one at the city.")
    field = "code"


class UnknownKey(NotFound):
    """One that is not there, or is in use no longer."""

    message = _("There is no such key in use.")


class HasKeyAlready(StadsrechtError):
    message = _("This person has a key already. Retire it first.")


class RecoveryKeyMissing(StadsrechtError):
    message = _("There is no recovery key yet. Make one: stadsrecht sealing make")


class RecoveryKeyPresent(StadsrechtError):
    message = _("There is a recovery key already. To replace it: stadsrecht sealing rotate")


class WrongShares(StadsrechtError):
    message = _("These parts do not open the recovery key. Were they written down when the present key was made?")


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


class PassphrasesDiffer(StadsrechtError):
    message = _("The two passphrases are not the same.")
    field = "again"


class UnknownFigures(NotFound):
    message = _("There are no figures %(wanted)s.")


class SpanNotOffered(StadsrechtError):
    """That time has not ended, or was told already."""

    message = _("This cannot be told now: the time has not ended, or it was told already.")
    field = "span"


class FiguresNotReady(StadsrechtError):
    message = _("These figures are not waiting to be published.")
    status = 409


class NotSure(StadsrechtError):
    message = _("Tick the box if you want to publish. It cannot be taken back.")
    field = "is_sure"


class NoRegisterForm(StadsrechtError):
    message = _("The data pack of this city names no form of a ministry.")
    field = "year"


class CampaignEmpty(StadsrechtError):
    message = _("No report fits. Look at the days, the ground and where it happened.")
    field = "since"


class DaysMissing(StadsrechtError):
    message = _("Give both days, or neither.")
    field = "since"


class QuarterIsCounted(StadsrechtError):
    """Public figures counted these reports among all others; taking them out would tell how many they were."""

    message = _("Public figures of these days were published already. Their reports stay where they were counted.")
    field = "since"


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
