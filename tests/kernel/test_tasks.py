"""A job whose worker died is put back in the queue; one whose worker answers is left alone."""

import pytest
from asgiref.sync import async_to_sync
from django.db import connection

from stadsrecht.kernel.tasks import retry_stalled_jobs

WORKER = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second') RETURNING id"
JOB = """
    INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, worker_id)
    VALUES ('default', 'stadsrecht.policies.tasks.send_reminders', '{"timestamp": 1}', 'doing', %s) RETURNING id
"""


def state_after(silent_seconds):
    """The state of a job that a worker holds which was last heard of so many seconds ago."""
    with connection.cursor() as cursor:
        cursor.execute(WORKER, [silent_seconds])
        cursor.execute(JOB, cursor.fetchone())
        number = cursor.fetchone()
        async_to_sync(retry_stalled_jobs.func)(0)
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", number)
        return cursor.fetchone()[0]


@pytest.mark.parametrize(("silent_seconds", "state"), [(3600, "todo"), (1, "doing")])
def test_a_job_of_a_dead_worker_is_done_again(db, silent_seconds, state):
    assert state_after(silent_seconds) == state
