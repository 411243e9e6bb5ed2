"""python -m stadsrecht_engines.citations FILE..."""

import json

import pytest
from stadsrecht_engines.citations.__main__ import main

KEYS = ["file", "start", "end", "text", "instrument", "provision", "paragraph", "language"]


@pytest.fixture
def nota(tmp_path):
    file = tmp_path / "nota.txt"
    file.write_text("Wij volgen artikelen 3 en 12 van het IVRK, SDG 16.b en het EVRM.", encoding="utf-8")
    return file


def printed(capsys):
    captured = capsys.readouterr()
    return [json.loads(line) for line in captured.out.splitlines()], captured.err


def test_one_line_for_each_provision(nota, capsys):
    """An enumeration is as many lines as it has provisions."""
    assert main([str(nota)]) == 0
    lines, _ = printed(capsys)
    assert [(line["instrument"], line["provision"]) for line in lines] == [
        ("crc", "3"),
        ("crc", "12"),
        ("sdg", "16.b"),
        ("echr", None),
    ]


def test_the_keys_are_those_agreed(nota, capsys):
    """In this order, and the text is the text at that place."""
    main([str(nota)])
    lines, _ = printed(capsys)
    text = nota.read_text(encoding="utf-8")
    assert all(list(line) == KEYS for line in lines)
    assert all(line["text"] == text[line["start"] : line["end"]] for line in lines)


def test_an_unreadable_file_is_named_and_the_others_are_read(nota, tmp_path, capsys):
    """Status 1, and nothing lost."""
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"no pdf")
    assert main([str(scan), str(tmp_path / "absent.txt"), str(tmp_path), str(nota)]) == 1
    lines, failures = printed(capsys)
    assert len(lines) == 4
    assert [line.split(": ")[0] for line in failures.splitlines()] == [
        str(scan),
        str(tmp_path / "absent.txt"),
        str(tmp_path),
    ]


def test_it_asks_for_a_file(capsys):
    """Without one it says how it is used."""
    with pytest.raises(SystemExit):
        main([])
    assert "FILE" in capsys.readouterr().err
