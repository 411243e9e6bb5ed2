"""Templates: none is unused, and each name that a page or a template gives leads somewhere."""

import re
from functools import cache
from pathlib import Path

import django
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.files import ROOT, read, with_suffix

CALLED_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
NAMED = re.compile(r"[\"']([\w./-]+\.(?:html|txt|svg|xml))[\"']")
IN_TAGS = re.compile(r"\{%\s*(?:extends|include)\s+[\"']([^\"']+)[\"']")
URL_TAG = re.compile(r"\{%\s*url\s+[\"']([^\"']+)[\"']")


def templates() -> dict[str, Path]:
    """Our templates by the name that code gives them."""
    ours = [file for file in with_suffix(".html", ".txt", ".svg", ".xml", under="src/") if "templates" in file.parts]
    return {file.as_posix().split("/templates/", 1)[1]: file for file in ours}


def named_in_code() -> set[str]:
    """Full names, and bare ones such as "panel_home", to which an apps.py adds folder and suffix."""
    code = "\n".join(read(file) for file in with_suffix(".py", under="src/"))
    bare = {name for name in templates() if f'"{Path(name).stem}"' in code}
    return bare | set(NAMED.findall(code))


def named_in_templates() -> set[str]:
    return {name for file in templates().values() for name in IN_TAGS.findall(read(file))}


def replaces_a_librarys(name: str) -> bool:
    """A template of ours that stands in for one of the same name in a library."""
    libraries = [folder for folder in get_app_template_dirs("templates") if ROOT / "src" not in Path(folder).parents]
    folders = [*libraries, Path(django.__file__).parent / "forms" / "templates"]
    return any((Path(folder) / name).exists() for folder in folders)


def exists(name: str) -> bool:
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    return True


@cache
def url_names(resolver: URLResolver | None = None, namespace: str = "") -> frozenset[str]:
    """All names that `url` may give, with their namespaces."""
    names: set[str] = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            names.add(f"{namespace}{pattern.name}")
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            names |= url_names(pattern, inner)
    return frozenset(names)


def test_no_template_is_unused():
    """What no page shows is taken away."""
    used = named_in_code() | named_in_templates() | CALLED_BY_DJANGO
    unused = [name for name in templates() if name not in used and not replaces_a_librarys(name)]
    assert not unused, "Delete them, or name them in full where they are used"


def test_every_template_that_a_template_names_exists():
    """A misspelt include is seen here and not by a resident."""
    assert not [name for name in named_in_templates() if not exists(name)], "Correct the name in extends or include"


def test_every_template_can_be_read():
    """No unknown tag, no block left open."""
    for name in templates():
        get_template(name)


def test_every_address_that_a_template_names_exists():
    """A misspelt name in {% url %} is seen here and not by a resident."""
    named = {name: str(file) for file in templates().values() for name in URL_TAG.findall(read(file))}
    assert not {name: file for name, file in named.items() if name not in url_names()}, (
        "Correct the name of the address"
    )
