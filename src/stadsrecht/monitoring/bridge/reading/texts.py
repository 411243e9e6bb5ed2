"""What readers of files say: for each code what was found, and the cure."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Texts = tuple[str | Promise, str | Promise]

UNKNOWN: Texts = (_("Noticed: %(code)s."), _("Look the code up in the documentation of the format."))

FAULTS: dict[str, Texts] = {
    "not-text": (
        _("The file holds characters that are not UTF-8."),
        _("Save it again as “CSV UTF-8”."),
    ),
    "not-csv": (
        _("The file cannot be read as CSV from this line on: %(why)s."),
        _("Save it again as “CSV UTF-8” from the program that made it."),
    ),
    "empty": (
        _("The file holds no figures."),
        _("Put one line of headings in it and at least one line of figures."),
    ),
    "heading-missing": (
        _("There is no column “%(wanted)s”."),
        _("Add it, or correct its name. These are there: %(present)s."),
    ),
    "heading-twice": (
        _("The column “%(name)s” is there %(count)s times."),
        _("Keep one of them, or give the others a name of their own."),
    ),
    "heading-blank": (
        _("A column has no name."),
        _("Give it a name, or remove it."),
    ),
    "row-length": (
        _("This line has %(found)s fields, and the headings are %(wanted)s."),
        _("Look for a missing or an extra separator; put text that holds one between double quotes."),
    ),
    "period": (
        _("“%(text)s” is no period."),
        _("Write 2024, 2024/25, 2024-Q2, 2024-03 or 2024-03-31."),
    ),
    "number": (
        _("“%(text)s” is no number."),
        _("Write digits with a point before the decimals, such as 1234.5, and no separator for thousands."),
    ),
    "status": (
        _("“%(text)s” is no status."),
        _("Write one of: %(known)s; or leave it blank where there is a number."),
    ),
    "blank-without-status": (
        _("There is no number, and no status that says why."),
        _("Write zero, not-known, not-measured, not-applicable or hidden in the column “status”."),
    ),
    "value-despite-status": (
        _("There is a number (%(text)s), and the status is “%(status)s”."),
        _("Remove the number, or correct the status."),
    ),
    "status-without-value": (
        _("The status is “%(status)s”, and there is no number."),
        _("Add the number, or correct the status."),
    ),
    "yes-or-no": (
        _("“%(text)s” is neither yes nor no."),
        _("Write yes or no, or leave it blank."),
    ),
    "contradiction": (
        _("Lines %(rows)s give different figures for the same cell (%(cell)s): %(values)s."),
        _("Keep the right one and remove the others."),
    ),
    "not-json": (
        _("The file is no JSON: %(why)s."),
        _("Save it again from the program that made it."),
    ),
    "json-stat": (
        _("This is not a JSON-stat 2.0 dataset: %(why)s."),
        _("Ask the source for version 2.0 with class “dataset”."),
    ),
    "no-time": (
        _("No dimension holds the periods."),
        _("Name it under “role”, “time”."),
    ),
    "sdmx-action": (
        _("The action “%(text)s” asks to remove figures."),
        _("A release holds all figures of an indicator: leave out the lines that should go."),
    ),
    "front-matter": (
        _("The description cannot be read: %(why)s."),
        _("Correct the YAML between the lines of three hyphens."),
    ),
    "code": (
        _("“%(text)s” cannot be the code of an indicator."),
        _("Use at most 120 letters, digits, hyphens and underscores in the name of the file."),
    ),
    "unknown-indicator": (
        _("There is no indicator “%(code)s”, and this file does not describe one."),
        _("Record the indicator first, or name the right one with --indicator."),
    ),
    "under-embargo": (
        _("Release %(number)s of this indicator is under embargo."),
        _("Discard it first, or wait for its moment."),
    ),
    "period-needed": (
        _("The file does not say of which period it is."),
        _("Name it with --period, such as --period 2018."),
    ),
}

NOTES: dict[str, Texts] = {
    "same-twice": (
        _("Lines %(rows)s give the same figure for the same cell (%(cell)s). One was kept."),
        _("Remove the others from the source."),
    ),
    "contradiction-kept": (
        _("Lines %(rows)s give different figures for the same cell (%(cell)s): %(values)s. It is shown as not known."),
        _("Ask the source which one is right."),
    ),
    "spelling": (
        _("“%(variant)s” was read as “%(chosen)s” (%(count)s times)."),
        _("Spell one code in one way in the source."),
    ),
    "heading-spelling": (
        _("This column is called “%(name)s” here and “%(others)s” elsewhere."),
        _("Choose one name, so that the figures can be laid side by side."),
    ),
    "same-file": (
        _("The figures are the same, byte for byte, as in: %(files)s."),
        _("One indicator that serves several targets would do."),
    ),
    "words": (
        _("“%(text)s” was read as %(status)s (%(count)s times)."),
        _("Nothing, where this is what the source means."),
    ),
    "words-unknown": (
        _("The words “%(text)s” are not known and were kept as a note (%(count)s times)."),
        _("Check that they do not say that a figure is missing or hidden."),
    ),
    "blank": (
        _("%(count)s cells are blank without saying why, first on line %(row)s. They are shown as not known."),
        _("Say in the source why a figure is not there."),
    ),
    "silent": (
        _("%(count)s cells hold no number and no status. They were left out."),
        _("Say in the source why a figure is not there, where it should be."),
    ),
    "hidden-with-value": (
        _("%(count)s cells are marked as suppressed and still held a number. The number was not taken over."),
        _("Remove these numbers from the source file: it gives away what should be hidden."),
    ),
    "missing-with-value": (
        _("%(count)s cells are marked as missing and still held a number. They are shown as not known, with a note."),
        _("Ask the source which of the two is right."),
    ),
    "period-read": (
        _("Periods such as “%(text)s” were read as %(label)s and count as %(year)s (%(count)s lines)."),
        _("Nothing, where this is what the source means."),
    ),
    "period-free": (
        _("“%(text)s” is no usual period. It was kept as written and counts as %(year)s (%(count)s lines)."),
        _("Write 2024, 2024/25, 2024-Q2 or 2024-03 in the source where that says the same."),
    ),
    "decimal-comma": (
        _("The comma was read as the sign before the decimals."),
        _("Nothing, where the file uses it so."),
    ),
    "follows-area": (
        _("The column follows from the area of each line. It is kept with the figures and is no choice."),
        _("Nothing needs to be done."),
    ),
    "no-headline": (
        _("No line holds the figure for the whole: each one is about a part."),
        _("Add lines in which every column but period and figure is blank, where the source knows the whole."),
    ),
    "no-direction": (
        _("The source does not say which way is better. Nothing is judged until somebody decides."),
        _("Choose the direction on the page of the indicator."),
    ),
    "no-description": (
        _("There is no file with a description of this indicator."),
        _("Add it to the folder “meta”, or fill in the indicator by hand."),
    ),
    "unknown-provision": (
        _("The catalogue of rights has no “%(reference)s”."),
        _("Tie the indicator to a right by hand."),
    ),
    "decoded": (
        _("The file is not UTF-8 and was read as Windows-1252."),
        _("Check that letters with accents are right."),
    ),
    "lower-bound": (
        _("%(count)s areas hold squares that the source suppressed. Their sum would be too low, so it is hidden."),
        _("Nothing: the sum of known parts is no total."),
    ),
}
