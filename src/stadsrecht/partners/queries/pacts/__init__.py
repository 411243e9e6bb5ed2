"""Reads of pacts: agreements and signatures, pledges and what is said of them, meetings and quotas, years."""

from stadsrecht.partners.bridge.quota import Quota, quota_of
from stadsrecht.partners.queries.pacts.desk import disputed_pledges, notes_said, overdue_pledges, silent_pledges
from stadsrecht.partners.queries.pacts.meetings import (
    attendance,
    meeting,
    meetings_of,
    presences_of,
    quota,
)
from stadsrecht.partners.queries.pacts.own import may_question, own_pledges, own_signatures
from stadsrecht.partners.queries.pacts.pacts import (
    PledgeLine,
    by_subject,
    differs,
    is_overdue,
    pact,
    pacts,
    pledge,
    pledge_data,
    pledge_line,
    pledges,
    pledges_by_organisation,
    pledges_of,
    search_pledges,
    signatures_of,
    signed_by,
    state_counts,
)
from stadsrecht.partners.queries.pacts.years import year_of, years_of
from stadsrecht.partners.workflow import COUNTED_PLEDGE_STATES, PledgeState

__all__ = [
    "COUNTED_PLEDGE_STATES",
    "PledgeLine",
    "PledgeState",
    "Quota",
    "attendance",
    "by_subject",
    "differs",
    "disputed_pledges",
    "is_overdue",
    "may_question",
    "meeting",
    "meetings_of",
    "notes_said",
    "overdue_pledges",
    "own_pledges",
    "own_signatures",
    "pact",
    "pacts",
    "pledge",
    "pledge_data",
    "pledge_line",
    "pledges",
    "pledges_by_organisation",
    "pledges_of",
    "presences_of",
    "quota",
    "quota_of",
    "search_pledges",
    "signatures_of",
    "signed_by",
    "silent_pledges",
    "state_counts",
    "year_of",
    "years_of",
]
