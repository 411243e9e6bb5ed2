"""A small graph of statements, and its two ways of writing: Turtle and JSON-LD.

Both are written from the same statements in the same order, so that what one reader sees the other sees too, and so
that the same statements give the same bytes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from stadsrecht.monitoring.bridge.writing.description import as_json

NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`]")
ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True)
class Ref:
    """Another node: an absolute address, a prefixed name (`dct:Standard`), or a blank node (`_:b1`)."""

    address: str


@dataclass(frozen=True)
class Literal:
    text: str
    language: str = ""
    datatype: str = ""


@dataclass
class Graph:
    """Statements by subject. Predicates and classes are prefixed names."""

    prefixes: Mapping[str, str]
    nodes: dict[str, dict[str, list[Ref | Literal]]] = field(default_factory=dict)
    blanks: int = 0

    def add(self, subject: str, kind: str, **statements: Any) -> Ref:
        """A node of a class with its statements: `dct_title=...` means `dct:title`. None and empty texts are left out.

        A mapping is a text by language; a list several objects.
        """
        node = self.nodes.setdefault(subject, {})
        self._state(node, "a", Ref(kind))
        for name, value in statements.items():
            for thing in _objects(value):
                self._state(node, name.replace("_", ":", 1), thing)
        return Ref(subject)

    def _state(self, node: dict[str, list[Ref | Literal]], predicate: str, thing: Ref | Literal) -> None:
        known = node.setdefault(predicate, [])
        if thing not in known:
            known.append(thing)

    def blank(self, kind: str, **statements: Any) -> Ref:
        self.blanks += 1
        return self.add(f"_:b{self.blanks}", kind, **statements)

    def as_turtle(self) -> bytes:
        lines = [f"@prefix {prefix}: <{address}> ." for prefix, address in self.prefixes.items()]
        for subject, node in self.nodes.items():
            statements = [
                f"{predicate} {', '.join(self._turtle(thing) for thing in things)}"
                for predicate, things in node.items()
            ]
            lines += ["", f"{self._turtle(Ref(subject))} " + " ;\n  ".join(statements) + " ."]
        return ("\n".join(lines) + "\n").encode()

    def _turtle(self, thing: Ref | Literal) -> str:
        if isinstance(thing, Ref):
            return thing.address if self._is_short(thing.address) else f"<{iri(thing.address)}>"
        text = '"' + "".join(ESCAPED.get(char, char) for char in thing.text if char >= " " or char in ESCAPED) + '"'
        return text + (f"@{thing.language}" if thing.language else f"^^{thing.datatype}" if thing.datatype else "")

    def _is_short(self, address: str) -> bool:
        prefix, _colon, rest = address.partition(":")
        return prefix == "_" or (prefix in self.prefixes and not rest.startswith("//"))

    def as_jsonld(self) -> bytes:
        nodes = [
            {"@id": self._id(subject)}
            | {_key(predicate): self._values(predicate, things) for predicate, things in node.items()}
            for subject, node in self.nodes.items()
        ]
        return as_json({"@context": dict(self.prefixes), "@graph": nodes})

    def _id(self, address: str) -> str:
        return address if self._is_short(address) else iri(address)

    def _values(self, predicate: str, things: list[Ref | Literal]) -> list[Any]:
        return [self._jsonld(predicate, thing) for thing in things]

    def _jsonld(self, predicate: str, thing: Ref | Literal) -> Any:
        if isinstance(thing, Ref):
            return self._id(thing.address) if predicate == "a" else {"@id": self._id(thing.address)}
        text = "".join(char for char in thing.text if char >= " " or char in ESCAPED)
        more = {"@language": thing.language} if thing.language else {"@type": thing.datatype} if thing.datatype else {}
        return {"@value": text, **more}


def _key(predicate: str) -> str:
    return "@type" if predicate == "a" else predicate


def _objects(value: Any) -> Iterator[Ref | Literal]:
    if isinstance(value, Ref | Literal):
        yield value
    elif isinstance(value, Mapping):
        yield from (Literal(text, language) for language, text in value.items())
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _objects(one)
    elif value:
        yield Literal(str(value))


def iri(address: str) -> str:
    """An address without the characters that no IRI may hold."""
    return NOT_IN_IRI.sub(lambda found: quote(found[0]), address)
