"""The stage of the browser tests: the demo city behind a real server, Chromium, and readers who open pages in it.

Chromium is started anew for each file: while it runs, Django takes the thread for an asynchronous one and refuses
to work with the database, which tests in other files must be able to do.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.browser import accounts
from tests.browser.records import Records
from tests.browser.waiting import made_to_wait
from tests.house.files import ROOT
from tests.house.test_serve import Installation

# The shell is Chromium without windows: lighter, and quicker to start.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
INSTALL = "install chromium-headless-shell (Debian; elsewhere chromium)"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
LANGUAGES = ("nl", "en", "fr")
WIDE = {"width": 1280, "height": 800}
TELEPHONE = {"width": 360, "height": 800}


def pytest_collection_modifyitems(items):
    """Everything in this folder drives a browser, and without one is skipped with one line."""
    without = pytest.mark.skip(reason=INSTALL)
    for item in items:
        if "/tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(without)


class Site(Installation):
    """The demo city as `stadsrecht serve` serves it."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def named_address(self) -> str:
        """The same with a host name, which passkeys want."""
        return f"http://localhost:{self.port}"

    def command(self, *words: str) -> str:
        """What `stadsrecht <words>` prints for this installation."""
        inherited = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        ours = {"STADSRECHT_VAR": str(self.var), "PORT": str(self.port)}
        program = [sys.executable, "-m", "stadsrecht.config.command", *words]
        done = subprocess.run(
            program, env={**inherited, **ours}, capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout.strip()


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """A server with data of its own, for each process of the test run.

    Not below pytest's folder: another pytest that starts meanwhile would take the database's right to enter it.
    """
    with TemporaryDirectory(prefix="stadsrecht-", ignore_cleanup_errors=True) as folder:
        site = Site(Path(folder), CITY=str(ROOT / "cities" / "utrecht"))
        site.wait_until_ready()
        site.keep_reading()
        yield site
        site.process.send_signal(signal.SIGINT)
        site.process.wait(30)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser(site) -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@dataclass
class Watch:
    """What a context's pages asked for, and what the browser complained about."""

    origins: tuple[str, ...]
    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> "Watch":
        context.on("request", self._note_request)
        context.on("console", self._note_message)
        context.on("weberror", lambda error: self.said.append(str(error.error)))
        return self

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith("data:"):
            self.requests.append(request.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        # The page of a refused form has the status 422, which Chromium calls a failed resource.
        if message.type in {"error", "warning"} and "the server responded with a status of 4" not in message.text:
            self.said.append(message.text)

    @property
    def strangers(self) -> list[str]:
        return [url for url in self.requests if not url.startswith(self.origins)]

    def clear(self) -> None:
        self.requests.clear()
        self.said.clear()


@pytest.fixture
def open_context(site, browser):
    """`open_context(javaScriptEnabled=False)` gives a clean context; afterwards nothing may be wrong in any."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def begin(address: str = "", **options) -> BrowserContext:
        context = browser.new_context(**{"viewport": WIDE, "base_url": address or site.address, **options})
        context.set_default_timeout(6_000)
        opened.append((context, Watch((site.address, site.named_address)).over(context)))
        context.watch = opened[-1][1]
        context.is_of_staff = False
        return context

    yield begin
    for context, _watch in opened:
        context.close()
    assert [watch.strangers for _context, watch in opened if watch.strangers] == []
    assert [watch.said for _context, watch in opened if watch.said] == []


@pytest.fixture
def page(open_context) -> Page:
    return open_context().new_page()


@pytest.fixture
def page_without_script(open_context) -> Page:
    return open_context(java_script_enabled=False).new_page()


@dataclass
class Reader:
    """Somebody with a language, looking at a page."""

    page: Page
    language: str

    def go(self, path: str = "") -> None:
        """Open a page of this reader's language: `go("matrix/")`."""
        answer = self.page.goto(f"/{self.language}/{path}")
        assert answer is not None
        assert answer.ok, f"{answer.status} {answer.url}"

    def says(self, text: str) -> str:
        """Our English text as this reader sees it."""
        with translation.override(self.language):
            return gettext(text)

    def field(self, name: str) -> str:
        """The part for this reader's language of a field in several languages."""
        return f"[name={name}_{self.language}]"

    def sign_in(self, role: str) -> None:
        """The one click of the demonstration, and the page that it leads to.

        A page that is closed while it is still on its way to another can leave Chromium waiting for ever.
        """
        self.go("demo/")
        with self.page.expect_navigation():
            self.page.click(f"#sign-in-{role}")

    def send(self) -> None:
        """Press the first button of the page's form."""
        self.page.locator("form.sr-form button[type=submit]").first.click()

    @property
    def path(self) -> str:
        """Where the reader is, without the language: `policies/x/`."""
        return urlsplit(self.page.url).path.removeprefix(f"/{self.language}/")


@pytest.fixture(params=["with script", "without script"])
def any_page(request) -> Page:
    """A page in a browser with JavaScript, and in one without."""
    return request.getfixturevalue("page" if request.param == "with script" else "page_without_script")


@pytest.fixture(params=LANGUAGES)
def reader(request, any_page) -> Reader:
    """A reader of each language, with JavaScript and without."""
    return Reader(any_page, request.param)


@pytest.fixture
def visitor(open_context):
    """`visitor("adviser")` gives a context in which that persona is signed in; `resident` is not."""

    def begin(who: str) -> BrowserContext:
        context = open_context()
        if who != "resident":
            context.is_of_staff = True
            page = context.new_page()
            Reader(page, "en").sign_in({"persona": "adviser"}.get(who, who))
            page.close()
        return context

    return begin


@pytest.fixture
def telephone(request, open_context):
    """`telephone("partner")` gives a reader of each language, signed in, whose small screen runs no script."""
    language = request.node.callspec.params["language"]

    def begin(who: str = "") -> Reader:
        reader = Reader(open_context(viewport=TELEPHONE, java_script_enabled=False).new_page(), language)
        if who:
            reader.sign_in(who)
        return reader

    return begin


@pytest.fixture(scope="session")
def waiting(site) -> dict[str, Any]:
    """What the demonstration lacks, made once for each process of the test run."""
    return made_to_wait(site)


@pytest.fixture
def records(request, visitor) -> Records:
    """Names of records for the addresses of pages."""
    return Records(visitor("administrator").request, lambda: request.getfixturevalue("waiting"))


@pytest.fixture
def account_holder(site, open_context):
    """`account_holder("colleague")` gives the context of a signed-in account, and what its addresses need."""

    def begin(who: str) -> tuple[BrowserContext, dict[str, str]]:
        context = open_context(site.named_address)
        context.is_of_staff = True
        page = accounts.play_authenticator(context)
        account = accounts.new_account(site, f"{who}-{len(site.said)}-{id(page)}@city.example")
        accounts.set_password(page, account)
        accounts.type_password(page, account)
        records = {}
        if who != "newcomer":
            accounts.add_app(page)
            records["key"] = accounts.add_passkey(page)
        if who == "halfway":
            context.clear_cookies()
            accounts.type_password(page, account)
        return context, records

    return begin
