"""The catalogue of all figures in DCAT-AP 3 (https://semiceu.github.io/DCAT-AP/releases/3.0.1/).

An indicator is a dataset, and what it offers is its newest release. Each release is a dataset too, as a version of the
first, and keeps its files. Words of the European vocabularies are typed here as well, so that a reader who does not
fetch them knows what they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.monitoring.bridge.writing.description import Description
from stadsrecht.monitoring.bridge.writing.formats import FORMATS, Format
from stadsrecht.monitoring.bridge.writing.rdf import Graph, Literal, Ref
from stadsrecht.monitoring.bridge.writing.spans import span_of

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority"
LANGUAGES = {"nl": "NLD", "en": "ENG", "fr": "FRA", "ar": "ARA", "de": "DEU", "es": "SPA"}
FREQUENCIES = {
    "monthly": "MONTHLY",
    "quarterly": "QUARTERLY",
    "yearly": "ANNUAL",
    "two-yearly": "BIENNIAL",
    "four-yearly": "QUADRENNIAL",
    "irregular": "IRREG",
    "ended": "NEVER",
}
SOCIETY = f"{EU}/data-theme/SOCI"
SOCIETY_NAMES = LocalisedText(nl="Bevolking en samenleving", en="Population and society", fr="Population et société")


@dataclass(frozen=True)
class Offer:
    """All public releases of one indicator, the newest first."""

    releases: tuple[Description, ...]

    @property
    def current(self) -> Description:
        return self.releases[0]


@dataclass(frozen=True)
class Catalogue:
    """What the catalogue says of itself; `site` is the address of the city's site, without final slash."""

    site: str
    city: LocalisedText
    title: LocalisedText
    about: LocalisedText
    languages: tuple[str, ...]
    offers: Sequence[Offer]
    contact: str = ""

    @property
    def address(self) -> str:
        return f"{self.site}/catalogue"


def graph_of(catalogue: Catalogue) -> Graph:
    """All statements of the catalogue, in an order that depends on nothing but its content."""
    return _Writer(catalogue).graph


class _Writer:
    def __init__(self, catalogue: Catalogue) -> None:
        self.graph = Graph(PREFIXES)
        self.city = self.graph.add(f"{catalogue.site}/#city", "foaf:Agent", foaf_name=catalogue.city)
        self.contact = self._contact(catalogue)
        datasets = [self._dataset(offer) for offer in catalogue.offers]
        releases = [one.released_at for offer in catalogue.offers for one in offer.releases]
        self.graph.add(
            catalogue.address,
            "dcat:Catalog",
            dct_title=catalogue.title,
            dct_description=catalogue.about,
            dct_publisher=self.city,
            foaf_homepage=self.graph.add(f"{catalogue.site}/", "foaf:Document"),
            dct_language=self._languages(catalogue.languages),
            dct_modified=Literal(max(releases).isoformat(), datatype="xsd:dateTime") if releases else None,
            dcat_themeTaxonomy=self.graph.add(f"{EU}/data-theme", "skos:ConceptScheme", dct_title={"en": "Data theme"}),
            dcat_dataset=datasets,
        )

    def _contact(self, catalogue: Catalogue) -> Ref | None:
        if "@" not in catalogue.contact:
            return None
        return self.graph.add(
            f"{catalogue.site}/#contact",
            "vcard:Kind",
            vcard_fn=catalogue.city,
            vcard_hasEmail=Ref(f"mailto:{catalogue.contact}"),
        )

    def _word(self, scheme: str, code: str, kind: str) -> Ref:
        """A word of a European vocabulary."""
        return self.graph.add(f"{EU}/{scheme}/{code}", kind, skos_inScheme=Ref(f"{EU}/{scheme}"))

    def _languages(self, languages: Sequence[str]) -> list[Ref]:
        return [
            self._word("language", LANGUAGES[language], "dct:LinguisticSystem")
            for language in languages
            if language in LANGUAGES
        ]

    def _dataset(self, offer: Offer) -> Ref:
        versions = [self._version(one) for one in offer.releases]
        current = offer.current
        return self.graph.add(
            current.page,
            "dcat:Dataset",
            **self._common(current),
            dcat_landingPage=self.graph.add(f"{current.page}/", "foaf:Document"),
            dcat_distribution=[Ref(_address(current, one)) for one in FORMATS],
            dct_issued=_moment(offer.releases[-1]),
            dct_modified=_moment(current),
            dcat_hasVersion=versions,
        )

    def _version(self, description: Description) -> Ref:
        return self.graph.add(
            description.folder,
            "dcat:Dataset",
            **self._common(description),
            dct_issued=_moment(description),
            dcat_isVersionOf=Ref(description.page),
            adms_versionNotes=description.note,
            dcat_distribution=[self._distribution(description, one) for one in FORMATS],
        )

    def _common(self, description: Description) -> dict[str, Any]:
        unspoken = description.name or {"und": description.code}
        return {
            "dct_title": unspoken,
            "dct_description": description.about or unspoken,
            "dct_identifier": description.code,
            "dcat_version": str(description.number),
            "dct_publisher": self.city,
            "dct_creator": self._owner(description),
            "dcat_contactPoint": self.contact,
            "dcat_keyword": self._keywords(description),
            "dct_provenance": self._provenance(description),
            "prov_wasDerivedFrom": Ref(description.source_url) if description.source_url else None,
            "dct_temporal": self._temporal(description),
            "dct_language": self._languages(description.languages),
            "dct_accrualPeriodicity": self._frequency(description),
            "dct_accessRights": self._word("access-right", "PUBLIC", "dct:RightsStatement"),
            "dcat_theme": self.graph.add(
                SOCIETY, "skos:Concept", skos_prefLabel=SOCIETY_NAMES, skos_inScheme=Ref(f"{EU}/data-theme")
            ),
        }

    def _keywords(self, description: Description) -> list[Literal]:
        """What the figures can be split by, as people call it."""
        return [
            Literal(text, language)
            for column in description.keys
            for language, text in (description.name_of(column) or {"": column.heading}).items()
        ]

    def _owner(self, description: Description) -> Ref:
        return self.graph.blank("foaf:Agent", foaf_name=description.publisher)

    def _provenance(self, description: Description) -> Ref:
        """Where the figures come from, and what we changed in them."""
        source = f"{description.publisher}: {description.source}"
        day = description.sourced_on and Literal(description.sourced_on.isoformat(), datatype="xsd:date")
        texts = [Literal(source), *(Literal(text, language) for language, text in description.changes.items())]
        return self.graph.blank("dct:ProvenanceStatement", rdfs_label=texts, dct_date=day)

    def _temporal(self, description: Description) -> Ref | None:
        first, last = span_of(description.first_period), span_of(description.last_period)
        if first is None or last is None:
            return None
        return self.graph.blank(
            "dct:PeriodOfTime",
            dcat_startDate=Literal(first[0].isoformat(), datatype="xsd:date"),
            dcat_endDate=Literal(last[1].isoformat(), datatype="xsd:date"),
        )

    def _frequency(self, description: Description) -> Ref | None:
        word = FREQUENCIES.get(description.frequency)
        return self._word("frequency", word, "dct:Frequency") if word else None

    def _distribution(self, description: Description, one: Format) -> Ref:
        address = _address(description, one)
        file = self.graph.add(address, "rdfs:Resource")
        return self.graph.add(
            address,
            "dcat:Distribution",
            dct_title=Literal(one.title, "en"),
            dcat_accessURL=file,
            dcat_downloadURL=file,
            dcat_mediaType=self.graph.add(
                f"https://www.iana.org/assignments/media-types/{one.media_type}", "dct:MediaType"
            ),
            dct_format=self._word("file-type", one.file_type, "dct:MediaTypeOrExtent"),
            dct_conformsTo=self.graph.add(one.conforms_to, "dct:Standard") if one.conforms_to else None,
            dct_issued=_moment(description),
            **self._rights(description),
        )

    def _rights(self, description: Description) -> dict[str, Any]:
        """The licence by its address; where only its name is known, as a statement of rights."""
        if description.licence_url:
            document = self.graph.add(description.licence_url, "dct:LicenseDocument", rdfs_label=description.licence)
            return {"dct_license": document}
        if description.licence:
            return {"dct_rights": self.graph.blank("dct:RightsStatement", rdfs_label=description.licence)}
        return {}


def _address(description: Description, one: Format) -> str:
    return f"{description.folder}/{one.name}"


def _moment(description: Description) -> Literal:
    return Literal(description.released_at.isoformat(), datatype="xsd:dateTime")
