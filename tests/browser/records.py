"""What the samples of addresses need: names and numbers of records, read as a reader would read them."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from playwright.sync_api import APIRequestContext

LARGE_AND_FAULTY = "\n".join(
    [
        "period,sex,value",
        *(f"{year},{sex},{year}" for year in range(1000, 4000) for sex in ("women", "men")),
        "never,,1",
    ]
)
PARTS = ANCHOR, DOCUMENT, ACTION = r"/anchors/(\d+)/remove/", r"/documents/(\d+)/remove/", r"/desk/actions/([\w-]+)/"


class Records:
    """Names and numbers of records in the demo city, read from its own pages and machine forms."""

    board, spent_key, user, first_release = "overdue", "spent", "zz", 1

    def __init__(self, staff: APIRequestContext, waiting: Callable[[], Mapping[str, Any]]) -> None:
        self._staff = staff
        self._waiting = waiting

    def __getitem__(self, word: str) -> Any:
        return getattr(self, word)

    def _rows(self, path: str) -> Any:
        return self._staff.get(f"/en/{path}.json").json()

    def _numbers(self, path: str, pattern: str) -> list[str]:
        """What the links of a page of the desk hold."""
        return re.findall(pattern, self._staff.get(f"/en/{path}/").text())

    @cached_property
    def theme(self) -> str:
        return self._rows("rights")["themes"][0]["code"]

    instrument, article = "eu-charter", "21"

    @cached_property
    def counted_year(self) -> int:
        """Of which counts of reports are public."""
        return self._rows("report/figures")["years"][0]["year"]

    @cached_property
    def policy(self) -> str:
        """One that has anchors, documents and actions."""
        codes = [row["code"] for row in self._rows("policies")]
        return next(code for code in codes if all(self._numbers(f"desk/policies/{code}", part) for part in PARTS))

    @cached_property
    def anchor(self) -> str:
        return self._numbers(f"desk/policies/{self.policy}", ANCHOR)[0]

    @cached_property
    def document(self) -> str:
        return self._numbers(f"desk/policies/{self.policy}", DOCUMENT)[0]

    @cached_property
    def action(self) -> str:
        return self._numbers(f"desk/policies/{self.policy}", ACTION)[0]

    @cached_property
    def evidence(self) -> str:
        return self._rows("evidence")[0]["code"]

    @cached_property
    def person(self) -> str:
        return self._numbers("desk/people", r"/desk/people/(\d+)/")[0]

    pact, pact_year, pledge = "example-pact", 2026, "example-thresholds"
    newsletter = "example-seven-shops"

    @cached_property
    def pact_meeting(self) -> str:
        """One that was held."""
        return self._numbers(f"desk/pacts/{self.pact}", r"/meetings/(\d+)/attendance/")[0]

    @cached_property
    def place(self) -> str:
        return self._rows("places")["areas"][1]["code"]

    @cached_property
    def figure(self) -> str:
        return self._rows("figures")["figures"][0]["code"]

    @cached_property
    def work(self) -> str:
        """A large file with a fault, brought in for the worker."""
        address = f"/en/desk/figures/{self.figure}/upload/"
        token = self._numbers(address.removeprefix("/en/").rstrip("/"), r'csrfmiddlewaretoken" value="(\w+)"')[0]
        typed = {"csrfmiddlewaretoken": token, "kind": "csv", "content": LARGE_AND_FAULTY}
        answer = self._staff.post(address, form=typed, headers={"Referer": self._staff.get(address).url})
        return re.findall(r"(\d+)/$", answer.url)[0]

    @cached_property
    def partner_with_parts(self) -> str:
        """One that has a service and a place."""
        codes = [row["code"] for row in self._rows("partners")["organisations"]]
        found = ((code, self._rows(f"partners/{code}")) for code in codes)
        return next(code for code, data in found if data["services"] and data["places"])

    training = "example-listening"  # its first run is full, and people wait

    @cached_property
    def training_run(self) -> str:
        """The number of the first run, as the link of its calendar has it."""
        return self._numbers(f"training/{self.training}", rf"/training/{self.training}/(\d+)\.ics")[0]

    @cached_property
    def partner_service(self) -> str:
        return self._numbers(f"desk/partners/{self.partner_with_parts}", r"/services/(\d+)/")[0]

    @cached_property
    def partner_place(self) -> str:
        return self._numbers(f"desk/partners/{self.partner_with_parts}", r"/places/(\d+)/")[0]

    @property
    def letter(self) -> str:
        """What the link of a letter holds that asks whether an entry is still true."""
        return self._waiting()["letter"]

    @property
    def proposal(self) -> int:
        return self._waiting()["proposal"]

    @property
    def join_request(self) -> int:
        return self._waiting()["join_request"]

    @cached_property
    def partner(self) -> str:
        return self._rows("partners")["organisations"][0]["code"]
