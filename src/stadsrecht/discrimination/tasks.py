"""Jobs of the office: what takes longer than a request."""

from django.utils import timezone
from procrastinate.contrib.django import app

from stadsrecht.discrimination.operations import make_figures


@app.task(queue="figures", lock="report-figures")
def make_report_figures(number: int) -> str:
    """Count and protect a release; run again it makes the same drafts."""
    return make_figures(number=number, clock=timezone.now)
