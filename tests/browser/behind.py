"""Pages that no address alone leads to: steps of the door, what a receipt opens, and the office behind a passphrase.

Each comes as it does to a browser without scripts, which sends on what the page before holds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import APIRequestContext

from stadsrecht.discrimination.operations import DEMO_PASSPHRASE
from tests.discrimination.door import STEPS, Visit

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
# What is answered in each step, so that its page also holds what goes with an answer.
TOLD = {"narrative": "Iets", "where": "place", "reply": "contact", "email": "x@post.example", "custodian": "yes"}
# Below a case, for who works on it, and below desk/, for the others; those before the bar are also sent empty.
OF_A_CASE = ("write/", "note/", "state/", "consent/", "step/", "refer/", "assign/")
LETTERS = ("write/?letter=read", "consent/?letter=consent-letter", "refer/?letter=consent-referral")
OF_THE_OFFICE = {
    "case_worker": ("cases/", "cases/list/mine/", "cases/list/new/"),
    "office_coordinator": ("cases/overview/", "cases/hand-over/", "cases/looks/", "cases/retention/"),
    "custodian": ("identities/",),
    "partner": ("referrals/",),
}


@dataclass(frozen=True)
class Answer:
    content: bytes


class Asking:
    """What `Visit` asks of a client, over the network."""

    def __init__(self, request: APIRequestContext) -> None:
        self.request = request

    def get(self, path: str, headers: Any = None) -> Answer:
        return Answer(self.request.get(path).body())

    def post(self, path: str, data: Any, headers: Any = None) -> Answer:
        return Answer(self.request.post(path, data=urlencode(data, doseq=True), headers=FORM).body())


def door_pages(request: APIRequestContext, language: str) -> Iterator[tuple[str, str]]:
    """Each step, a refused one, the receipt, what it opens, a message, and the page before stopping."""
    client, place = Asking(request), f"/{language}/report/"
    yield f"{place}nowhere/", client.get(f"{place}nowhere/").content.decode()
    visit = Visit(client, language)
    yield f"{place}form/ refused", visit.press("next").text
    for step in STEPS:
        yield f"{place}form/ after {step}", visit.next(**TOLD).text
    yield f"{place}form/ sent", visit.press("send").text
    mine = Visit(client, language, "report/mine/").fill(receipt=visit.receipt)
    yield f"{place}mine/ opened", mine.press("open", button="act").text
    yield f"{place}mine/ written", mine.fill(text="Nog iets").press("write", button="act").text
    yield f"{place}mine/ stopping", mine.press("withdraw", button="act").text


def office_pages(request: APIRequestContext, role: str) -> Iterator[tuple[str, str]]:
    """What somebody of the office or a partner sees with an open key; a worker also takes the newest case."""

    def sent(path: str, **typed: str) -> str:
        (token, *_same) = TOKEN.findall(request.get(path).text())[::-1]
        return request.post(path, form={"csrfmiddlewaretoken": token, **typed}).text()

    sent("/nl/desk/key/", passphrase=DEMO_PASSPHRASE)
    found = {path: request.get(f"/nl/desk/{path}").text() for path in OF_THE_OFFICE[role]}
    yield from found.items()
    if role != "case_worker":
        return
    number = max(re.findall(r"/desk/cases/(\d+)/", found["cases/list/new/"]), key=int)
    case = f"/nl/desk/cases/{number}/"
    yield f"{case} free", request.get(case).text()
    token = TOKEN.findall(request.get(case).text())[-1]
    yield f"{case} taken", request.post(f"{case}take/", form={"csrfmiddlewaretoken": token}).text()
    for path in (*OF_A_CASE, *LETTERS):
        yield f"{case}{path}", request.get(f"{case}{path}").text()
    for path in OF_A_CASE:
        yield f"{case}{path} sent empty", sent(f"{case}{path}")
