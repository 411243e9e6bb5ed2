"""Names are data: nothing of the demonstration city stands in the code. All tests run on another, made-up one."""

import re
import tomllib

import pytest
from django.conf import settings

from stadsrecht.kernel.city import city
from tests.house.files import ROOT, is_vendored, read, with_suffix

PLACES = tomllib.loads((ROOT / "cities" / "utrecht" / "places.toml").read_text(encoding="utf-8"))["area"]
# A compass point is a word of Dutch; a name of two words, or of a place, is not.
COMMON = {"West", "Oost", "Zuid", "Noordwest", "Noordoost", "Zuidwest", "Binnenstad"}
DISTRICTS = {name for row in PLACES for name in row["name"].values()} - COMMON
WORDS = sorted({"Utrecht", "Einstein", "GM0344", "WK0344", "BU0344", *DISTRICTS})
# The design system is named after its maker: classes begin with `utrecht-`, and its notice says whose it is.
DESIGN_SYSTEM = re.compile(r"@?utrecht[-/]\w|utrecht-", re.IGNORECASE)


def test_the_list_of_words_is_read_from_the_pack():
    """So a district that is added is looked for too."""
    assert {"Overvecht", "Leidsche Rijn", "Vleuten-De Meern"} <= set(WORDS)


@pytest.mark.parametrize("word", WORDS)
def test_no_word_of_the_demonstration_city_stands_in_the_code(word):
    """Neither in Python nor in templates, styles, catalogues or texts."""
    sought = re.compile(re.escape(word), re.IGNORECASE)
    found = [
        f"{file}:{number}"
        for folder in ("src/", "engines/src/")
        for file in with_suffix(".py", ".html", ".txt", ".css", ".js", ".svg", ".toml", ".po", ".sql", under=folder)
        if not is_vendored(file)
        for number, line in enumerate(read(file).splitlines(), start=1)
        if sought.search(DESIGN_SYSTEM.sub("", line))
    ]
    assert not found, "Put names of a city in its data pack"


def test_these_tests_run_on_the_small_city(client, db):
    """And its page says so."""
    assert settings.CITY == ROOT / "tests" / "cities" / "kleinstad"
    page = client.get("/nl/").content.decode()
    assert city().name["nl"] in page
    assert "Utrecht" not in DESIGN_SYSTEM.sub("", page)
