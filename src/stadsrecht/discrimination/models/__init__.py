"""Records of reports and cases: what is sealed, what is counted, who holds a key, and what was done."""

from stadsrecht.discrimination.models.cases import (
    Assignment,
    Case,
    Consent,
    IdentityRequest,
    Look,
    Step,
)
from stadsrecht.discrimination.models.figures import Campaign, CountedQuarter, FiguresWork
from stadsrecht.discrimination.models.keys import CONTENT, IDENTITY, Compartment, Envelope, PersonalKey, RecoveryKey
from stadsrecht.discrimination.models.lists import ListEdition
from stadsrecht.discrimination.models.notices import Notice
from stadsrecht.discrimination.models.referrals import EndedBy, Referral, ReferralFile, ReferralKey
from stadsrecht.discrimination.models.register import RegisterExport
from stadsrecht.discrimination.models.reports import Attachment, Author, Channel, Facts, Message, Report, Where

__all__ = [
    "CONTENT",
    "IDENTITY",
    "Assignment",
    "Attachment",
    "Author",
    "Campaign",
    "Case",
    "Channel",
    "Compartment",
    "Consent",
    "CountedQuarter",
    "EndedBy",
    "Envelope",
    "Facts",
    "FiguresWork",
    "IdentityRequest",
    "ListEdition",
    "Look",
    "Message",
    "Notice",
    "PersonalKey",
    "RecoveryKey",
    "Referral",
    "ReferralFile",
    "ReferralKey",
    "RegisterExport",
    "Report",
    "Step",
    "Where",
]
