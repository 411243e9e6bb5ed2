"""The Nu HTML checker reads every page, in one go: it finds what a browser silently repairs."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser import pages
from tests.browser.behind import OF_THE_OFFICE, TOKEN, door_pages, office_pages
from tests.browser.conftest import LANGUAGES

JAR = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
JAVA = shutil.which("java")
PERSONAS = ("resident", "adviser", "administrator", "persona", "case_worker", "office_coordinator", "partner")

pytestmark = pytest.mark.skipif(
    JAVA is None or not JAR.exists(), reason="install Node and Java, then run make test: they bring the Nu HTML checker"
)


class Shelf:
    """A folder with the pages as they came, and the address that each file came from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.came_from: dict[str, str] = {}

    def keep(self, address: str, html: str) -> None:
        name = f"{len(self.came_from):04}.html"
        self.came_from[name] = address
        (self.folder / name).write_text(html, encoding="utf-8")

    def collect(self, context, found) -> None:
        """Fetch each page, and the answer to an empty form where it has one."""
        for address in found:
            text = context.request.get(address.path).text()
            self.keep(address.path, text)
            if address.is_left_empty and (token := TOKEN.findall(text)):
                answer = context.request.post(address.path, form={"csrfmiddlewaretoken": token[-1]})
                self.keep(f"{address.path} sent empty", answer.text())

    def take(self, found) -> None:
        for address, html in found:
            assert "</h1>" in html, address
            self.keep(address, html)

    def faults(self) -> list[str]:
        """One line for each kind of fault: its message, on how many pages, and the first of them."""
        program = [JAVA, "-jar", str(JAR), "--errors-only", "--format", "json", "--exit-zero-always", str(self.folder)]
        said = subprocess.run(program, capture_output=True, text=True, check=True, timeout=180).stderr
        kinds: dict[str, list[str]] = {}
        for fault in json.loads(said)["messages"]:
            address = self.came_from[fault["url"].rsplit("/", 1)[-1]]
            kinds.setdefault(fault["message"], []).append(f"{address}: {' '.join(fault.get('extract', '').split())}")
        return [f"{message} ({len(where)}, such as {where[0]})" for message, where in kinds.items()]


def test_no_page_has_an_error_of_markup(visitor, account_holder, records, tmp_path):
    """All pages in all languages, those of accounts, refused forms, the door's steps and the office included."""
    shelf = Shelf(tmp_path)
    for who in PERSONAS:
        context = visitor(who)
        for language in LANGUAGES:
            shelf.collect(context, pages.addresses(who, language, records))
    for who in ("newcomer", "halfway", "colleague"):
        context, needed = account_holder(who)
        for language in LANGUAGES:
            shelf.collect(context, pages.addresses(who, language, needed))
    for language in (*LANGUAGES, "ar"):
        shelf.take(door_pages(visitor("resident").request, language))
    for role in OF_THE_OFFICE:
        shelf.take(office_pages(visitor(role).request, role))
    faults = shelf.faults()
    assert not faults, "\n".join(faults)
