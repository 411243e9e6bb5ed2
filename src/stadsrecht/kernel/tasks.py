"""The job that looks after the others: what a worker left half-done when it died is done again."""

from typing import Any

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="stalled", pass_context=False)
async def retry_stalled_jobs(timestamp: int) -> int:
    """Put jobs back in the queue whose worker no longer answers. Every job can be run twice without harm."""
    del timestamp  # stalled is measured by the queue itself, from the heartbeats of its workers
    stalled: list[Any] = list(await app.job_manager.get_stalled_jobs())
    for job in stalled:
        await app.job_manager.retry_job(job)
    return len(stalled)
