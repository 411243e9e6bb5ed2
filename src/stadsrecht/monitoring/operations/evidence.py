"""What a published release hands to the spine: one piece of evidence for each indicator, renewed with each release."""

from datetime import datetime
from typing import Any

from django.db import transaction

from stadsrecht.evidence.operations import renew_evidence
from stadsrecht.monitoring.models import Release
from stadsrecht.monitoring.queries import measured_on, subjects_of

KIND = "figures"


@transaction.atomic
def hand_to_spine(*, release: Release, at: datetime) -> None:
    """Register the figures as evidence of what the indicator says something of; nothing for one without links.

    Whoever publishes figures need not be one who edits evidence, so the installation does it. The evidence grows old
    from the day that the figures are about.
    """
    indicator = release.indicator
    subjects = subjects_of(indicator)
    if not subjects:
        return
    values: dict[str, Any] = {
        "kind": KIND,
        "title": indicator.name,
        "dated_on": measured_on(release, today=at.date()),
        "date_is_year": indicator.sourced_on is None,
        "source": indicator.publisher,
        "language": "nl",
        "url": f"/figures/{indicator.code}/",
        "is_public": True,
        "shelf_life_months": indicator.shelf_life_months,
        "for_show": indicator.for_show,
    }
    renew_evidence(code=f"figures-{indicator.code}"[:120], values=values, subjects=subjects, at=at)
