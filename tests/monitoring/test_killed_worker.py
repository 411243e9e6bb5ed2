"""A worker that is killed while it stages a file leaves nothing behind; the next one stages it, once.

Real processes on a real database of their own.
"""

import os
import signal
import time

import psycopg
import pytest

from tests.monitoring.installation import Installation, own_database

pytestmark = pytest.mark.slow
YEARS = range(1000, 4000)
ASK = f"""
from django.utils import timezone
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.monitoring import operations
from stadsrecht.monitoring.tasks import do_figures_work
from stadsrecht.people.models import Role, User
now = timezone.now()
asker = User.objects.create(email="adviser@city.example", name="Adviser")
asker.roles.add(Role.objects.get_or_create(code="adviser")[0])
values = {{"code": "felt-safe", "name": {{"nl": "Veilig"}}, "direction": "up", "publisher": "Stad", "source": "Stad"}}
found = operations.record_indicator(values=values, subjects=[], acting_user=SYSTEM, at=now)
lines = [f"{{year}},{{group}},{{year / 10}}" for year in range({YEARS.start}, {YEARS.stop}) for group in "abcdefgh"]
content = "\\n".join(["period,group,value", *lines]).encode()
work = operations.begin_upload(indicator=found, content=content, file_name="safe.csv", kind="csv", note=None,
                               is_correction=False, acting_user=asker, at=now)
do_figures_work.defer(number=work.pk)
"""
FIND_AGAIN = """
from asgiref.sync import async_to_sync
from stadsrecht.kernel.tasks import retry_stalled_jobs
async_to_sync(retry_stalled_jobs.func)(0)
"""
SILENT = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    with own_database(f"worker_{os.getpid()}") as address:
        ours = Installation(address, tmp_path_factory.mktemp("installation"))
        ours.run("migrate")
        ours.run("shell", "--no-imports", "--command", ASK)
        yield ours


def ask(installation, question):
    with psycopg.connect(installation.address, autocommit=True) as connection:
        found = connection.execute(question)
        return found.fetchone() if found.description else None


def wait_for(installation, is_so):
    """State and per cent of the work, as soon as they are so."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = ask(installation, "SELECT state, percent FROM monitoring_work")
        if is_so(*found):
            return found
        time.sleep(0.02)
    raise AssertionError(found)


def test_killed_while_it_works_the_file_is_staged_once_by_the_next(installation):
    first = installation.begin("work")
    wait_for(installation, lambda state, percent: state == "running" and percent > 0)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    assert ask(installation, "SELECT count(*) FROM monitoring_release") == (0,)
    assert ask(installation, "SELECT state FROM monitoring_work") == ("running",)
    ask(installation, SILENT)
    installation.run("shell", "--no-imports", "--command", FIND_AGAIN)
    second = installation.begin("work")
    try:
        wait_for(installation, lambda state, percent: state == "done")
    finally:
        second.send_signal(signal.SIGTERM)
        second.communicate(timeout=30)
    assert ask(installation, "SELECT count(*), max(rows) FROM monitoring_release") == (1, len(YEARS) * 8)
    assert installation.run("audit", "verify").startswith("OK")
