"""Long work is done by the worker: told as it goes, stopped without harm, and done once however often it is begun."""

import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.monitoring import operations, queries
from stadsrecht.monitoring.errors import UnknownKind, WhatChangedMissing, WorkHasEnded
from stadsrecht.monitoring.models import Release, Status, Work
from stadsrecht.monitoring.operations import do_work, tell_work
from tests.monitoring import city
from tests.monitoring.conftest import AT, cell, table

GOOD = b"period,sex,value\n2024,,12.5\n2025,,13.0\n2025,women,11.0\n"
FAULTY = b"period,sex,value\n2024,,twelve\nnever,,3\n"


@pytest.fixture(autouse=True)
def own_exports(settings, tmp_path):
    settings.EXPORTS_ROOT = tmp_path / "exports"


@pytest.fixture
def begin(indicator, person):
    def upload(content=GOOD, kind="csv", **more):
        given = {"file_name": "safe.csv", "kind": kind, "note": None, "is_correction": False, **more}
        return operations.begin_upload(
            indicator=indicator, content=content, **given, acting_user=person("adviser"), at=AT
        )

    return upload


def do(work, before=lambda step: None):
    """As the worker does it; `before` is called at the start of each step."""

    def follow(step, start, end):
        def through(parts):
            tell_work(number=work.pk, step=step, percent=start)
            before(step)
            yield from parts

        return through

    state = do_work(number=work.pk, follow=follow, clock=timezone.now)
    work.refresh_from_db()
    return state


def test_a_file_is_staged_in_the_name_of_who_brought_it(begin, person):
    work = begin()
    assert do(work) == "done"
    release = work.release
    assert (release.state, release.rows, release.staged_by) == ("staged", 3, person("adviser"))
    assert bytes(work.content) == b""


def test_the_same_faults_are_reported_as_at_once(begin, indicator):
    work = begin(FAULTY)
    assert do(work) == "refused"
    assert [(one.code, one.row, one.column) for one in queries.findings_of(work)] == [
        ("period", 3, "period"),
        ("number", 2, "value"),
    ]
    assert str(queries.refusal_of(work)) == "Er is niets ingelezen: er zijn 2 fouten gevonden."
    assert not indicator.releases.exists()


def test_what_was_refused_is_kept_to_be_mended(begin):
    work = begin(FAULTY)
    do(work)
    assert queries.typed_in(work).encode() == FAULTY


def test_done_again_nothing_is_staged_twice(begin, indicator):
    work = begin()
    do(work)
    assert do(work) == ""
    assert indicator.releases.count() == 1


def test_work_that_a_worker_left_half_done_is_done(begin, indicator):
    """It stands as under way, with nothing to show for it."""
    work = begin()
    Work.objects.filter(pk=work.pk).update(state="running", step="keep", percent=90)
    assert do(work) == "done"
    assert indicator.releases.count() == 1


def test_of_two_workers_only_one_ends_it(begin, indicator):
    """The second takes it up while the first is still busy with it."""
    work = begin()
    assert do(work, before=lambda step: do(work) if step == "read" else None) == "done"
    assert indicator.releases.count() == 1


@pytest.mark.parametrize("step", ["read", "keep"])
def test_stopped_while_it_goes_on_nothing_changes(begin, indicator, person, step, monkeypatch):
    work = begin()
    stop = lambda: operations.stop_work(work=work, acting_user=person("adviser"), at=AT)  # noqa: E731
    if step == "keep":
        from stadsrecht.monitoring.bridge import store

        keep = store.keep
        monkeypatch.setattr(store, "keep", lambda figures: (keep(figures), stop()))
        assert do(work) == "stopped"
    else:
        assert do(work, before=lambda here: stop()) == "stopped"
    assert not indicator.releases.exists()


def test_what_waits_is_stopped_before_it_begins(begin, person):
    work = begin()
    operations.stop_work(work=work, acting_user=person("adviser"), at=AT)
    assert do(work) == ""


def test_what_has_ended_cannot_be_stopped(begin, person):
    work = begin()
    do(work)
    with pytest.raises(WorkHasEnded):
        operations.stop_work(work=work, acting_user=person("adviser"), at=AT)


@pytest.mark.parametrize(
    ("given", "error"), [({"kind": "poem"}, UnknownKind), ({"is_correction": True}, WhatChangedMissing)]
)
def test_what_can_be_said_at_once_is_said_at_once(begin, given, error):
    with pytest.raises(error):
        begin(**given)


def test_who_may_no_longer_stage_is_refused(begin, person):
    work = begin()
    person("adviser").roles.clear()
    assert do(work) == "refused"
    assert str(queries.refusal_of(work)) == "Met uw rol mag u dit niet doen."


def test_a_bug_fails_the_work_and_comes_out(begin, monkeypatch):
    from stadsrecht.monitoring.bridge import store

    def broken(figures):
        raise ZeroDivisionError

    monkeypatch.setattr(store, "keep", broken)
    work = begin()
    with pytest.raises(ZeroDivisionError):
        do(work)
    work.refresh_from_db()
    assert work.state == "failed"


def test_a_large_release_about_people_is_published_by_the_worker(reviewed, person):
    work = operations.begin_publication(release=reviewed, acting_user=person("adviser"), at=AT)
    assert do(work) == "done"
    assert Release.objects.get(pk=reviewed.pk).state == "published"


def test_what_gives_people_away_is_not_published_by_the_worker_either(indicator, person):
    cells = [cell("2024", 12.0), cell("2024", 8.0, "women"), cell("2024", None, "men", status=Status.HIDDEN)]
    staged = operations.stage_release(indicator=indicator, table=table(*cells), acting_user=person("adviser"), at=AT)
    reviewed = operations.review_release(release=staged, acting_user=person("administrator"), at=AT)
    operations.edit_indicator(
        indicator=indicator, version=None, values={"counts_people": True}, acting_user=SYSTEM, at=AT
    )
    work = operations.begin_publication(
        release=Release.objects.get(pk=reviewed.pk), acting_user=person("adviser"), at=AT
    )
    assert do(work) == "refused"
    assert work.refusal == "FiguresGivePeopleAway"


def test_terms_that_change_while_it_is_proven_are_proven_again(reviewed, person, indicator):
    """A release is proven as no counts of people; before its last step somebody says that it is."""
    work = operations.begin_publication(release=reviewed, acting_user=person("adviser"), at=AT)

    def meddle(step):
        operations.edit_indicator(
            indicator=indicator, version=None, values={"counts_people": True}, acting_user=SYSTEM, at=AT
        )

    from stadsrecht.monitoring.operations import work as module

    proven = module.require_harmless
    try:
        module.require_harmless = lambda *given: (proven(*given), meddle("prove"))[0]
        assert do(work) == "refused"
    finally:
        module.require_harmless = proven
    assert Release.objects.get(pk=reviewed.pk).state == "reviewed"


def test_everything_public_is_packed_and_only_the_newest_kept(db, person):
    city.felt_safe()
    first = operations.begin_export(acting_user=person("adviser"), at=AT)
    second = operations.begin_export(acting_user=person("adviser"), at=AT)
    assert (do(first), do(second)) == ("done", "done")
    assert not queries.parcel_of(first.pk).exists()
    with zipfile.ZipFile(queries.parcel_of(second.pk)) as parcel:
        names = parcel.namelist()
    assert "open-data/figures/felt-safe/releases/1/observations.csv" in names
    assert "open-data/catalogue.ttl" in names


def test_an_embargoed_release_is_not_packed(db, person):
    found = city.felt_safe()
    reviewed = operations.review_release(release=city.stage_next(found), acting_user=SYSTEM, at=AT)
    soon = timezone.now() + timedelta(hours=1)
    operations.embargo_release(release=reviewed, publish_at=soon, acting_user=SYSTEM, at=AT)
    work = operations.begin_export(acting_user=person("adviser"), at=AT)
    do(work)
    with zipfile.ZipFile(queries.parcel_of(work.pk)) as parcel:
        assert not [name for name in parcel.namelist() if "/releases/2/" in name]


def test_what_ended_a_week_ago_is_forgotten_with_its_file(begin, person):
    work, export = begin(), operations.begin_export(acting_user=person("adviser"), at=AT)
    do(export)
    later = timezone.now() + timedelta(days=8)
    assert operations.forget_work(acting_user=SYSTEM, at=later) == 1
    assert list(Work.objects.values_list("pk", flat=True)) == [work.pk]
    assert not queries.parcel_of(export.pk).exists()
