"""The look: small, our own, and nothing inline."""

import gzip
import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from stadsrecht.kernel.city import ColourUnreadable, contrast_with_white, require_readable

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src" / "stadsrecht" / "shell" / "static" / "shell"
SHEETS = sorted(STATIC.rglob("*.css"))
TEMPLATES = sorted((ROOT / "src").glob("stadsrecht/*/templates/**/*.html"))
VENDORED = tomllib.loads((ROOT / "assets" / "manifest.toml").read_text())["vendored"]
BUDGET = 20_000


def test_all_style_sheets_together_are_small():
    """At most 20 kB travel to a reader."""
    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in SHEETS) <= BUDGET


def test_style_sheets_fetch_nothing():
    """No font, no picture, no other sheet: an address in a sheet is data or it is a fault."""
    addresses = [
        found
        for sheet in SHEETS
        for found in re.findall(r"(?:url\(|@import)\s*[\"']?([^\"')]{0,5})", sheet.read_text())
    ]
    assert set(addresses) <= {"data:"}


@pytest.mark.parametrize("row", VENDORED, ids=lambda row: row["name"])
def test_vendored_files_are_what_the_manifest_says(row):
    """Nobody edits them by hand: sh assets/build.sh renews them."""
    assert hashlib.sha256((ROOT / row["file"]).read_bytes()).hexdigest() == row["file_sha256"]


def test_the_citys_own_identity_is_not_vendored():
    """Utrecht's design tokens are its property."""
    assert "@utrecht/design-tokens" not in {row["name"] for row in VENDORED}
    assert "@utrecht/design-tokens" not in (ROOT / "assets" / "package.json").read_text()


def test_every_own_class_of_a_page_has_a_style_or_a_modifier():
    """A misspelt class is seen here and not by a designer."""
    styles = (STATIC / "city.css").read_text()
    blocks = set(re.findall(r"\.(sr-[a-z-]+)", styles))
    used = {name for file in TEMPLATES for name in re.findall(r"\bsr-[a-z]+(?:-[a-z]+)*", file.read_text())}
    assert not [name for name in used if not any(block.startswith(name) for block in blocks)]


@pytest.mark.parametrize(
    "fault", [r"\sstyle=", r"<style", r"<script(?![^>]*(?:src=|type=\"application/(?:ld\+)?json\"))", r"\son[a-z]+=\""]
)
def test_no_template_holds_inline_style_or_script(fault):
    """The content security policy would refuse it."""
    assert not [file.name for file in TEMPLATES if re.search(fault, file.read_text())]


def test_the_policy_lets_nothing_inline_and_nothing_foreign_in(client, db):
    """Only what this site serves may run, style or frame a page."""
    policy = client.get("/en/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    for rule in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"):
        assert rule in policy


def test_white_on_white_has_no_contrast():
    """The ratio of WCAG runs from 1 to 21."""
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#000000") == pytest.approx(21)


@pytest.mark.parametrize("colour", ["#ffcc00", "red", "#12345", "#1d4f76;}"])
def test_a_city_cannot_choose_a_colour_that_nobody_can_read(colour):
    """The pack is refused by name."""
    with pytest.raises(ColourUnreadable):
        require_readable(colour)
