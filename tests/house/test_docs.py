"""The documentation is complete: every page is linked, every command, setting and decision is described."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from stadsrecht.discrimination.workflow import CASE_TRANSITIONS
from stadsrecht.monitoring.workflow import RELEASE_TRANSITIONS
from stadsrecht.neighbourhoods.workflow import COURSE_TRANSITIONS, RUN_TRANSITIONS, SIGN_UP_TRANSITIONS
from stadsrecht.partners.workflow import PLEDGE_TRANSITIONS
from stadsrecht.policies.workflow import ACTION_TRANSITIONS, POLICY_TRANSITIONS
from tests.house.files import ROOT, read, with_suffix

INDEX = Path("docs/README.md")
COMMANDS = Path("docs/reference/commands.md")
SETTINGS = Path("docs/reference/settings.md")
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def links(file: Path) -> set[Path]:
    """The files that a page links to, relative to the root."""
    targets = [
        target for target in LINK.findall(read(file)) if "://" not in target and not target.startswith("mailto:")
    ]
    return {Path((ROOT / file.parent / target).resolve()).relative_to(ROOT) for target in targets}


def headings(file: Path) -> set[str]:
    """What stands between backticks in the headings of a page."""
    return set(re.findall(r"^#+ .*?`([^`]+)`", read(file), flags=re.MULTILINE))


def test_every_page_is_in_the_index():
    """Pages, among them each decision (ADR), are found from docs/README.md."""
    missing = set(with_suffix(".md", under="docs/")) - {INDEX} - links(INDEX)
    assert not missing, f"Link them in {INDEX}"


def test_every_link_leads_to_a_file():
    """In the documentation and in the pages at the root."""
    pages = [file for file in with_suffix(".md") if file.parts[0] == "docs" or len(file.parts) == 1]
    broken = {(str(page), str(target)) for page in pages for target in links(page) if not (ROOT / target).exists()}
    assert not broken, "Correct the link"


def test_every_command_is_described():
    """Each verb of `stadsrecht` that is ours."""
    verbs = {verb for verb, app in get_commands().items() if str(app).startswith("stadsrecht")} | {"procrastinate"}
    assert not verbs - headings(COMMANDS), f"Give each a heading with its name in backticks in {COMMANDS}"


def variables() -> set[str]:
    """The names that our code reads from the environment."""
    found: set[str] = set()
    for file in with_suffix(".py", under="src/"):
        for node in ast.walk(ast.parse(read(file))):
            match node:
                case ast.Call(func=ast.Name(id="flag"), args=[ast.Constant(value=str(name))]):
                    found.add(name)
                case ast.Call(
                    func=ast.Attribute(attr="get", value=ast.Attribute(attr="environ")),
                    args=[ast.Constant(value=str(name)), *_],
                ):
                    found.add(name)
                case ast.Subscript(value=ast.Attribute(attr="environ"), slice=ast.Constant(value=str(name))):
                    found.add(name)
    return found


def test_every_setting_is_described():
    """Each variable of the environment."""
    assert not variables() - headings(SETTINGS), f"Give each a heading with its name in backticks in {SETTINGS}"


def test_no_setting_is_described_that_is_gone():
    """The page promises nothing that no code reads."""
    assert not headings(SETTINGS) - variables(), f"Take it out of {SETTINGS}"


def diagram(transitions: dict[str, frozenset[str]]) -> str:
    """A table of states as lines of a Mermaid state diagram."""
    return "\n".join(f"    {state} --> {after}" for state, follow in transitions.items() for after in sorted(follow))


@pytest.mark.parametrize("transitions", [POLICY_TRANSITIONS, ACTION_TRANSITIONS], ids=["policy", "action"])
def test_the_diagrams_of_states_are_those_of_the_tables(transitions):
    """What the explanation draws is what workflow.py allows."""
    drawn = diagram({str(state): frozenset(map(str, follow)) for state, follow in transitions.items()})
    page = Path("docs/explanation/the-sentence.md")
    assert drawn in read(page), f"Put this in {page}:\n{drawn}"


IN_STATES = {
    "release": RELEASE_TRANSITIONS,
    "case": CASE_TRANSITIONS,
    "pledge": PLEDGE_TRANSITIONS,
    "course": COURSE_TRANSITIONS,
    "run": RUN_TRANSITIONS,
    "sign-up": SIGN_UP_TRANSITIONS,
}


@pytest.mark.parametrize("transitions", IN_STATES.values(), ids=list(IN_STATES))
def test_the_diagrams_of_releases_and_cases_are_those_of_the_tables(transitions):
    """The same for figures, cases of discrimination, pledges and training."""
    drawn = diagram({str(state): frozenset(map(str, follow)) for state, follow in transitions.items() if follow})
    page = Path("docs/reference/states.md")
    assert drawn in read(page), f"Put this in {page}:\n{drawn}"
