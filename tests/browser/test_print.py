"""The matrix and the sheet with help on paper."""

import re

import pytest

A3 = (420, 297)  # millimetres
MARGINS = 24
IS_CUT = """() => [...document.querySelectorAll("table")].filter((table) => {
  const paper = document.documentElement.clientWidth;
  const holder = table.parentElement;
  const is_clipped = getComputedStyle(holder).overflowX !== "visible" && holder.scrollWidth > holder.clientWidth;
  return is_clipped || table.getBoundingClientRect().right > paper + 1;
}).map((table) => table.caption.innerText)"""


def sheets(document: bytes) -> set[tuple[int, int]]:
    """The sizes of a PDF's sheets in whole millimetres."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", document)
    return {(round(float(width) / 72 * 25.4), round(float(height) / 72 * 25.4)) for width, height in boxes}


@pytest.mark.parametrize("path", ["matrix/", "matrix/sdg/"])
def test_the_matrix_prints_on_a3(page, path):
    """Every sheet is A3 and lies on its side; no table is wider than the paper."""
    page.goto(f"/nl/{path}")
    assert sheets(page.pdf(prefer_css_page_size=True)) == {A3}
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round((A3[0] - MARGINS) / 25.4 * 96), "height": 1000})
    assert page.evaluate(IS_CUT) == []


def test_the_sheet_with_help_prints_without_what_only_a_screen_needs(page):
    """On A4, with the code that leads back in black on white, and no answer broken over two sheets."""
    page.goto("/en/help/sheet/?need=discrimination&language=ti")
    assert sheets(page.pdf(prefer_css_page_size=True)) == {(210, 297)}
    page.emulate_media(media="print")
    seen = "(found) => [...document.querySelectorAll(found)].filter((one) => one.checkVisibility()).length"
    assert page.evaluate(seen, ".sr-languages-nav, .sr-footer, .sr-crumbs, .utrecht-button-group") == 0
    assert page.evaluate(seen, ".sr-qr, .sr-card") >= 2
    style = page.locator(".sr-qr").evaluate("(one) => getComputedStyle(one).printColorAdjust")
    assert (style, page.locator(".sr-card").first.evaluate("(one) => getComputedStyle(one).breakInside")) == (
        "exact",
        "avoid",
    )


def test_another_page_prints_on_a4(page):
    """Only the matrix asks for large paper."""
    page.goto("/nl/rights/eu-charter/")
    assert sheets(page.pdf(format="A4", prefer_css_page_size=True)) == {(210, 297)}
