"""The words in which the trail of a pledge is told. What was said of it stands in its notes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.history import Telling
from stadsrecht.partners.workflow import PledgeState

ACTS: dict[str, str | Promise] = {
    "make_pledge": _("pledged"),
    "edit_pledge": _("changed"),
    "report_pledge": _("reported on"),
    "view_pledge": _("the city gave its view"),
}
COLUMNS: dict[str, str | Promise] = {
    "title": _("What you pledge"),
    "description": _("Explanation"),
    "due_on": _("By when"),
    "state": _("State"),
    "city_state": _("How the city sees it"),
    "reason": _("Reason"),
    "quota_least": _("Meetings of the pact that you attend: at least"),
    "quota_of": _("Of how many meetings"),
}
HISTORY = Telling(ACTS, COLUMNS, {state.value: state.label for state in PledgeState})
