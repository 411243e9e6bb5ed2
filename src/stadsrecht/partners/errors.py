"""What can go wrong with partners, by name."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import NotFound, NotPermitted, StadsrechtError


class UnknownOrganisation(NotFound):
    message = _("There is no organisation “%(wanted)s”.")
    field = "organisation"


class UnknownService(NotFound):
    message = _("There is no service “%(wanted)s”.")
    field = "service"


class UnknownLocation(NotFound):
    message = _("There is no such place of this organisation.")
    field = "location"


class NotYourOrganisation(NotPermitted):
    """A partner edits its own entry alone."""

    message = _("You can change only the entry of your own organisation.")


class LinkRefused(StadsrechtError):
    """An address that a browser would run, or that leads nowhere on the web."""

    message = _("“%(link)s” is no address of a page. A link begins with https:// or http://.")
    field = "website"


class UnknownLanguage(StadsrechtError):
    message = _("We do not know the language “%(wanted)s”. Give its tag, for example ti for Tigrinya.")
    field = "languages"


class UnknownCode(StadsrechtError):
    """A need, a form of access or a group that no list of ours has."""

    message = _("“%(wanted)s” does not stand in our list.")


class AgesReversed(StadsrechtError):
    message = _("The highest age (%(most)s) lies below the lowest (%(least)s).")
    field = "max_age"


class FrontDoorMissing(StadsrechtError):
    message = _("Say how to get in touch: the address is confidential, so this is all that people have.")
    field = "front_door"


class PositionUnreadable(StadsrechtError):
    message = _("“%(text)s” is no position. Copy it from a map, latitude first, for example: 52.0907, 5.1214.")
    field = "position"


class HoursIncomplete(StadsrechtError):
    message = _("Give both the time of opening and the time of closing, or choose “by appointment”.")
    field = "opens_at"


class HoursUnreadable(StadsrechtError):
    message = _("“%(text)s” is no time of the day. Write for example 09:30.")
    field = "opens_at"


class DayUnreadable(StadsrechtError):
    message = _("“%(text)s” is no day. Write for example 2026-12-25.")
    field = "visit_hours"


class NotHsds(StadsrechtError):
    message = _("At “%(place)s” stands no object of HSDS 3.")
    field = "file"


class FieldMissing(StadsrechtError):
    message = _("The field “%(name)s” is missing or empty.")


class FieldUnreadable(StadsrechtError):
    message = _("The field “%(name)s” cannot be “%(text)s”.")


class FileUnreadable(StadsrechtError):
    message = _("The file cannot be read: %(why)s.")
    field = "file"


class RowsRefused(StadsrechtError):
    """Nothing was taken in; `report` names each row that is refused, with its fault."""

    message = _("%(count)s rows are refused, and nothing was taken in. Correct them, or take in the rest without them.")
    field = "file"

    def __init__(self, *, report: Any) -> None:
        super().__init__(count=len(report.refused))
        self.report = report


class UnknownOwner(StadsrechtError):
    """Something that belongs to an organisation, a service or a place which neither the file nor the city has."""

    message = _("It belongs to “%(wanted)s”, which stands neither in the file nor in the directory.")


class UnknownObject(NotFound):
    message = _("There is no “%(wanted)s” here.")


class HeadingMissing(StadsrechtError):
    message = _("The first row has no heading “%(name)s”.")
    field = "file"


class ColumnUnknown(StadsrechtError):
    message = _("The heading “%(name)s” is unknown or stands there twice. Known are: %(known)s.")
    field = "file"


class CellsMerged(StadsrechtError):
    message = _("The cells %(cells)s are merged. Split them and fill in each one.")


class CellUnreadable(StadsrechtError):
    message = _("“%(text)s” cannot be read as %(column)s. Write for example: %(example)s.")


class CellMissing(StadsrechtError):
    message = _("This cell must be filled in.")


class ServiceTwice(StadsrechtError):
    message = _("This service of this organisation stands in the file twice: see row %(row)s.")


class LinkExpired(NotFound):
    """The link in a letter: cut off, older than three months, or used before."""

    message = _("This link no longer works. Sign in to confirm the entry, or wait for the next letter.")


class ProposalDecided(StadsrechtError):
    message = _("This change was decided before.")
    status = 409


class UnknownProposal(NotFound):
    message = _("There is no such change.")


class UnknownPact(NotFound):
    message = _("There is no pact “%(wanted)s”.")
    field = "pact"


class UnknownPledge(NotFound):
    message = _("There is no pledge “%(wanted)s”.")


class UnknownMeeting(NotFound):
    message = _("This pact has no meeting %(wanted)s.")


class AlreadySigned(StadsrechtError):
    """An organisation signs a pact once; pledges are added to that signature."""

    message = _("%(organisation)s signed this pact before, on %(day)s. Add a pledge instead of signing again.")
    field = "organisation"
    status = 409


class SignedOutsidePact(StadsrechtError):
    message = _("On %(day)s the pact does not run. Choose a day between its start and its end.")
    field = "signed_on"


class NotYourPledge(NotPermitted):
    """The city can ask and give its view; the words of a pledge are its partner's alone."""

    message = _("Only the organisation itself writes and reports about its pledge.")


class NotSigned(StadsrechtError):
    message = _("%(organisation)s has not signed this pact. Sign first, then pledge.")
    field = "organisation"


class DueBeforeMade(StadsrechtError):
    message = _("The due day (%(due)s) comes before the day of the pledge (%(made)s). Choose a later due day.")
    field = "due_on"


class QuotaIncomplete(StadsrechtError):
    message = _("Say how many meetings you attend and of how many: both numbers, the first not larger than the second.")
    field = "quota_least"


class PledgeEnded(StadsrechtError):
    message = _("This pledge has ended (%(state)s). Its words can no longer be changed.")
    status = 409


class PledgeMilestoneDone(StadsrechtError):
    message = _("This milestone was already marked as done.")
    status = 409


class MeetingTooEarly(StadsrechtError):
    message = _("Attendance can be noted once the meeting has begun.")


class MeetingEndsBeforeStart(StadsrechtError):
    message = _("The meeting must end after it begins.")
    field = "ends_at"


class AlreadyMember(StadsrechtError):
    message = _("%(organisation)s is in the coalition on this theme and in this role already.")
    field = "theme"
    status = 409


class AlreadyAsked(StadsrechtError):
    message = _("%(organisation)s asked this before, on %(day)s. The core group has not decided yet.")
    field = "theme"
    status = 409


class UnknownThemeMeeting(NotFound):
    message = _("The coalition has no meeting %(wanted)s.")


class UnknownJoinRequest(NotFound):
    message = _("There is no such request.")


class JoinDecided(StadsrechtError):
    message = _("This request was decided before.")
    status = 409


class NotCoreGroup(NotPermitted):
    message = _("Only the core group of this theme decides: the organisations that drive it.")
    field = "theme"


class UnknownAccount(StadsrechtError):
    message = _("There is no account with this e-mail address. An administrator makes one under “People”.")
    field = "email"


class AccountIsNoPartner(StadsrechtError):
    message = _("This account does not have the role of a partner. An administrator gives it under “People”.")
    field = "email"


class EditsAlready(StadsrechtError):
    message = _("This person keeps the entry already.")
    field = "email"


class UnknownEditor(NotFound):
    message = _("Nobody with this number keeps this entry.")


class UnknownTheme(NotFound):
    message = _("The coalition has no theme “%(wanted)s”.")
    field = "theme"


class UnknownNewsletter(NotFound):
    message = _("There is no newsletter “%(wanted)s”.")


class NotYourNewsletter(NotPermitted):
    """An organisation speaks for itself, and the core group for its theme."""

    message = _("Only the organisation itself, or the core group of the theme, writes this newsletter.")
    field = "of"


class NewsletterAhead(StadsrechtError):
    message = _("This day is still to come. Everyone reads a newsletter as soon as you save it: give today or earlier.")
    field = "published_on"
