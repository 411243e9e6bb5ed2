"""Jobs of partners. The worker runs them from the queue in the database; the calendar is in UTC."""

import ipaddress
import socket
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.utils import timezone
from procrastinate.contrib.django import app

from stadsrecht.kernel.mail import send_all
from stadsrecht.partners.operations import (
    check_links,
    due_asks,
    due_join_letters,
    due_pledge_reminders,
    send_ask,
    send_join_letter,
    send_pledge_reminder,
)

SECONDS = 10


@app.periodic(cron="20 6 * * *")
@app.task(queueing_lock="asks", pass_context=False)
def ask_partners(timestamp: int) -> int:
    """Every morning: ask those whose entry nobody confirmed for half a year. Run twice it sends nothing twice."""
    del timestamp  # the day that counts is today in the city, also for a job that ran late
    ids = due_asks(on=timezone.localdate())
    return send_all(ids, lambda number: send_ask(ask_id=number, at=timezone.now()))


@app.periodic(cron="40 6 * * *")
@app.task(queueing_lock="pledges", pass_context=False)
def remind_partners(timestamp: int) -> int:
    """Every morning: what is due of pledges, and what the city asked. Run twice it sends nothing twice."""
    del timestamp  # the day that counts is today in the city, also for a job that ran late
    ids = due_pledge_reminders(on=timezone.localdate())
    return send_all(ids, lambda number: send_pledge_reminder(reminder_id=number, at=timezone.now()))


@app.periodic(cron="50 6 * * *")
@app.task(queueing_lock="join-letters", pass_context=False)
def tell_of_requests(timestamp: int) -> int:
    """Every morning: who asks to join the coalition, and what was decided. Run twice it sends nothing twice."""
    del timestamp  # whatever was claimed and not yet sent is due
    return send_all(due_join_letters(), lambda number: send_join_letter(letter_id=number, at=timezone.now()))


@app.periodic(cron="40 3 * * 0")
@app.task(queueing_lock="links", pass_context=False)
def visit_links(timestamp: int) -> int:
    """Every Sunday night: look whether the pages that partners name are still there."""
    del timestamp
    return check_links(visit=visit, at=timezone.now())


class _NoRedirect(HTTPRedirectHandler):
    """A page that moved is there; where it moved to is not ours to open."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def visit(link: str, *, may_be_inside: bool = False) -> str:
    """A word for what is wrong with a website, or nothing. An address inside our own network is never opened."""
    parts = urlsplit(link)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return "no address of a page"
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = {row[4][0] for row in socket.getaddrinfo(parts.hostname, port)}
    except (OSError, ValueError, UnicodeError):
        return "name not known"
    if not may_be_inside and any(not ipaddress.ip_address(one).is_global for one in found):
        return "inside the network"
    request = Request(link, headers={"User-Agent": "Stadsrecht link check"})  # noqa: S310 (scheme is checked above)
    try:
        with build_opener(_NoRedirect).open(request, timeout=SECONDS) as answer:
            answer.read(1)
    except HTTPError as fault:
        return "" if fault.code < 400 or fault.code in {401, 403, 429} else f"status {fault.code}"
    except (URLError, OSError, ValueError) as fault:
        return type(getattr(fault, "reason", fault)).__name__[:60]
    return ""
