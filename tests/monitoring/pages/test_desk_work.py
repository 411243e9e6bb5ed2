"""Long work at the desk: a page that says how far it is, an outcome that can be found again, and a way to stop it."""

import pytest
from django.utils import timezone

from stadsrecht.monitoring import operations
from stadsrecht.monitoring.models import Work
from stadsrecht.monitoring.operations import do_work, tell_work
from tests.reading import Page

LINES = [f"{year},{group},{year / 10}" for year in range(1000, 3000) for group in ("", "women", "men")]
LARGE = "\n".join(["period,sex,value", *LINES])
UPLOAD = "/en/desk/figures/felt-safe/upload/"


@pytest.fixture
def adviser(as_person):
    return as_person("adviser")


@pytest.fixture
def begun(adviser, felt_safe):
    """`begun(text)` brings a large file in; gives the work that waits for it."""

    def bring(content=LARGE, **typed):
        response = adviser.post(UPLOAD, {"kind": "csv", "content": content, **typed})
        work = Work.objects.get()
        assert (response.status_code, response.url) == (303, f"/en/desk/figures/work/{work.pk}/")
        return work

    return bring


def do(work):
    follow = lambda step, start, end: iter  # noqa: E731
    do_work(number=work.pk, follow=follow, clock=timezone.now)


def page_of(client, work):
    response = client.get(f"/en/desk/figures/work/{work.pk}/")
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    return response.content.decode(), Page(response).text


def test_a_large_file_waits_for_the_worker_and_its_job_is_in_the_queue(begun, adviser, db):
    from django.db import connection

    work = begun()
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name LIKE '%do_figures_work'")
        assert cursor.fetchall() == [(f'{{"number": {work.pk}}}',)]
    source, text = page_of(adviser, work)
    assert "This waits for its turn." in text
    assert '<noscript><meta http-equiv="refresh"' in source


def test_the_page_says_how_far_it_is(begun, adviser):
    work = begun()
    Work.objects.filter(pk=work.pk).update(state="running")
    tell_work(number=work.pk, step="read", percent=42)
    source, text = page_of(adviser, work)
    assert "Reading the file: 42%." in text
    assert 'max="100" value="42"' in source
    assert "Look again" in text


def test_the_outcome_leads_to_the_release_and_the_page_rests(begun, adviser):
    work = begun()
    do(work)
    source, text = page_of(adviser, work)
    assert 'href="/en/desk/figures/felt-safe/releases/2/"' in source
    assert "refresh" not in source
    assert "The figures are staged." in text


def test_refused_rows_are_reported_as_for_a_small_file_and_can_be_mended(begun, adviser):
    """With row, column and cure; the text stands in the form, with what was typed beside it."""
    faulty = LARGE + "\n2024,women,twelve"
    work = begun(faulty, note_en="A new year")
    do(work)
    source, text = page_of(adviser, work)
    assert "“twelve” is no number." in text
    assert "row 6002" in text
    assert f'href="{UPLOAD}?work={work.pk}"' in source
    form = Page(adviser.get(f"{UPLOAD}?work={work.pk}"))
    assert form.inputs["content"].splitlines() == faulty.splitlines()
    assert form.inputs["note_en"] == "A new year"


def test_somebody_stops_it(begun, adviser, felt_safe):
    work = begun()
    response = adviser.post(f"/en/desk/figures/work/{work.pk}/stop/", follow=True)
    assert "The work is stopped. Everything is as it was before." in Page(response).text
    do(work)
    assert felt_safe.releases.count() == 1


def test_who_comes_too_late_to_stop_it_is_told(begun, adviser):
    work = begun()
    do(work)
    response = adviser.post(f"/en/desk/figures/work/{work.pk}/stop/", follow=True)
    assert "There is nothing left to stop." in Page(response).text


def test_a_portfolio_holder_looks_and_does_not_stop(begun, as_person):
    work = begun()
    holder = as_person("portfolio_holder")
    assert "Stop, and leave" not in page_of(holder, work)[1]
    assert holder.post(f"/en/desk/figures/work/{work.pk}/stop/").status_code == 403


def test_what_is_under_way_is_found_again_on_the_list(begun, adviser):
    work = begun()
    source = adviser.get("/en/desk/figures/").content.decode()
    assert f'href="/en/desk/figures/work/{work.pk}/"' in source


def test_all_open_data_is_asked_for_and_carried_away(adviser, felt_safe, settings, tmp_path):
    settings.EXPORTS_ROOT = tmp_path / "exports"
    response = adviser.post("/en/desk/figures/open-data/")
    work = Work.objects.get()
    assert response.url == f"/en/desk/figures/work/{work.pk}/"
    do(work)
    assert "Everything that is public is in one file." in page_of(adviser, work)[1]
    file = adviser.get(f"/en/desk/figures/work/{work.pk}/file/")
    assert b"".join(file.streaming_content).startswith(b"PK")


def test_a_large_release_about_people_is_published_by_the_worker(as_person, person, felt_safe, monkeypatch):
    from tests.monitoring import city

    staged = city.stage_next(felt_safe)
    operations.review_release(release=staged, acting_user=person("administrator"), at=city.LATER)
    monkeypatch.setattr(operations, "is_long_publication", lambda release: True)
    adviser = as_person("adviser")
    response = adviser.post("/en/desk/figures/felt-safe/releases/2/publish/")
    work = Work.objects.get()
    assert response.url == f"/en/desk/figures/work/{work.pk}/"
    do(work)
    assert felt_safe.releases.get(number=2).state == "published"


def test_unknown_work_is_not_found(adviser):
    assert adviser.get("/en/desk/figures/work/999999/").status_code == 404
