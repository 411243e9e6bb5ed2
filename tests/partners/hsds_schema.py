"""The official schemas of HSDS 3.0, with their references by file name."""

import json
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

FOLDER = Path(__file__).parent / "vendor" / "hsds-3.0"


def example(name):
    return json.loads((FOLDER / "examples" / f"{name}.json").read_text(encoding="utf-8"))


@cache
def _validator(name):
    schemas = {file.name: json.loads(file.read_text(encoding="utf-8")) for file in (FOLDER / "schema").glob("*.json")}
    resources = [(file, Resource.from_contents(one, DRAFT202012)) for file, one in schemas.items()]
    registry = Registry().with_resources(resources)
    return Draft202012Validator(
        schemas[f"{name}.json"], registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def faults(name, content):
    """What is wrong with an object by its official schema."""
    return [f"{'/'.join(map(str, one.absolute_path))}: {one.message}" for one in _validator(name).iter_errors(content)]
