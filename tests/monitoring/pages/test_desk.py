"""The desk of figures: nothing that was typed is lost, and each step of a release asks the right person."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from stadsrecht.monitoring.models import Indicator, Release
from tests.monitoring import city
from tests.reading import Page

FAULTY = "period,value\n2024,twelve\nnever,3\n"
GOOD = "period,value\n2024,12\n2025,13\n"
TYPED = {
    "name_nl": "Voelt zich gehoord",
    "direction": "up",
    "method": "open-sdg",
    "publisher": "Kleinstad",
    "source": "Enquête",
    "frequency": "yearly",
    "shelf_life_months": "24",
    "subjects": "provision:eu-charter:41",
    "targets": "2030: 95 (Raad)",
}


@pytest.fixture
def adviser(as_person):
    return as_person("adviser")


@pytest.fixture
def staged(felt_safe):
    return city.stage_next(felt_safe)


def state_of(release):
    return Release.objects.get(pk=release.pk).state


def step(client, name, release, **typed):
    return client.post(f"/en/desk/figures/{release.indicator.code}/releases/{release.number}/{name}/", typed)


def test_an_indicator_is_recorded_with_its_target_and_right(adviser):
    response = adviser.post("/en/desk/figures/new/", TYPED)
    found = Indicator.objects.get(code="voelt-zich-gehoord")
    assert (response.status_code, response.url) == (303, "/en/desk/figures/voelt-zich-gehoord/")
    assert [(row.year, row.value, row.source) for row in found.targets.all()] == [(2030, 95.0, "Raad")]
    assert found.links.get().provision.code == "41"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"direction": ""}, "direction"),
        ({"name_nl": ""}, "name"),
        ({"subjects": "moon"}, "subjects"),
        ({"subjects": "place:WK999902"}, "subjects"),
        ({"targets": "soon: much"}, "targets"),
        ({"targets": "2030: 1.2.3"}, "targets"),
        ({"code": "places"}, "code"),
        ({"code": "feels-at-home"}, "code"),
        ({"source": ""}, "source"),
        ({"method": "by-eye"}, "method"),
    ],
)
def test_bad_input_is_named_and_nothing_typed_is_lost(adviser, typed, field):
    """No direction is assumed either."""
    response = adviser.post("/en/desk/figures/new/", {**TYPED, **typed})
    page = Page(response)
    assert response.status_code == 422
    assert page.errors[field]
    assert page.inputs["publisher"] == "Kleinstad"


def test_a_change_keeps_the_code_and_the_targets_of_groups(adviser, felt_safe):
    felt_safe.targets.create(year=2030, value=80.0, keys={"sex": "women"})
    typed = {**TYPED, "code": "another", "version": str(felt_safe.version), "targets": "2031: 91"}
    assert adviser.post("/en/desk/figures/felt-safe/edit/", typed).status_code == 303
    found = Indicator.objects.get(code="felt-safe")
    assert found.name["nl"] == "Voelt zich gehoord"
    assert sorted((row.year, row.value) for row in found.targets.all()) == [(2030, 80.0), (2031, 91.0)]


def test_a_faulty_file_comes_back_with_row_column_and_cure(adviser, felt_safe):
    """And its text stands in the form, to be mended there."""
    response = adviser.post("/en/desk/figures/felt-safe/upload/", {"kind": "csv", "content": FAULTY})
    page = Page(response)
    assert response.status_code == 422
    assert page.inputs["content"].splitlines() == FAULTY.splitlines()
    assert all(words in page.text for words in ("“twelve” is no number.", "“never” is no period.", "row 2", "row 3"))
    assert felt_safe.releases.count() == 1


def test_a_chosen_file_is_kept_as_text_when_it_is_refused(adviser, felt_safe):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("figures.csv", FAULTY.encode())
    response = adviser.post("/en/desk/figures/felt-safe/upload/", {"kind": "csv", "file": file})
    assert Page(response).inputs["content"].splitlines() == FAULTY.splitlines()


def test_a_mended_file_is_staged(adviser, felt_safe):
    response = adviser.post("/en/desk/figures/felt-safe/upload/", {"kind": "csv", "content": GOOD})
    assert (response.status_code, response.url) == (303, "/en/desk/figures/felt-safe/releases/2/")
    assert felt_safe.releases.get(number=2).state == "staged"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": "csv", "content": ""}, "file"),
        ({"kind": "poem", "content": GOOD}, "kind"),
        ({"kind": "csv", "content": GOOD, "is_correction": "on"}, "note"),
    ],
)
def test_an_upload_that_lacks_something_says_what(adviser, felt_safe, typed, field):
    response = adviser.post("/en/desk/figures/felt-safe/upload/", typed)
    assert response.status_code == 422
    assert Page(response).errors[field]


def test_whoever_staged_cannot_review(adviser, felt_safe):
    adviser.post("/en/desk/figures/felt-safe/upload/", {"kind": "csv", "content": GOOD})
    release = felt_safe.releases.get(number=2)
    response = step(adviser, "review", release)
    assert response.status_code == 422
    assert "Somebody else must review it." in response.content.decode()
    assert state_of(release) == "staged"


def test_another_person_reviews_and_the_adviser_publishes(as_person, staged):
    assert step(as_person("portfolio_holder"), "review", staged).status_code == 303
    assert step(as_person("adviser"), "publish", staged).status_code == 303
    assert state_of(staged) == "published"


def test_a_portfolio_holder_does_not_publish(as_person, staged):
    assert step(as_person("portfolio_holder"), "publish", staged).status_code == 403


def test_an_embargo_is_set_in_the_time_of_the_city_and_lifted(as_person, staged):
    step(as_person("administrator"), "review", staged)
    moment = timezone.localtime() + timedelta(days=1)
    step(as_person("adviser"), "embargo", staged, publish_at=moment.strftime("%Y-%m-%dT%H:%M"))
    found = Release.objects.get(pk=staged.pk)
    assert (found.state, timezone.localtime(found.publish_at).hour) == ("embargoed", moment.hour)
    step(as_person("adviser"), "lift", staged)
    assert state_of(staged) == "reviewed"


@pytest.mark.parametrize("moment", ["2020-01-01T12:00", "soon", ""])
def test_an_embargo_needs_a_moment_to_come(as_person, staged, moment):
    step(as_person("administrator"), "review", staged)
    response = step(as_person("adviser"), "embargo", staged, publish_at=moment)
    assert response.status_code == 422
    assert Page(response).errors["publish_at"]


def test_discarding_asks_first(adviser, staged):
    asked = adviser.get("/en/desk/figures/felt-safe/releases/2/discard/")
    assert "It cannot be taken up again" in asked.content.decode()
    assert state_of(staged) == "staged"
    step(adviser, "discard", staged)
    assert state_of(staged) == "discarded"


def test_a_step_that_is_not_allowed_is_told(adviser, staged):
    response = step(adviser, "publish", staged)
    assert response.status_code == 422
    assert "From “staged” one cannot go to “published”." in response.content.decode()


def test_the_release_shows_findings_and_differences(adviser, felt_safe):
    adviser.post("/en/desk/figures/felt-safe/upload/", {"kind": "csv", "content": GOOD})
    page = adviser.get("/en/desk/figures/felt-safe/releases/2/").content.decode()
    text = " ".join(strip_tags(page.replace("<", " <")).split())
    assert "All together 2024 changed 71, provisional 12" in text
    assert "women 2024 removed 59 –" in text


def test_the_list_says_what_is_late_and_what_waits(adviser, staged):
    Indicator.objects.filter(code="felt-safe").update(next_release_on="2020-01-01")
    text = " ".join(strip_tags(adviser.get("/en/desk/figures/").content.decode().replace("<", " <")).split())
    assert "1 January 2020 late" in text
    assert "Feels safe, release 2 staged" in text
