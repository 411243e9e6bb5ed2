"""The table of instruments against its sources."""

import tomllib
from pathlib import Path

import pytest
from stadsrecht_engines.citations import find, provisions

CATALOGUE = Path(__file__).parents[3] / "src" / "stadsrecht" / "rights" / "catalogue"
INSTRUMENTS = sorted(provisions())
COUNTS = {"eu-charter": 54, "udhr": 30, "saint-denis": 28, "gca": 12, "gwangju": 10, "sdg": 17 + 169}


def catalogue(instrument):
    file = CATALOGUE / f"{instrument}.toml"
    if not file.exists():
        pytest.skip("the engine stands alone here")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("instrument", sorted(COUNTS))
def test_the_table_holds_as_many_provisions_as_the_instrument(instrument):
    """Counts that anyone can look up; goals and targets together."""
    assert len(provisions()[instrument]) == COUNTS[instrument]


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_the_provisions_are_those_of_the_catalogue(instrument):
    """A hit must be something that the product can anchor a policy in."""
    assert provisions()[instrument] == {provision["code"] for provision in catalogue(instrument)["provision"]}


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_the_full_name_of_the_catalogue_is_found(instrument, language):
    """In each language, as the pages of the product write it."""
    name = catalogue(instrument)["instrument"]["name"][language]
    assert {hit.instrument for hit in find(name)} == {instrument}


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_the_short_name_of_the_catalogue_binds_a_provision(instrument, language):
    """'art. 5 EVRM', 'SDG 5', 'principe 5 Gwangju'."""
    short = catalogue(instrument)["instrument"]["short_name"][language]
    word = {"sdg": "", "gca": {"nl": "recht", "en": "right", "fr": "droit"}[language]}.get(instrument, "art.")
    text = f"{word} 5 {short}" if word else f"{short} 5"
    code = "V" if instrument == "saint-denis" else "5"
    assert [(hit.instrument, hit.provision) for hit in find(text)] == [(instrument, code)]


def test_the_instruments_that_a_directive_names_are_found():
    """Recital 3 of Directive 2000/43/EC names six; the second covenant shares its noun with the first: not found."""
    titles = (
        "the Universal Declaration of Human Rights, the United Nations Convention on the Elimination of all forms of "
        "Discrimination Against Women, the International Convention on the Elimination of all forms of Racial "
        "Discrimination, the United Nations Covenants on Civil and Political Rights and on Economic, Social and "
        "Cultural Rights, the European Convention for the Protection of Human Rights and Fundamental Freedoms"
    )
    assert [hit.instrument for hit in find(titles)] == ["udhr", "cedaw", "icerd", "iccpr", "echr"]
