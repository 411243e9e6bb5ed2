"""Two journeys: from a right to the neighbourhood that is behind, and of figures from a faulty file to their moment."""

import itertools
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.browser.conftest import Reader
from tests.browser.records import LARGE_AND_FAULTY

CITY_TIME = ZoneInfo("Europe/Amsterdam")
AHEAD = 20  # seconds: enough to see that nothing is there yet
NUMBERS = itertools.count(1)


def record(reader, name):
    """A new indicator by area, through the form of the desk."""
    reader.go("desk/figures/new/")
    page = reader.page
    page.locator("input[name^=name_]").first.fill(name)
    for field, value in (
        ("code", name),
        ("subjects", "provision:eu-charter:21"),
        ("publisher", "Test"),
        ("source", "Test"),
    ):
        page.fill(f"[name={field}]", value)
    page.check("[name=direction][value=up]")
    reader.send()
    assert reader.path == f"desk/figures/{name}/"


def bring_in(reader, name, text):
    reader.go(f"desk/figures/{name}/upload/")
    reader.page.fill("[name=content]", text)
    reader.send()


def as_somebody_else(reader, role):
    reader.page.context.clear_cookies()
    reader.sign_in(role)


def figures(reader):
    """Two districts of the city, one of them behind."""
    rows = reader.page.request.get("/en/places.json").json()["areas"]
    first, second = [row["code"] for row in rows if row["level"] == "district"][:2]
    good = f"period,area,value\n2023,,60\n2024,,62\n2024,{first},70\n2024,{second},41\n"
    return second, good


def step(reader, word):
    """A link of the release's page, and the button of the page that asks."""
    reader.page.get_by_role("link", name=reader.says(word), exact=True).click()


def test_from_a_faulty_file_to_the_moment_and_to_who_is_behind(reader: Reader):
    """An adviser mends a file; another person reviews; it appears at its moment, and leads to the area behind."""
    name = f"journey-{reader.language}-{next(NUMBERS)}"
    reader.sign_in("adviser")
    record(reader, name)
    behind, good = figures(reader)
    bring_in(reader, name, good.replace(",41", ",many"))
    assert reader.says("“%(text)s” is no number.") % {"text": "many"} in reader.page.inner_text("main")
    text = reader.page.input_value("[name=content]")
    reader.page.fill("[name=content]", text.replace("many", "41"))
    reader.send()
    assert reader.path == f"desk/figures/{name}/releases/1/"

    as_somebody_else(reader, "portfolio_holder")
    reader.go(f"desk/figures/{name}/releases/1/")
    step(reader, "Review")
    reader.send()

    as_somebody_else(reader, "adviser")
    reader.go(f"desk/figures/{name}/releases/1/")
    step(reader, "Publish at a moment")
    moment = datetime.now(CITY_TIME) + timedelta(seconds=AHEAD)
    reader.page.fill("[name=publish_at]", moment.strftime("%Y-%m-%dT%H:%M:%S"))
    reader.send()
    nobody = reader.page.request
    reader.page.context.clear_cookies()
    assert nobody.get(f"/{reader.language}/figures/{name}/").status == 404
    assert name not in nobody.get(f"/{reader.language}/figures.json").text()
    assert datetime.now(CITY_TIME) < moment
    reader.page.wait_for_timeout(1000 * ((moment - datetime.now(CITY_TIME)).total_seconds() + 1))
    assert nobody.get(f"/{reader.language}/figures/{name}/").status == 200

    reader.go("rights/eu-charter/21/")
    reader.page.locator(f"a[href$='/figures/{name}/']").first.click()
    download = reader.page.locator("#downloads ~ ul a[href$='observations.csv']").get_attribute("href")
    assert f"2024,{behind}" in nobody.get(download).text() or behind in nobody.get(download).text()
    reader.page.locator("#areas ~ .utrecht-table-container tbody tr").first.locator("a").click()
    assert reader.path == f"figures/places/{behind}/"
    row = reader.page.locator("tr", has=reader.page.locator(f"a[href$='/figures/{name}/']"))
    assert re.search(r"41", row.inner_text())
    assert row.locator(".sr-gap").count() == 1


def test_a_choice_needs_no_reload_where_scripts_run(page):
    """The address, the table and the way back are those of the plain link; the page itself stays."""
    page.goto("/en/figures/adv-reports/")
    page.evaluate("window.isSamePage = true")
    before = page.url
    page.locator("#explore nav a:not([aria-current])").first.click()
    page.wait_for_url(lambda url: "by=" in url)
    chosen = page.locator("#explore nav a[aria-current]")
    expect(chosen).to_be_focused()
    without_script = page.request.get(page.url).text()
    assert chosen.get_attribute("href") in without_script
    page.go_back()
    page.wait_for_url(before)
    assert page.evaluate("window.isSamePage")


def test_large_work_is_followed_to_its_report(any_page):
    """The worker refuses a large file, and the page comes to say so by itself, with script and without."""
    reader = Reader(any_page, "en")
    reader.sign_in("adviser")
    name = f"large-{next(NUMBERS)}"
    record(reader, name)
    reader.go(f"desk/figures/{name}/upload/")
    file = {"name": "large.csv", "mimeType": "text/csv", "buffer": LARGE_AND_FAULTY.encode()}
    any_page.set_input_files("[name=file]", files=[file])
    reader.send()
    expect(any_page.get_by_text("“never” is no period.")).to_be_visible(timeout=20_000)
    any_page.get_by_role("link", name="Mend it and bring it in again").click()
    assert any_page.input_value("[name=content]").splitlines()[-1] == "never,,1"
