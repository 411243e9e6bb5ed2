"""The lists of the office's desk with 50,000 cases: CPU of the web server, and statements of SQL.

In one process, with Django's test client and all middleware; the median of many requests. CPU is this process's own,
time includes the database. Contents are random bytes here: a list opens none.
"""

import os
from datetime import timedelta
from typing import Any
from uuid import UUID

from stage import cost, done, figure, installation

CASES, OPEN_SHARE, OWN = 50_000, 10, 150
REQUESTS = 30
BUDGET, STATEMENTS = 60, 12
MADE_UP = 100_000  # more than the demonstration has reports for show


def many_cases(worker: Any) -> None:
    """One in ten is open; of these a worker has some in hand, and one in twenty has nobody."""
    from django.utils import timezone

    from stadsrecht.discrimination.models import Assignment, Case, Facts, Report
    from stadsrecht.discrimination.queries import current_edition
    from stadsrecht.discrimination.workflow import CaseState

    today, edition = timezone.localdate(), current_edition()
    reports, facts, cases, assignments = [], [], [], []
    for number in range(1, CASES + 1):
        row, day = UUID(int=number), today - timedelta(days=number % 2000)
        key = os.urandom(32)
        reports.append(
            Report(
                id=row,
                number=MADE_UP + number,
                received_on=day,
                channel="door",
                language="nl",
                public_key=key,
                identity_key=key,
            )
        )
        facts.append(Facts(report_id=row, edition=edition, grounds=["origin", "religion"], terrain="housing"))
        is_open = number % OPEN_SHARE == 0
        state = CaseState.IN_HANDLING if is_open else CaseState.CLOSED
        ends = {"due_on": day + timedelta(days=42)} if is_open else {"closed_on": day, "outcome": "advised"}
        cases.append(Case(report_id=row, state=state, state_since=day, **ends))
        if is_open and number % (OPEN_SHARE * 20):
            mine = len(assignments) < OWN
            assignments.append(Assignment(case_id=row, person=worker["own" if mine else "other"], since=day))
    for rows in (reports, facts, cases, assignments):
        type(rows[0]).objects.bulk_create(rows, batch_size=2000)


def signed_in(person: Any) -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    session = client.session
    session["is_demo"] = True
    session.save()
    return client


def main() -> None:
    from django.db import connection

    from stadsrecht.people.queries import persona

    worker, lead = persona("case_worker"), persona("office_coordinator")
    many_cases({"own": worker, "other": lead})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"Lists of the office's desk, {CASES:,} cases")
    for who, person in (("worker", worker), ("coordinator", lead)):
        client = signed_in(person)
        for which in ("mine", "new", "late", "open", "closed"):
            cpu, passed, statements, _weight = cost(client, f"/nl/desk/cases/list/{which}/", REQUESTS)
            figure(f"{who}, {which}: CPU", cpu, "ms", BUDGET)
            figure(f"{who}, {which}: time, database included", passed, "ms")
            figure(f"{who}, {which}: SQL", statements, "statements", STATEMENTS, digits=0)


if __name__ == "__main__":
    with installation():
        main()
    done()
