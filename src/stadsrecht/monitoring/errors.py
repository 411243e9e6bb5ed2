"""What can go wrong with figures, by name."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import NotFound, StadsrechtError


class UnknownIndicator(NotFound):
    message = _("There is no indicator “%(wanted)s”, or nothing of it is published.")


class UnknownRelease(NotFound):
    message = _("There is no release “%(wanted)s” of this indicator, or it is not published.")


class UnknownFile(NotFound):
    message = _("There is no file “%(wanted)s” of a release. There are: %(known)s.")


class UnknownColumn(StadsrechtError):
    message = _("These figures have no column “%(wanted)s”. They have: %(known)s.")


class FiguresLost(StadsrechtError):
    """A release whose file is gone or is not what was hashed. Nothing is shown in its place."""

    message = _(
        "These figures cannot be read now: the file of release %(release)s is not what was stored. The administrator "
        "can restore it from a back-up. All other figures can be seen."
    )
    status = 503


class FiguresRefused(StadsrechtError):
    """An import found faults. Nothing was stored; `findings` names file, row, column and cure of each."""

    message = _("Nothing was imported: %(count)s faults were found.")
    field = "file"

    def __init__(self, findings: tuple[Any, ...]) -> None:
        super().__init__(count=len(findings))
        self.findings = findings

    @property
    def problems(self) -> list[dict[str, Any]]:
        return [
            {"file": one.file, "row": one.row, "column": one.column, "detail": one.what, "cure": one.cure}
            for one in self.findings
        ]


class FileTooLarge(StadsrechtError):
    message = _("This file is larger than %(limit)s MB.")
    field = "file"


class UnknownKind(StadsrechtError):
    message = _("We cannot read files of the kind “%(wanted)s”.")
    field = "kind"


class ReleaseInTheWay(StadsrechtError):
    message = _("Release %(number)s of this indicator is under embargo. Discard it first, or wait for its moment.")


class NothingNew(StadsrechtError):
    message = _("These figures are the same as those of release %(number)s. Nothing was stored.")
    field = "file"


class ReviewerIsStager(StadsrechtError):
    message = _("You staged this release. Somebody else must review it.")


class EmbargoInThePast(StadsrechtError):
    message = _("Choose a moment in the future, or publish now.")
    field = "publish_at"


class WhatChangedMissing(StadsrechtError):
    message = _("Say what was corrected and why. Readers of the earlier figures will ask for it.")
    field = "note"


class FiguresGivePeopleAway(StadsrechtError):
    """The figures count people, and a hidden one can be calculated from those shown."""

    message = _("This release is refused, for it would give people away: %(why)s")


class UnknownWork(NotFound):
    message = _("We do not know this work. What ended is forgotten after a week.")


class WorkHasEnded(StadsrechtError):
    message = _("This work has ended already. There is nothing left to stop.")
    status = 409


class UnknownSubject(StadsrechtError):
    message = _("We do not know “%(wanted)s”. Write for example provision:eu-charter:21, policy:… or action:….")
    field = "subjects"
