"""What must hold on every page, looked at in one visit."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

from tests.browser.pages import Address

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """(tags) => Promise.race([
  axe.run(document, {runOnly: tags, resultTypes: ["violations"], preload: false}).then(
    (found) => found.violations.map((fault) => `axe: ${fault.id} (${fault.help}) ${fault.nodes.map(
      (node) => node.target.join(" ")).slice(0, 3).join(", ")}`)),
  new Promise((_, refuse) => setTimeout(() => refuse(new Error("axe-core did not end within a minute")), 60000)),
])"""
FACTS = """() => ({language: document.documentElement.lang, headings: document.querySelectorAll("h1").length})"""
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  const over = document.documentElement.scrollWidth - room;
  if (over <= 0) return [];
  const isOut = (box) => box.right > room + 1 || box.left < -1;
  const guilty = [...document.querySelectorAll("body *")].filter((element) => isOut(element.getBoundingClientRect())
    && !element.closest(".utrecht-table-container--overflow-inline"));
  return [`${over} px too wide`, ...guilty.map((element) => element.outerHTML.slice(0, 120)).slice(0, 3)];
}"""
MOST_REQUESTS = 6  # of a public page
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 640}


def axe_faults(page: Page) -> list[str]:
    """What axe-core has to say of the page as it stands, a line for each rule that is broken."""
    page.evaluate(AXE)
    return page.evaluate(RUN_AXE, TAGS)


def faults_of(context: BrowserContext, addresses: list[Address], language: str) -> list[str]:
    """Visit each address once; gives one line for each fault."""
    page = context.new_page()
    found = []
    for address in addresses:
        context.watch.clear()
        answer = page.goto(address.path)
        if address.is_itself and not (answer.ok and urlsplit(page.url).path == address.path):
            found.append(f"{address.path}: no page, but {answer.status} {page.url}")
        found += [f"{address.path}: {fault}" for fault in _of_visit(page, context, language)]
        if address.is_left_empty:
            context.watch.clear()
            with page.expect_navigation():
                page.locator("main form[method=post] button[type=submit]").first.click()
            found += [f"{address.path} sent empty: {fault}" for fault in _of_visit(page, context, language)]
    context.watch.clear()
    page.close()
    return found


def _of_visit(page: Page, context: BrowserContext, language: str) -> list[str]:
    watch = context.watch
    facts = page.evaluate(FACTS)
    faults = axe_faults(page)
    page.set_viewport_size(NARROW)
    faults += [f"wider than 320 px: {element}" for element in page.evaluate(TOO_WIDE)]
    page.set_viewport_size(WIDE)
    faults += [f"request to a stranger: {url}" for url in watch.strangers]
    faults += [f"the browser says: {text}" for text in watch.said]
    if not context.is_of_staff and len(watch.requests) > MOST_REQUESTS:
        faults.append(f"{len(watch.requests)} requests: {watch.requests}")
    if facts["language"] != language:
        faults.append(f"<html lang={facts['language']}>")
    if facts["headings"] != 1:
        faults.append(f"{facts['headings']} headings of the first level")
    return faults
