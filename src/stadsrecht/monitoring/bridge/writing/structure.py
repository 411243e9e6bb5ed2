"""The structure of a release in SDMX-ML 3.0: code lists, concepts, data structure and dataflow.

All in one file and of one version, so that a reader of `observations.sdmx.csv` needs nothing else.
"""

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.xml import Maker, document
from stadsrecht.monitoring.bridge.writing.description import Description, in_languages
from stadsrecht.monitoring.bridge.writing.identifiers import TOTAL
from stadsrecht.monitoring.bridge.writing.sdmx import TEXTS, Coded, coded, columns_with
from stadsrecht.monitoring.models import Column, Status, Table

SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/"
PREFIXES = {"mes": f"{SCHEMAS}message", "str": f"{SCHEMAS}structure", "com": f"{SCHEMAS}common"}
UNKNOWN_LANGUAGE = "und"

CONCEPTS: dict[str, Any] = {
    "TIME_PERIOD": _("period"),
    "OBS_VALUE": _("value"),
    "OBS_STATUS": _("observation status, by SDMX"),
    "CONF_STATUS": _("confidentiality, by SDMX"),
    "STATUS": _("status"),
    "PROVISIONAL": _("provisional"),
    "BREAK": _("break in series"),
    "TIME_LABEL": _("period as the source writes it"),
    "NOTE": _("note"),
}
# The letters that we use of SDMX:CL_OBS_STATUS and SDMX:CL_CONF_STATUS.
OBS_STATUS: dict[str, Any] = {
    "A": _("normal value"),
    "B": _("break in series"),
    "L": _("not measured"),
    "M": _("not applicable"),
    "O": _("not known"),
    "P": _("provisional"),
    "Q": _("hidden to protect people"),
}
CONF_STATUS: dict[str, Any] = {"F": _("free for publication"), "C": _("confidential")}
ALL = _("all")


def as_structure(description: Description, table: Table) -> bytes:
    """A structure message that the official schemas of SDMX-ML 3.0 accept."""
    return _Structure(description, table).message()


class _Structure:
    def __init__(self, description: Description, table: Table) -> None:
        self.description, self.table = description, table
        self.ids: Coded = coded(description, table)
        self.make = Maker(PREFIXES)
        self.scheme = f"CS_{description.code}"

    def message(self) -> bytes:
        root = self.make("mes:Structure")
        self._header(root)
        structures = self.make("mes:Structures", root)
        self._dataflow(self.make("str:Dataflows", structures))
        lists = self.make("str:Codelists", structures)
        for name, codes in self._codelists():
            self._codelist(lists, name, codes)
        self._concepts(self.make("str:ConceptSchemes", structures))
        self._data_structure(self.make("str:DataStructures", structures))
        order = ("Codelists", "ConceptSchemes", "DataStructures", "Dataflows")
        structures[:] = sorted(structures, key=lambda part: order.index(part.tag.rpartition("}")[2]))
        return document(root)

    def _header(self, root: ET.Element) -> None:
        header = self.make("mes:Header", root)
        self.make("mes:ID", header, f"{self.description.code}-{self.description.number}")
        self.make("mes:Test", header, "false")
        self.make("mes:Prepared", header, self.description.released_at.isoformat())
        self.make("mes:Sender", header, id=self.ids.agency)

    def _maintained(self, name: str, parent: ET.Element, code: str) -> ET.Element:
        return self.make(name, parent, id=code, agencyID=self.ids.agency, version=self.ids.version)

    def _named(self, element: ET.Element, by_language: Mapping[str, str], otherwise: str) -> None:
        self.make.texts("com:Name", element, by_language or {UNKNOWN_LANGUAGE: otherwise})

    def _ours(self, text: Any) -> Mapping[str, str]:
        return in_languages(text, self.description.languages)

    def _urn(self, kind: str, code: str, item: str = "") -> str:
        package = {"Codelist": "codelist", "Concept": "conceptscheme"}.get(kind, "datastructure")
        place = f"{self.ids.agency}:{code}({self.ids.version})"
        return f"urn:sdmx:org.sdmx.infomodel.{package}.{kind}={place}{'.' + item if item else ''}"

    def _dataflow(self, parent: ET.Element) -> None:
        """The dataflow bears the origin of the figures, as annotations."""
        flow = self._maintained("str:Dataflow", parent, self.ids.flow)
        self._annotations(flow)
        self._named(flow, self.description.name, self.description.code)
        self.make.texts("com:Description", flow, self.description.about)
        self.make("str:Structure", flow, self._urn("DataStructure", f"DSD_{self.description.code}"))

    def _annotations(self, parent: ET.Element) -> None:
        annotations = self.make("com:Annotations", parent)
        for name, fact in self.description.facts().items():
            annotation = self.make("com:Annotation", annotations, id=name)
            if isinstance(fact, dict):
                self.make.texts("com:AnnotationText", annotation, fact)
            else:
                self.make("com:AnnotationTitle", annotation, str(fact))

    def _codelists(self) -> list[tuple[str, list[tuple[str, Mapping[str, str], str]]]]:
        """Name, and of each code: identifier, names, and the text that it stands for."""
        own = [
            (f"CL_{self.ids.columns[column.code]}", self._codes(place, column))
            for place, column in enumerate(self.table.keys)
        ]
        statuses = {status.value: status.label for status in Status}
        fixed = (("CL_OBS_STATUS", OBS_STATUS), ("CL_CONF_STATUS", CONF_STATUS), ("CL_STATUS", statuses))
        return own + [(name, [(code, self._ours(text), code) for code, text in codes.items()]) for name, codes in fixed]

    def _codes(self, place: int, column: Column) -> list[tuple[str, Mapping[str, str], str]]:
        values = sorted(self.ids.values[place].items())
        return [
            (code, self._ours(ALL) if code == TOTAL else self.description.name_of_value(column, value), value)
            for value, code in values
        ]

    def _codelist(self, parent: ET.Element, name: str, codes: list[tuple[str, Mapping[str, str], str]]) -> None:
        made = self._maintained("str:Codelist", parent, f"{name}_{self.description.code}")
        self.make("com:Name", made, name)
        for code, by_language, text in codes:
            self._named(self.make("str:Code", made, id=code), by_language, text)

    def _concepts(self, parent: ET.Element) -> None:
        scheme = self._maintained("str:ConceptScheme", parent, self.scheme)
        self._named(scheme, self.description.name, self.description.code)
        for column, code in columns_with(self.ids, self.table):
            self._named(self.make("str:Concept", scheme, id=code), self.description.name_of(column), column.heading)
        for code, text in CONCEPTS.items():
            self._named(self.make("str:Concept", scheme, id=code), self._ours(text), code)

    def _data_structure(self, parent: ET.Element) -> None:
        made = self._maintained("str:DataStructure", parent, f"DSD_{self.description.code}")
        self._named(made, self.description.name, self.description.code)
        parts = self.make("str:DataStructureComponents", made)
        dimensions = self.make("str:DimensionList", parts, id="DimensionDescriptor")
        for place, column in enumerate(self.table.keys, start=1):
            code = self.ids.columns[column.code]
            dimension = self.make("str:Dimension", dimensions, id=code, position=str(place))
            self._represented(dimension, code, f"CL_{code}")
        time = self.make("str:TimeDimension", dimensions, id="TIME_PERIOD")
        self._typed(time, "TIME_PERIOD", "ObservationalTimePeriod")
        attributes = self.make("str:AttributeList", parts, id="AttributeDescriptor")
        for code in ("OBS_STATUS", "CONF_STATUS", "STATUS"):
            self._attribute(attributes, code, codelist=f"CL_{code}")
        for code in ("PROVISIONAL", "BREAK"):
            self._attribute(attributes, code, text_type="Boolean")
        for code in (*TEXTS, *(self.ids.columns[column.code] for column in self.table.attributes)):
            self._attribute(attributes, code, usage="optional")
        measures = self.make("str:MeasureList", parts, id="MeasureDescriptor")
        self._typed(self.make("str:Measure", measures, id="OBS_VALUE", usage="optional"), "OBS_VALUE", "Double")

    def _attribute(
        self, parent: ET.Element, code: str, codelist: str = "", text_type: str = "String", usage: str = "mandatory"
    ) -> None:
        attribute = self.make("str:Attribute", parent, id=code, usage=usage)
        if codelist:
            self._represented(attribute, code, codelist)
        else:
            self._typed(attribute, code, text_type)
        self.make("str:Observation", self.make("str:AttributeRelationship", attribute))

    def _represented(self, parent: ET.Element, concept: str, codelist: str) -> None:
        self.make("str:ConceptIdentity", parent, self._urn("Concept", self.scheme, concept))
        local = self.make("str:LocalRepresentation", parent)
        self.make("str:Enumeration", local, self._urn("Codelist", f"{codelist}_{self.description.code}"))

    def _typed(self, parent: ET.Element, concept: str, text_type: str) -> None:
        self.make("str:ConceptIdentity", parent, self._urn("Concept", self.scheme, concept))
        self.make("str:TextFormat", self.make("str:LocalRepresentation", parent), textType=text_type)
