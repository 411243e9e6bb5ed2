"""What can go wrong with training, by name. That a run is full is no error: whoever signs up then waits in line."""

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import NotFound, NotPermitted, StadsrechtError


class UnknownCourse(NotFound):
    message = _("There is no training “%(wanted)s”, or it is no longer offered.")


class UnknownRun(NotFound):
    message = _("This training has no such series of meetings.")


class NotYourCourse(NotPermitted):
    """A partner works on the training of its own organisation alone."""

    message = _("You can work only on training that your own organisation offers.")


class UnknownTheme(StadsrechtError):
    message = _("“%(wanted)s” does not stand in our list of subjects.")
    field = "subjects"


class UnknownLanguageOfCourse(StadsrechtError):
    message = _("We do not know the language “%(wanted)s”. Give its tag, for example ti for Tigrinya.")
    field = "languages"


class AudienceMissing(StadsrechtError):
    message = _("Say for whom this training is: tick at least one.")
    field = "audience"


class RunsStillPlanned(StadsrechtError):
    message = _("Meetings are still planned. Cancel them first, so that everyone who signed up is told.")
    field = "state"


class CourseNotPublished(StadsrechtError):
    message = _("Publish the training first. Nobody can find it yet.")


class MeetingUnreadable(StadsrechtError):
    message = _("We cannot read “%(text)s”. Write one meeting on a line, for example: 2026-12-03 19:00-21:00")
    field = "meetings"


class MeetingsMissing(StadsrechtError):
    message = _("Give at least one meeting.")
    field = "meetings"


class MeetingsOutOfOrder(StadsrechtError):
    """A meeting ends before it begins, or begins before the one above it has ended."""

    message = _("The meeting of %(day)s ends before it begins, or begins before the one above it has ended.")
    field = "meetings"


class MeetingsInThePast(StadsrechtError):
    message = _("The first meeting lies in the past. Choose a later day.")
    field = "meetings"


class ClosesAfterStart(StadsrechtError):
    message = _("Sign-up closes at the latest when the first meeting begins.")
    field = "closes_on"


class DrawOutOfPlace(StadsrechtError):
    """A lot needs a moment to draw, which lies between now and the closing of sign-up."""

    message = _("Give the moment of the draw. It lies in the future, and before sign-up closes.")
    field = "draws_on"


class OrderFixed(StadsrechtError):
    """Who signed up relied on it."""

    message = _("People signed up under this order already. It can no longer be changed.")
    field = "order"


class CapacityBelowPlaced(StadsrechtError):
    """Nobody is put out by a number in a form."""

    message = _("%(count)s people have a place or an offer already. Ask whether somebody gives it up, then lower it.")
    field = "capacity"


class RunEnded(StadsrechtError):
    message = _("These meetings are over or cancelled. Nothing can be changed any more.")
    status = 409


class SignUpClosed(StadsrechtError):
    message = _("Sign-up for these meetings is closed.")
    status = 409


class LinkEnded(NotFound):
    """The link is not ours, or what it led to was destroyed when its time was over."""

    message = _("This link leads nowhere any more. Look in your latest letter, or sign up again.")


class OfferLapsed(StadsrechtError):
    message = _("The time to confirm is over. The place was offered to somebody else. You can sign up again.")
    status = 409


class AlreadyGivenUp(StadsrechtError):
    message = _("Your place was given up already.")
    status = 409


class AttendanceTooEarly(StadsrechtError):
    message = _("Attendance is written down once the first meeting has begun.")
    status = 409


class EvaluationClosed(StadsrechtError):
    message = _("These questions are open for %(days)s days after the last meeting.")
    status = 409


class AlreadyAnswered(StadsrechtError):
    message = _("You have answered these questions already. Thank you.")
    status = 409


class UnknownAnswer(StadsrechtError):
    message = _("Choose one of the answers.")


class NotSureYet(StadsrechtError):
    message = _("Say that you looked at all of it. It cannot be taken back.")
    field = "is_sure"


class EvaluationNotReady(StadsrechtError):
    message = _("There is no draft to publish.")
    status = 409


class UnknownEvaluation(NotFound):
    message = _("There are no results “%(wanted)s”.")
