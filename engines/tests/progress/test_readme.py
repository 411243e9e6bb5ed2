"""What the README and the door show is what comes out."""

import doctest
import json
import re
from pathlib import Path

import stadsrecht_engines.progress as door
from stadsrecht_engines.progress._answers import answers
from stadsrecht_engines.progress._cases import read_cases

README = (Path(door.__file__).parent / "README.md").read_text(encoding="utf-8")


def block(language):
    [found] = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    return found


def test_the_example_of_the_door_holds():
    """As printed in its docstring."""
    assert doctest.testmod(door).failed == 0


def test_the_example_of_the_readme_holds():
    """As far as the README prints it."""
    code, told = re.fullmatch(r"(.*?)\nprint\((?:[^\n]*)\)\n# (.*?) Point.*", block("python"), re.DOTALL).groups()
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 - our own README
    found = names["found"]
    assert told == f"{found.state} {found.value} {found.score}"


def test_the_format_of_cases_is_read():
    """All keys that the README shows, in one file."""
    found = answers(read_cases(block("json")))
    assert [row["method"] for row in found["series"]] == ["open-sdg", "open-sdg"]
    assert len(found["aggregates"]) == len(found["comparisons"]) == 1
    assert json.dumps(found)


def test_every_code_is_in_the_readme():
    """A reason or remark that nobody explains helps nobody."""
    for words in (door.State, door.Reason, door.Remark):
        missing = [word for word in words if f"`{word}`" not in README]
        assert not missing, f"Explain in the README: {missing}"


def test_every_method_is_in_the_readme_with_its_source():
    """And with the version that the results name."""
    for method, version in door.METHODS.items():
        assert f"`{method}`" in README
        assert f"` {version} |" in README
