"""The table of languages that help is given in, and what Django learns from it."""

import pytest
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info, override

from stadsrecht.kernel.languages import RIGHT_TO_LEFT, SPOKEN, extend_django, named

# Own names as their speakers write them; whether they are written from the right.
KNOWN = {
    "ti": ("ትግርኛ", False),
    "am": ("አማርኛ", False),
    "so": ("Soomaali", False),
    "kmr": ("Kurmancî", False),
    "prs": ("دری", True),
    "ps": ("پښتو", True),
    "ar": ("العربية", True),
    "fa": ("فارسی", True),
}


@pytest.mark.parametrize("tag", KNOWN)
def test_a_language_has_its_own_name_and_direction(tag):
    """Django lacks several of them: it has learnt them from our table."""
    own_name, is_right_to_left = KNOWN[tag]
    assert (SPOKEN[tag].own_name, SPOKEN[tag].is_right_to_left) == (own_name, is_right_to_left)
    assert get_language_info(tag)["bidi"] is is_right_to_left
    assert (tag in settings.LANGUAGES_BIDI) is is_right_to_left


def test_django_knows_every_language_of_the_table():
    """And agrees with it about the direction."""
    assert {tag for tag in SPOKEN if tag not in LANG_INFO} == set()
    assert {tag for tag in SPOKEN if get_language_info(tag)["bidi"] != (tag in RIGHT_TO_LEFT)} == set()


def test_what_django_knows_is_not_overwritten():
    """Its own rows stay."""
    table = {"ar": {"bidi": True, "code": "ar", "name": "kept", "name_local": "kept"}}
    extend_django(table)
    assert table["ar"]["name"] == "kept"
    assert table["prs"] == {"bidi": True, "code": "prs", "name": "Dari", "name_local": "دری"}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_name_is_said_in_the_language_of_the_reader(language):
    """In Dutch and French no name is left in English by oversight: at most those that are written the same."""
    with override(language):
        same = [row.tag for row in SPOKEN.values() if str(row.name) == row.english]
    assert language == "en" or len(same) < len(SPOKEN) / 3


def test_a_tag_that_the_table_lacks_bears_its_tag():
    """A directory elsewhere may name any language."""
    assert named("tlh").own_name == "tlh"
