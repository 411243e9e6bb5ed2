"""`stadsrecht import`: what it prints, and how it ends."""

import pytest
from django.core.management import CommandError, call_command

from stadsrecht.monitoring.bridge.reading import TEMPLATE
from stadsrecht.monitoring.models import Indicator, Release

META = b"---\nindicator_number: 3.4.2\nindicator_available: Rate\n---\n"


@pytest.fixture
def folder(tmp_path):
    """An Open SDG folder with one indicator."""
    for name, content in {"data/indicator_3-4-2.csv": b"Year,Value\n2020,1\n", "meta/3-4-2.md": META}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_it_says_what_became_of_each_indicator(db, folder, capsys):
    call_command("import", "open-sdg", str(folder))
    first, last = capsys.readouterr().out.splitlines()
    assert first == "3-4-2\tnew\t1\t1"
    assert last.startswith("nieuw 1, veranderd 0, hetzelfde 0; 1 regels")


def test_the_second_time_it_says_unchanged(db, folder, capsys):
    call_command("import", "open-sdg", str(folder), "--publish")
    call_command("import", "open-sdg", str(folder), "--publish")
    assert capsys.readouterr().out.splitlines()[2] == "3-4-2\tunchanged\t1\t1"
    assert Release.objects.get(indicator__code="3-4-2").state == "published"


def test_faults_are_listed_with_file_line_column_and_cure(db, folder, capsys):
    (folder / "data" / "indicator_3-4-2.csv").write_bytes(b"Year,Value\nooit,1\n")
    with pytest.raises(CommandError):
        call_command("import", "open-sdg", str(folder))
    file, line, column, what, cure = capsys.readouterr().err.strip().split("\t")
    assert (file, line, column) == ("data/indicator_3-4-2.csv", "2", "Year")
    assert "ooit" in what
    assert cure.startswith("Schrijf 2024")
    assert not Indicator.objects.filter(code="3-4-2").exists()


def test_notes_are_listed_when_asked_for(db, folder, capsys):
    call_command("import", "open-sdg", str(folder), "--notes")
    assert "meta/3-4-2.md" in capsys.readouterr().err


def test_one_file_goes_to_the_indicator_that_is_named(indicator, tmp_path, capsys):
    (tmp_path / "anything.csv").write_text("period,value\n2024,1\n")
    call_command("import", "csv", str(tmp_path / "anything.csv"), "--indicator", indicator.code)
    assert indicator.releases.get().origin == "anything.csv"


def test_the_template_is_printed_and_nothing_is_done(db, capsys):
    call_command("import", "--template")
    assert capsys.readouterr().out == TEMPLATE


@pytest.mark.parametrize("words", [(), ("csv",), ("csv", "/nowhere/at-all.csv")])
def test_words_that_are_missing_or_wrong_are_named(db, words):
    with pytest.raises(CommandError):
        call_command("import", *words)
