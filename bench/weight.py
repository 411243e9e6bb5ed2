"""What a first view of each public page weighs: compressed bytes and requests, seen by a real browser with no cache."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.utils import translation
from playwright.sync_api import Browser, sync_playwright
from stage import ROOT, VAR, done, figure

KILOBYTES = 60
REQUESTS = 6
LANGUAGES = ("nl", "en", "fr")
# By attribute, since a link inside a drawing (SVG) has no plain `href`.
ADDRESSES = "links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href.split('#')[0])"


@contextmanager
def served() -> Iterator[str]:
    """The demo city on a free port, as `make run` serves it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    surroundings = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "CITY", "HOST"}}
    command = [sys.executable, "-m", "stadsrecht.config.command", "serve"]
    environment = {**surroundings, "PORT": port, "DEMO": "1", "STADSRECHT_VAR": str(VAR / "weight")}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        lines = []
        for line in server.stdout:
            lines.append(line)
            if line.startswith("Stadsrecht is ready at"):
                break
        else:
            sys.exit("".join(lines))
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=60)


def public_pages(browser: Browser, origin: str) -> list[str]:
    """The home page and, of each kind of page that it leads to, one: found by following links two steps deep."""
    page = browser.new_page()
    found: dict[str, str] = {}
    waiting = [f"{origin}/nl/"]
    for _step in range(3):
        links: list[str] = []
        for address in waiting:
            page.goto(address)
            links += page.eval_on_selector_all("a[href]", ADDRESSES)
        waiting = []
        for link in links:
            if (kind := kind_of(link, origin)) and kind not in found:
                found[kind] = link
                waiting.append(link)
    page.close()
    return sorted(found.values())


def kind_of(link: str, origin: str) -> str | None:
    """The name of the page's address; what is not a public page has no kind."""
    from django.urls import Resolver404, resolve

    if not link.startswith(f"{origin}/nl/") or not urlsplit(link).path.endswith("/"):  # a page, not a file
        return None
    try:
        name = resolve(urlsplit(link).path).url_name or ""
    except Resolver404:
        return None
    is_public = not name.startswith(("desk", "account", "mfa", "demo")) and "." not in name
    return name if is_public else None


def weigh(browser: Browser, address: str) -> tuple[int, int]:
    """Bytes over the wire and number of requests of a first view."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    context.close()
    return int(sum(sizes)), len(sizes)


def main() -> None:
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if not chromium:
        print("Weight of pages: not measured, for want of chromium.")
        return
    os.environ.update(DJANGO_SETTINGS_MODULE="stadsrecht.config.settings", STADSRECHT_VAR=str(VAR / "weight"), DEMO="1")
    import django  # reads the environment set above

    django.setup()
    translation.activate("nl")
    with served() as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        print("First view of each kind of public page, headers included, in the heaviest of three languages")
        for address in public_pages(browser, origin):
            path = address.removeprefix(f"{origin}/nl")
            views = [weigh(browser, f"{origin}/{language}{path}") for language in LANGUAGES]
            figure(f"{path[:40]}: weight", max(size for size, _requests in views) / 1000, "kB", KILOBYTES)
            figure(f"{path[:40]}: requests", max(requests for _size, requests in views), "", REQUESTS, digits=0)
        browser.close()
    done()


if __name__ == "__main__":
    main()
