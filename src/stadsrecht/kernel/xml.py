"""Elements of XML with their namespace, and a document that is the same bytes each time."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Maker:
    """Makes elements under prefixes: `make("str:Code", parent, text, id="F")`."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = dict(prefixes)
        for prefix, address in self.prefixes.items():
            ET.register_namespace(prefix, address)

    def __call__(
        self, name: str, parent: ET.Element | None = None, text: str | None = None, **attributes: str
    ) -> ET.Element:
        full = self.full(name)
        element = ET.Element(full, attributes) if parent is None else ET.SubElement(parent, full, attributes)
        element.text = text and legal(text)
        return element

    def full(self, name: str) -> str:
        prefix, _colon, local = name.rpartition(":")
        return f"{{{self.prefixes[prefix]}}}{local}"

    def texts(self, name: str, parent: ET.Element, by_language: Mapping[str, str]) -> None:
        """One element for each language."""
        for language, text in by_language.items():
            self(name, parent, text).set(XML_LANG, language)


def legal(text: str) -> str:
    """Without the characters that XML 1.0 does not know."""
    return NOT_XML.sub("", text)


def document(root: ET.Element) -> bytes:
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
