"""Figures come in all or nothing, twice without harm, and what stopped half-way is cleared away."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.monitoring import operations, queries
from stadsrecht.monitoring.bridge import store
from stadsrecht.monitoring.bridge.reading import Finding
from stadsrecht.monitoring.errors import FiguresRefused, NothingNew, UnknownKind
from stadsrecht.monitoring.models import Indicator, Release
from tests.monitoring.conftest import AT, cell, table

GOOD = {
    "data/indicator_3-4-2.csv": b"Year,Sex,Value\n2020,,1\n2020,Male,2\n",
    "meta/3-4-2.md": b"---\nindicator_number: 3.4.2\nindicator_available: Rate\n---\n",
    "data/indicator_99-1-1.csv": b"Year,Value\n2020,3\n",
}
CODES = ("3-4-2", "99-1-1")
FAULTY = {**GOOD, "data/indicator_99-1-1.csv": b"Year,Value\nnever,3\n"}


def stored(settings):
    return {file.name for file in Path(settings.FIGURES_ROOT).rglob("*.parquet")}


def bring_in(files=GOOD, **more):
    return operations.import_figures(kind="open-sdg", files=files, acting_user=SYSTEM, at=AT, **more)


def upload(indicator, content, person, **more):
    return operations.stage_upload(
        indicator=indicator,
        content=content,
        file_name="figures.csv",
        kind=more.pop("kind", "csv"),
        acting_user=person(more.pop("role", "adviser")),
        at=AT,
        **more,
    )


def test_a_folder_becomes_staged_releases(db):
    taken = bring_in()
    assert [(one.code, one.state, one.release, one.rows) for one in taken] == [
        ("3-4-2", "new", 1, 2), ("99-1-1", "new", 1, 1),
    ]  # fmt: skip
    assert set(Release.objects.filter(indicator__code__in=CODES).values_list("state", flat=True)) == {"staged"}


def test_the_right_is_found_and_one_that_is_not_known_is_said(db):
    known, unknown = bring_in()
    assert queries.subjects_of(Indicator.objects.get(code="3-4-2")) == ["provision:sdg:3.4"]
    assert "unknown-provision" in [finding.code for finding in unknown.findings]
    assert "unknown-provision" not in [finding.code for finding in known.findings]


def test_one_fault_in_one_file_and_nothing_is_stored(db, settings):
    before = stored(settings)
    with pytest.raises(FiguresRefused) as refused:
        bring_in(FAULTY)
    assert [(one.file, one.row, one.column) for one in refused.value.findings] == [
        ("data/indicator_99-1-1.csv", 2, "Year")
    ]
    assert not Indicator.objects.filter(code__in=CODES).exists()
    assert stored(settings) == before


def test_the_second_time_nothing_changes(db):
    bring_in(publish=True)
    before = list(Indicator.objects.values()), list(Release.objects.values())
    assert {one.state for one in bring_in(publish=True)} == {"unchanged"}
    assert (list(Indicator.objects.values()), list(Release.objects.values())) == before


def test_changed_figures_are_another_release(db):
    bring_in(publish=True)
    changed = {**GOOD, "data/indicator_99-1-1.csv": b"Year,Value\n2020,4\n"}
    assert [(one.state, one.release) for one in bring_in(changed, publish=True)] == [("unchanged", 1), ("changed", 2)]
    assert queries.current_release(Indicator.objects.get(code="99-1-1"), at=AT).number == 2


def test_what_people_made_of_an_indicator_stays(db):
    bring_in()
    present = Indicator.objects.get(code="3-4-2")
    operations.edit_indicator(indicator=present, version=None, values={"direction": "down"}, acting_user=SYSTEM, at=AT)
    bring_in()
    assert Indicator.objects.get(code="3-4-2").direction == "down"


def test_identical_figures_are_stored_once(db, settings):
    before = stored(settings)
    bring_in({f"data/indicator_{code}.csv": b"Year,Value\n2020,1\n" for code in ("1-5-1", "11-5-1")})
    assert len(stored(settings) - before) == 1


def test_notes_are_kept_with_the_release_and_speak_every_language(db):
    bring_in()
    kept = Release.objects.get(indicator__code="3-4-2").findings
    finding = next(Finding.of(data) for data in kept if data["code"] == "no-direction")
    assert (finding.file, finding.severity) == ("meta/3-4-2.md", "note")
    assert finding.what


def test_who_may_not_stage_may_not_import(db, person):
    for role in ("stranger", "partner", "council_member"):
        with pytest.raises(NotPermitted):
            operations.import_figures(kind="csv", files={}, acting_user=person(role), at=AT)


def test_a_file_for_an_indicator_that_nobody_recorded_is_refused(db):
    with pytest.raises(FiguresRefused) as refused:
        operations.import_figures(kind="csv", files={"a.csv": b"period,value\n2020,1\n"}, acting_user=SYSTEM, at=AT)
    assert refused.value.findings[0].code == "unknown-indicator"


def test_figures_under_embargo_are_in_the_way_by_name(db):
    bring_in()
    release = Release.objects.get(indicator__code="99-1-1")
    operations.review_release(release=release, acting_user=SYSTEM, at=AT)
    operations.embargo_release(release=release, publish_at=AT + timedelta(days=1), acting_user=SYSTEM, at=AT)
    assert {one.state for one in bring_in()} == {"unchanged"}
    with pytest.raises(FiguresRefused) as refused:
        bring_in({**GOOD, "data/indicator_99-1-1.csv": b"Year,Value\n2020,4\n"})
    assert [(one.code, one.file) for one in refused.value.findings] == [("under-embargo", "data/indicator_99-1-1.csv")]


def test_an_upload_is_a_staged_release(indicator, person):
    release = upload(indicator, b"period,sex,value\n2024,,1\n2024,women,2\n", person)
    assert (release.state, release.rows, release.origin) == ("staged", 2, "figures.csv")


def test_a_faulty_upload_names_line_column_and_cure(indicator, person):
    with pytest.raises(FiguresRefused) as refused:
        upload(indicator, b"period,value\n2024,veel\n", person)
    finding = refused.value.findings[0]
    assert (finding.file, finding.row, finding.column) == ("figures.csv", 2, "value")
    assert "veel" in finding.what
    assert finding.cure
    assert not indicator.releases.exists()


def test_an_upload_keeps_the_columns_of_the_release_before(staged, indicator, person):
    """So the same figures, sent in by code, are the same release."""
    lines = "2024,,,12.5,", "2025,,,13,", "2024,women,,10,", "2025,women,,11,", "2025,men,,,not-known"
    csv = "\n".join(("period,sex,area,value,status", *lines)).encode()
    with pytest.raises(NothingNew):
        upload(indicator, csv, person)


def test_an_unknown_kind_and_a_stranger_are_refused(indicator, person):
    with pytest.raises(UnknownKind):
        upload(indicator, b"", person, kind="crystal-ball")
    with pytest.raises(NotPermitted):
        upload(indicator, b"", person, role="stranger")


def test_what_an_import_left_behind_is_cleared_after_an_hour(staged, settings):
    orphan = store.path_of(store.keep(table(cell("1999", 1.0))))
    draft = orphan.with_name("half.1.2.draft")
    draft.write_bytes(b"half")
    for file in (orphan, draft, store.path_of(staged.sha256)):
        os.utime(file, (AT.timestamp(), AT.timestamp()))
    assert operations.clear_drafts(acting_user=SYSTEM, at=AT + timedelta(minutes=59)) == 0
    assert operations.clear_drafts(acting_user=SYSTEM, at=AT + timedelta(minutes=61)) == 2
    assert store.is_whole(staged.sha256, staged.columns)


def test_keeping_an_old_file_again_saves_it_from_being_cleared(settings):
    file = store.path_of(store.keep(table(cell("1999", 1.0))))
    os.utime(file, (0, 0))
    store.keep(table(cell("1999", 1.0)))
    assert store.clear(frozenset(), before=AT) == 0


def test_the_command_that_verifies_looks_at_the_figures_too(staged):
    call_command("audit", "verify")
    store.path_of(staged.sha256).write_bytes(b"PAR1")
    with pytest.raises(Exception, match=f"figures: release 1 of felt-safe: {staged.sha256}"):
        call_command("audit", "verify")
