"""What figures of reports hand to the spine: evidence of the rights that reports touch, renewed with each release."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stadsrecht.discrimination.bridge.packs import door
from stadsrecht.discrimination.bridge.spans import Span
from stadsrecht.evidence.operations import renew_evidence
from stadsrecht.kernel.localised import LocalisedText, worded
from stadsrecht.partners.queries import organisation

KIND, SHELF_LIFE = "reports", 24
TITLE = _("Reports of discrimination in %(year)s, counted")
FOR_SHOW = _("All of it. These are counts of made-up reports, so that this page can be seen.")


@transaction.atomic
def hand_to_spine(*, span: Span, touched: Iterable[str], at: datetime) -> None:
    """One piece of evidence for a year, of every right that public counts touch.

    It rests on what was told, so it tells nothing more. The installation registers it: whoever publishes figures works
    for the office and not for the city.
    """
    subjects = [f"provision:{reference}" for reference in sorted(touched)]
    if not subjects:
        return
    values: dict[str, Any] = {
        "kind": KIND,
        "title": worded(TITLE, year=span.year),
        "dated_on": span.last_day,
        "date_is_year": not span.is_interim,
        "source": organisation(door().office).name.plain,
        "language": settings.LANGUAGE_CODE,
        "url": f"/report/figures/{span.year}/",
        "is_public": True,
        "shelf_life_months": SHELF_LIFE,
        "for_show": worded(FOR_SHOW) if settings.DEMO else LocalisedText(),
    }
    renew_evidence(code=f"reports-{span.year}", values=values, subjects=subjects, at=at)
