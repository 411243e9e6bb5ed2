"""What the door tells a reporter is what the program does: no more secrecy, and no fewer facts."""

import re

import pytest

from stadsrecht.discrimination.bridge.packs import door
from stadsrecht.discrimination.models import Case, Facts, PersonalKey, Report
from tests.discrimination.door import Visit
from tests.discrimination.test_door import LANGUAGES, say
from tests.reading import Page

# Each column that stands in the open beside the seal, and the words by which the door tells of it.
TOLD = {
    "month": "de maand waarin het gebeurde",
    "received_on": "de dag waarop u het meldde",
    "where": "op internet",
    "district": "in welke wijk",
    "grounds": "de reden",
    "natures": "de soort discriminatie",
    "terrain": "waarbij het gebeurde",
    "role": "uw rol",
    "residence": "of u in",
    "wish": "wat u wilt",
    "language": "uw taal",
    "channel": "hoe uw melding binnenkwam",
    "state": "wat wij doen",
    "outcome": "hoe het afloopt",
}
PHONE = "\u2066000\u00a00001\u2069"  # whole on a line, and not turned round in Arabic
OURS = {"report", "edition", "campaign"}  # the office's own, and say nothing that a reporter told


def words(response):
    return re.sub(r"[ \n]+", " ", Page(response).text)


def columns(model):
    return {one.name for one in model._meta.get_fields()}


def test_the_door_names_each_fact_that_is_kept_in_the_open(client, office):
    """A new column of the facts must be told here too."""
    assert columns(Facts) - OURS <= TOLD.keys() <= columns(Facts) | columns(Report) | columns(Case)
    text = words(client.get("/nl/report/"))
    assert [told for told in TOLD.values() if told not in text] == []
    assert "Ze zijn niet versleuteld" in text
    assert "Ook de beheerder van deze site kan dat" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_door_promises_secrecy_for_what_is_sealed_alone(client, office, language):
    """And no step outward without a yes: the office itself does read and count."""
    here, text = door(), words(client.get(f"/{language}/report/"))
    before, after = here.text("intro.who_text", language).split("%(office)s")
    assert before in text
    assert after in text
    for key in ("next_3", "counted_when", "counted_where", "counted_what", "counted_we", "counted_who", "traces_text"):
        assert here.text(f"intro.{key}", language) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_in_danger_is_told_at_once_whom_to_call(client, office, language):
    """Before the button that begins a report, and once on the page; and the number of the office stands there."""
    text = words(client.get(f"/{language}/report/"))
    danger = say("page.danger", language) % {"emergency": "112"}
    assert text.count(danger) == 1
    assert text.index(danger) < text.index(say("intro.start", language))
    assert say("page.call", language) % {"phone": PHONE} in text


def test_every_other_page_says_so_at_its_foot(client, office):
    for page in ("form/", "mine/", "nowhere/"):
        assert say("page.danger") % {"emergency": "112"} in words(client.get(f"/nl/report/{page}"))


def test_who_cannot_report_is_told_whom_to_call(client, office):
    page = Visit(client, "fr").to_the_end(narrative="Iets")
    PersonalKey.objects.all().delete()
    page.send()
    said = f"{say('fault.OfficeHasNoKeys', 'fr')} {say('page.call', 'fr') % {'phone': PHONE}}"
    assert said in words(page.response)


MUNICIPALITY = {"nl": "gemeente", "en": "municipality", "fr": "commune", "ar": "بلدية"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_lives_in_a_village_of_the_municipality_knows_what_to_answer(language):
    """The law counts the municipality, which is larger than the city of that name."""
    asked = {one.name: one for one in door().questions}
    yes = dict(asked["residence"].options)["here"]
    place = dict(asked["where"].options)["place"]
    for text in (asked["residence"].label, yes, place):
        assert MUNICIPALITY[language] in text.shown_in(language).text
