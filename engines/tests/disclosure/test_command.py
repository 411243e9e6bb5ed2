"""The command line is a contract: files, exit codes, and errors by name."""

import json
import subprocess
import sys

import pytest
from stadsrecht_engines.disclosure import parse_specification, schema
from stadsrecht_engines.disclosure.__main__ import main

SPEC = {
    "dimensions": [
        {"name": "row", "levels": {"row": ["a", "b", "c"]}},
        {"name": "column", "levels": {"column": ["x", "y", "z"]}},
    ],
    "thresholds": {"default": 3, "by_level": {}},
}
DATA = "row,column,count\n" + "".join(
    f"{'abc'[i]},{'xyz'[j]},{n}\n" for i, row in enumerate([[1, 8, 6], [7, 9, 5], [4, 6, 8]]) for j, n in enumerate(row)
)


@pytest.fixture
def run(tmp_path, capsys):
    """`run("protect", data=..., spec=...)` gives exit code, output and errors."""

    def command(verb, *more, data=DATA, spec=SPEC, table="table.csv"):
        (tmp_path / "spec.json").write_text(spec if isinstance(spec, str) else json.dumps(spec))
        (tmp_path / "data.csv").write_text(data)
        paths = {name: str(tmp_path / name) for name in ("spec.json", "data.csv", table, "proof.json")}
        inputs = {
            "protect": ["data.csv", "--out", table, "--proof", "proof.json"],
            "round": ["data.csv", "--out", table],
            "audit": [table],
            "verify": [table, "proof.json"],
        }[verb]
        code = main([verb, paths["spec.json"], *(paths.get(i, i) for i in inputs), *more])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def test_protect_audit_and_verify_agree(run, tmp_path):
    assert run("protect")[0] == 0
    assert run("audit")[0] == 0
    assert run("verify")[0] == 0
    table = (tmp_path / "table.csv").read_text()
    assert "primary" not in table
    assert "a,x,hidden,.\n" in table


def test_a_table_that_was_changed_is_no_longer_proven(run, tmp_path):
    run("protect")
    path = tmp_path / "table.csv"
    path.write_text(path.read_text().replace("a,x,hidden,.", "a,x,published,1"))
    assert run("verify")[0] == 1
    code, said, _ = run("audit")
    assert code == 1
    assert "unsafe: a x x is published as 1" in said


def test_a_proof_with_a_false_witness_is_refused(run, tmp_path):
    run("protect")
    path = tmp_path / "proof.json"
    proof = json.loads(path.read_text())
    proof["witnesses"] = [[[4], [1]]]
    path.write_text(json.dumps(proof))
    code, said, _ = run("verify")
    assert code == 1
    assert "which readers know" in said


def test_round_gives_a_complete_additive_table(run, tmp_path):
    assert run("round", "--base", "5")[0] == 0
    table = (tmp_path / "table.csv").read_text()
    assert "hidden" not in table


def test_the_same_input_gives_the_same_bytes(run, tmp_path):
    run("protect")
    first = [(tmp_path / name).read_bytes() for name in ("table.csv", "proof.json")]
    run("protect", "--progress")
    assert first == [(tmp_path / name).read_bytes() for name in ("table.csv", "proof.json")]


def looped():
    parents = {"a": ["b"], "b": ["a"]}
    return {"dimensions": [{"name": "row", "levels": {"row": ["a", "b", "c"]}, "parents": parents}]}


BAD = [
    ("InvalidCount", DATA.replace("a,x,1", "a,x,-1"), SPEC),
    ("InvalidCount", DATA.replace("a,x,1", "a,x,1.5"), SPEC),
    ("UnreadableData", DATA.replace("a,x,1", "a,x,one"), SPEC),
    ("UnknownCode", DATA.replace("a,x,1", "q,x,1"), SPEC),
    ("DuplicateCell", DATA + "a,x,1\n", SPEC),
    ("NonAdditiveData", DATA + "Total,Total,99\n", SPEC),
    ("EmptyTable", "row,column,count\n", SPEC),
    ("UnreadableData", "row,count\na,1\n", SPEC),
    ("HierarchyLoop", DATA, looped()),
    ("InvalidSpecification", DATA, "{"),
    ("InvalidSpecification", DATA, {**SPEC, "treshold": 5}),
    ("InvalidSpecification", DATA, {**SPEC, "zero_policy": "maybe"}),
    (
        "TableTooLarge",
        DATA,
        {"dimensions": [{"name": n, "levels": {n: [f"{n}{i}" for i in range(2000)]}} for n in ("row", "column")]},
    ),
]


@pytest.mark.parametrize(("name", "data", "spec"), BAD)
def test_bad_input_is_refused_by_name(run, name, data, spec):
    code, _, said = run("protect", data=data, spec=spec)
    assert code == 2
    assert said.startswith(f"{name}: ")


def test_a_file_that_is_not_there_is_refused_by_name(run):
    code, _, said = run("audit", table="nowhere.csv")
    assert code == 2
    assert said.startswith("UnreadableData: ")


def test_the_schema_knows_every_word_of_a_specification():
    words = schema()["properties"]
    assert parse_specification(json.dumps(SPEC)).thresholds.default == 3
    assert {"dimensions", "margins", "zero_policy", "releases", "width"} <= set(words)


@pytest.mark.slow
def test_millions_of_records_are_added_up_without_being_kept(run):
    record = "a,x\nb,y\nc,z\nb,x\nb,z\n"
    rows = "row,column\n" + record * 1_000_000
    assert run("protect", "--records", data=rows)[0] == 0


def test_the_output_of_a_command_is_its_answer_and_nothing_else(run, tmp_path):
    """In a process of its own: solvers write past Python's own output, and only once in the life of a process."""
    run("protect")
    command = [sys.executable, "-m", "stadsrecht_engines.disclosure", "audit", "spec.json", "table.csv"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)  # noqa: S603
    assert [line.split(";")[0] for line in done.stdout.splitlines()] == ["4 hidden cells"]
    assert done.stderr == ""
    command[3:] = ["protect", "spec.json", "data.csv", "--out", "again.csv", "--proof", "again.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.startswith("primary ")
