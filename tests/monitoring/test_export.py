"""Everything public in a folder: written once, kept while it is the same, taken away when it is public no more."""

import hashlib
import json
import os
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.monitoring import operations, queries
from stadsrecht.monitoring.bridge.folder import MANIFEST, Folder
from stadsrecht.monitoring.bridge.reading import OPEN_SDG, read_files
from stadsrecht.monitoring.models import Indicator
from tests.monitoring.conftest import AT, cell, table

EXPORTS = [operations.export_open_data, operations.export_open_sdg]
FILES = len(queries.FORMATS) + 3


@pytest.fixture(autouse=True)
def alone(db):
    """Without the figures that the small city has by itself."""
    Indicator.objects.all().delete()


@pytest.fixture
def published(alone, reviewed):
    return operations.publish_release(release=reviewed, acting_user=SYSTEM, at=AT)


def contents(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def counts(done):
    return (done.written, done.kept, done.removed)


@pytest.fixture
def out(tmp_path):
    """Where it is exported to; the store of figures lies beside it."""
    return tmp_path / "out"


def test_open_data_is_laid_out_as_on_the_site(published, out):
    done = operations.export_open_data(folder=out, at=AT)
    found = contents(out)
    assert counts(done) == (FILES, 0, 0)
    assert set(found) == {
        MANIFEST, "catalogue.ttl", "catalogue.jsonld", "figures.atom",
        *(f"figures/felt-safe/releases/1/{one.name}" for one in queries.FORMATS),
    }  # fmt: skip


def test_a_file_is_what_its_address_gives(client, published, out):
    operations.export_open_data(folder=out, at=AT)
    for one in queries.FORMATS:
        name = f"figures/felt-safe/releases/1/{one.name}"
        assert (out / name).read_bytes() == client.get(f"/nl/{name}").content


def test_open_sdg_is_what_an_importer_reads(published, figures, out):
    operations.export_open_sdg(folder=out, at=AT)
    (one,) = read_files(OPEN_SDG, contents(out))
    assert one.code == "felt-safe"
    assert [row[:4] for row in one.table.observations] == [row[:4] for row in figures.observations]


@pytest.mark.parametrize("export", EXPORTS)
def test_the_second_time_nothing_is_written(published, out, export):
    """Not even touched."""
    first = export(folder=out, at=AT)
    os.utime(out / MANIFEST, (1, 1))
    times = {file: file.stat().st_mtime_ns for file in out.rglob("*") if file.is_file()}
    second = export(folder=out, at=AT + timedelta(days=1))
    assert counts(second) == (0, first.written, 0)
    assert {file: file.stat().st_mtime_ns for file in times} == times


def test_a_new_release_adds_its_files_and_renews_the_catalogue(indicator, published, out):
    operations.export_open_data(folder=out, at=AT)
    staged = operations.stage_release(indicator=indicator, table=table(cell("2025", 1.5)), acting_user=SYSTEM, at=AT)
    again = operations.review_release(release=staged, acting_user=SYSTEM, at=AT)
    operations.publish_release(release=again, acting_user=SYSTEM, at=AT)
    done = operations.export_open_data(folder=out, at=AT)
    assert counts(done) == (FILES, len(queries.FORMATS), 0)


def test_what_is_public_no_more_is_removed(indicator, published, out):
    """With its empty folders; what somebody else put there stays."""
    operations.export_open_data(folder=out, at=AT)
    (out / "index.html").write_text("ours")
    indicator.delete()
    done = operations.export_open_data(folder=out, at=AT)
    assert done.removed == len(queries.FORMATS)
    assert set(contents(out)) == {MANIFEST, "index.html", "catalogue.ttl", "catalogue.jsonld", "figures.atom"}
    assert not (out / "figures").exists()


def test_what_is_under_embargo_is_not_exported(reviewed, out):
    moment = AT + timedelta(days=2)
    operations.embargo_release(release=reviewed, publish_at=moment, acting_user=SYSTEM, at=AT)
    operations.export_open_data(folder=out, at=moment - timedelta(seconds=1))
    assert not any(b"felt-safe" in content for content in contents(out).values())
    operations.export_open_data(folder=out, at=moment)
    assert (out / "figures/felt-safe/releases/1/observations.csv").exists()


@pytest.mark.parametrize("damage", ["gone", "cut short"])
def test_a_damaged_file_is_mended(published, out, damage):
    operations.export_open_data(folder=out, at=AT)
    file = out / "figures/felt-safe/releases/1/observations.csv"
    whole = file.read_bytes()
    file.unlink() if damage == "gone" else file.write_bytes(whole[:-1])
    assert operations.export_open_data(folder=out, at=AT).written == 1
    assert file.read_bytes() == whole


def test_stopping_halfway_harms_nothing(published, out):
    """What was written is whole, no draft lies about, and the next run goes on from there."""

    def stopped(releases):
        yield from releases
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        operations.export_open_data(folder=out, at=AT, progress=stopped)
    assert len(contents(out)) == len(queries.FORMATS)
    done = operations.export_open_data(folder=out, at=AT)
    assert counts(done) == (3, len(queries.FORMATS), 0)


def test_the_manifest_holds_the_digest_of_each_file(published, out):
    operations.export_open_data(folder=out, at=AT)
    entries = json.loads((out / MANIFEST).read_text())["files"]
    found = {name: content for name, content in contents(out).items() if name != MANIFEST}
    assert {name: hashlib.sha256(content).hexdigest() for name, content in found.items()} == {
        name: entry["sha256"] for name, entry in entries.items()
    }


@pytest.mark.parametrize("text", ["", "[]", '{"files": 3}', '{"files": {"x": {}}}', "\udc80"])
def test_a_manifest_that_cannot_be_read_removes_nothing(out, text):
    out.mkdir()
    (out / MANIFEST).write_bytes(text.encode(errors="surrogateescape"))
    (out / "x").write_text("kept")
    folder = Folder(out)
    folder.finish()
    assert (folder.removed, (out / "x").read_text()) == (0, "kept")


def test_a_manifest_that_points_elsewhere_removes_nothing_there(out):
    outside, inside = out / "outside", out / "inside"
    inside.mkdir(parents=True)
    outside.write_text("kept")
    entry = {"tag": "", "sha256": "", "bytes": 4}
    (inside / MANIFEST).write_text(json.dumps({"files": {"../outside": entry, str(outside): entry}}))
    Folder(inside).finish()
    assert outside.read_text() == "kept"


def test_the_command_says_how_many(published, out, capsys):
    call_command("export", "open-data", str(out))
    call_command("export", "open-data", str(out))
    call_command("export", "open-sdg", str(out / "sdg"))
    assert capsys.readouterr().out.splitlines() == [
        f"written {FILES}, kept 0, removed 0",
        f"written 0, kept {FILES}, removed 0",
        "written 2, kept 0, removed 0",
    ]


def test_the_command_names_what_is_no_folder(db, out):
    out.write_text("")
    with pytest.raises(CommandError, match="is no folder"):
        call_command("export", "open-data", str(out))
