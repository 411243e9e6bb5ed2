"""Reports for show in a demonstration, and their figures, made by the same operations as real ones."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import connection, transaction

from stadsrecht.discrimination.bridge.made_up import MadeUp, made_up_reports
from stadsrecht.discrimination.bridge.spans import Span, spans_offered
from stadsrecht.discrimination.models import Campaign, Case, Channel, Facts, ListEdition, Report
from stadsrecht.discrimination.operations.figures import begin_figures, make_figures, publish_figures
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import current_edition
from stadsrecht.discrimination.queries.figures import spans_told
from stadsrecht.discrimination.workflow import CaseState
from stadsrecht.kernel import audit
from stadsrecht.kernel.packs import localised, read_pack
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.people.queries import personas

FILE = "reports-for-show.toml"
NO_KEY = bytes(32)


def load_reports_for_show(*, pack: Path, on: date, at: datetime) -> int:
    """Made-up reports and figures of them, where the pack has some and none are there yet; gives how many are new.

    They are shells without words and without keys: nobody could have written to them, and nobody can open them.
    """
    file = pack / FILE
    if not (settings.DEMO and file.exists()) or Report.objects.exists():
        return 0
    rows, edition = read_pack(file), current_edition()
    if edition is None:
        return 0
    count = _write(list(made_up_reports(rows, until=on)), rows, edition, on, at)
    for row in rows.get("release", ()):
        _publish(Span(on.year - row["years_ago"], row["what"]), on, at)
    return count


@transaction.atomic
def _write(made: list[MadeUp], rows: dict[str, Any], edition: ListEdition, on: date, at: datetime) -> int:
    Campaign.objects.bulk_create(
        [Campaign(code=row["code"], name=localised(row["name"]), made_on=on) for row in rows.get("campaign", ())]
    )
    reports, facts, cases = [], [], []
    for place, (number, one) in enumerate(zip(_numbers(len(made)), made, strict=True)):
        row = uuid5(NAMESPACE_URL, f"{FILE}#{place}")
        reports.append(_shell(row, number, one))
        facts.append(Facts(report_id=row, edition=edition, **one.facts))
        ended = {"state": CaseState.CLOSED, "state_since": one.on, "closed_on": one.on}
        cases.append(Case(report_id=row, handling=one.handling, outcome=one.outcome, **ended))
    Report.objects.bulk_create(reports, batch_size=1000)
    Facts.objects.bulk_create(facts, batch_size=1000)
    Case.objects.bulk_create(cases, batch_size=1000)
    audit.record(
        acting_user=SYSTEM, verb="load_reports_for_show", subject=edition, at=at, new={"reports": len(reports)}
    )
    return len(reports)


def _shell(row: UUID, number: int, one: MadeUp) -> Report:
    return Report(
        id=row,
        number=number,
        received_on=one.on,
        channel=Channel.DESK,
        language=settings.LANGUAGE_CODE,
        public_key=NO_KEY,
        identity_key=NO_KEY,
        destroyed_on=one.on,
    )


def _numbers(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('discrimination_report_number') FROM generate_series(1, %s)", [count])
        return [number for (number,) in cursor.fetchall()]


def _publish(span: Span, on: date, at: datetime) -> None:
    """As the coordinator of the demonstration would."""
    coordinator = next((one for one in personas() if PERMISSIONS.may(one, "publish_figures")), None)
    if coordinator is None or span not in spans_offered(span.year, spans_told(span.year), on):
        return
    work = begin_figures(span=span.code, acting_user=coordinator, on=on, at=at)
    make_figures(number=work.pk, clock=lambda: at)
    work.refresh_from_db()
    publish_figures(work=work, is_sure=True, acting_user=coordinator, on=on, at=at)
