"""`stadsrecht import_places`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from stadsrecht.places.models import Period
from tests.places.conftest import DISTRICTS, collection, square


@pytest.fixture
def run(db, tmp_path):
    """`run(features, "--skip-refused")` gives what was printed: (stdout, stderr)."""

    def act(features=DISTRICTS, *options, level="district"):
        file = tmp_path / "areas.geojson"
        file.write_text(collection(*features), encoding="utf-8")
        out, err = StringIO(), StringIO()
        words = ["import_places", str(file), "--level", level, "--source", "Test", "--valid-from", "2024-01-01"]
        call_command(*words, *options, stdout=out, stderr=err)
        return out.getvalue(), err.getvalue()

    return act


def test_a_file_is_imported(run):
    """And the count is printed."""
    out, err = run()
    assert "3" in out
    assert err == ""
    assert Period.objects.filter(boundary__isnull=False).count() == 3


def test_refused_features_end_the_command_with_a_fault(run, capsys):
    """Exit code 1, nothing imported."""
    with pytest.raises(CommandError) as refusal:
        run([*DISTRICTS, square("WK888801")])
    assert refusal.value.returncode == 1
    assert not Period.objects.filter(boundary__isnull=False).exists()


def test_the_report_goes_to_stderr(run):
    """One line for each refused feature: number, code, name, reason."""
    out, err = run([*DISTRICTS, square("WK888801")], "--skip-refused")
    assert err.startswith("4\tWK888801\tname of WK888801\tUnknownParent\t")
    assert len(err.splitlines()) == 1
    assert "3" in out


def test_a_complete_file_may_end_areas(run):
    """With --complete."""
    run(DISTRICTS[:2], "--complete")
    assert str(Period.objects.get(area__code="WK999903").valid_until) == "2023-12-31"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["nowhere.geojson", "--level", "district", "--source", "x", "--valid-from", "2024-01-01"], "nowhere.geojson"),
        (["x", "--level", "planet", "--source", "x", "--valid-from", "2024-01-01"], "planet"),
        (["x", "--level", "district", "--source", "x", "--valid-from", "yesterday"], "2026-01-31"),
        (["x", "--level", "district"], "required"),
    ],
)
def test_wrong_words_are_told(db, words, part):
    """What is wrong stands in the message."""
    with pytest.raises(CommandError, match=part):
        call_command("import_places", *words)


def test_a_named_error_ends_the_command(run):
    """With its name before its message."""
    with pytest.raises(CommandError, match="PropertyNotFound"):
        run(DISTRICTS, "--code-property", "postcode")
