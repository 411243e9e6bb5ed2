"""The catalogue is DCAT-AP 3 by the official shapes, and the feed is Atom."""

import re
from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree as ET

import pyshacl
import pytest
import rdflib
from rdflib.compare import isomorphic

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.monitoring.bridge.writing import FORMATS, Catalogue, Offer, as_feed, graph_of
from stadsrecht.monitoring.bridge.writing.rdf import iri
from stadsrecht.monitoring.bridge.writing.spans import last_day, span_of
from stadsrecht.monitoring.models import period_of
from tests.house.files import ROOT
from tests.monitoring.writing.samples import SAMPLE

SHAPES = ROOT.parent / "shared" / "data" / "dcat-ap" / "3.0.1"
PARTS = [
    "dcat-ap-SHACL.ttl",
    "html-shacl/shapes.ttl",
    "html-shacl/range.ttl",
    "html-shacl/mdr-vocabularies.shape.ttl",
    "html-shacl/deprecateduris.ttl",
]
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
DCT = rdflib.Namespace("http://purl.org/dc/terms/")
ATOM = "{http://www.w3.org/2005/Atom}"
pytestmark = pytest.mark.filterwarnings("ignore")  # what other people's code warns of is theirs

FIRST = replace(
    SAMPLE,
    number=1,
    folder=SAMPLE.folder[:-1] + "1",
    licence_url="",
    released_at=SAMPLE.released_at - timedelta(days=90),
)
ODD = replace(
    SAMPLE,
    code="odd",
    name=LocalisedText(nl='Een "vreemde" naam\\ \n met <tekens> & een tab\t'),
    about=LocalisedText(),
    source_url="https://example.org/a b?c={d}",
    first_period="",
    frequency="ended",
    page="https://kleinstad.example/figures/odd",
    folder="https://kleinstad.example/nl/figures/odd/releases/2",
    is_correction=True,
    note=LocalisedText(nl="Telfout."),
)


def catalogue(*offers):
    text = LocalisedText(nl="Cijfers van Kleinstad", en="Figures of Kleinstad")
    return Catalogue(
        "https://kleinstad.example",
        LocalisedText(nl="Kleinstad"),
        text,
        text,
        ("nl", "en", "fr"),
        offers,
        "a@b.example",
    )


WHOLE = catalogue(Offer((SAMPLE, FIRST)), Offer((ODD,)))


def parsed(some=WHOLE):
    return rdflib.Graph().parse(data=graph_of(some).as_turtle(), format="turtle")


def feed_of(some):
    return ET.fromstring(as_feed(some))  # noqa: S314  (our own)


@pytest.mark.skipif(not SHAPES.is_dir(), reason="no data")
@pytest.mark.parametrize("part", PARTS)
def test_the_official_shapes_find_nothing(part):
    """No warning either, but one in the vocabularies: that a city is no institution of the Union."""
    lenient = "vocabularies" in part
    conforms, _graph, said = pyshacl.validate(parsed(), shacl_graph=str(SHAPES / part), allow_warnings=lenient)
    assert conforms, said
    assert set(re.findall(r"Severity: sh:Warning(?:.|\n)*?Result Path: (\S+)", said)) <= {"dct:publisher"}


@pytest.mark.skipif(not SHAPES.is_dir(), reason="no data")
def test_the_official_shapes_would_find_something():
    """Without its title a dataset is refused, so that the test above proves something."""
    graph = parsed()
    graph.remove((rdflib.URIRef(SAMPLE.page), DCT.title, None))
    assert not pyshacl.validate(graph, shacl_graph=str(SHAPES / PARTS[0]))[0]


def test_turtle_and_json_ld_say_the_same():
    other = rdflib.Graph().parse(data=graph_of(WHOLE).as_jsonld(), format="json-ld")
    assert isomorphic(parsed(), other)


def test_texts_come_through_whole():
    titles = {str(text) for text in parsed().objects(rdflib.URIRef(ODD.page), DCT.title)}
    assert titles == set(ODD.name.values())


def test_each_release_is_a_version_with_a_file_in_each_format():
    graph = parsed()
    versions = set(graph.objects(rdflib.URIRef(SAMPLE.page), DCAT.hasVersion))
    assert versions == {rdflib.URIRef(SAMPLE.folder), rdflib.URIRef(FIRST.folder)}
    for one in (SAMPLE, FIRST):
        files = set(graph.objects(rdflib.URIRef(one.folder), DCAT.distribution))
        assert files == {rdflib.URIRef(f"{one.folder}/{form.name}") for form in FORMATS}


def test_what_an_indicator_offers_is_its_newest_release():
    files = set(parsed().objects(rdflib.URIRef(SAMPLE.page), DCAT.distribution))
    assert all(str(file).startswith(SAMPLE.folder + "/") for file in files)


def test_every_file_has_a_licence():
    """Its address, or its name where there is none."""
    graph = parsed()
    files = set(graph.subjects(rdflib.RDF.type, DCAT.Distribution))
    assert len(files) == 3 * len(FORMATS)
    assert all(graph.value(file, DCT.license) or graph.value(file, DCT.rights) for file in files)


def test_an_empty_catalogue_is_one_too():
    assert (None, rdflib.RDF.type, DCAT.Catalog) in parsed(catalogue())
    assert feed_of(catalogue()).findall(f"{ATOM}entry") == []


def test_no_address_holds_what_an_iri_may_not():
    assert iri('https://x.example/a b<c>"d') == "https://x.example/a%20b%3Cc%3E%22d"


@pytest.mark.parametrize(
    ("label", "days"),
    [
        ("2007/08 to 2008/09", ("2007-01-01", "2009-12-31")),
        ("1999/00", ("1999-01-01", "2000-12-31")),
        ("spring of 2007", ("2007-01-01", "2007-12-31")),
        ("2024-Q2", ("2024-04-01", "2024-06-30")),
    ],
)
def test_a_period_in_words_spans_the_years_that_it_names(label, days):
    assert tuple(day.isoformat() for day in span_of(label)) == days


def test_words_without_a_year_span_nothing():
    assert (span_of("never"), span_of("")) == (None, None)


@pytest.mark.parametrize(
    ("label", "day"),
    [
        ("2024", "2024-12-31"),
        ("2024/25", "2025-12-31"),
        ("1999/00", "2000-12-31"),
        ("2020/2023", "2023-12-31"),
        ("2024-Q1", "2024-03-31"),
        ("2024-Q4", "2024-12-31"),
        ("2024-02", "2024-02-29"),
        ("2024-12", "2024-12-31"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_a_period_has_a_last_day(label, day):
    assert last_day(period_of(label)).isoformat() == day


def test_the_feed_has_what_atom_asks_for():
    """RFC 4287, section 4.1: id, title and updated for feed and entry, and an author."""
    feed = feed_of(WHOLE)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 3
    for part in (feed, *entries):
        assert [name for name in ("id", "title", "updated") if len(part.findall(ATOM + name)) != 1] == []
    assert feed.find(f"{ATOM}author/{ATOM}name").text == "Kleinstad"
    assert len({entry.find(f"{ATOM}id").text for entry in entries}) == 3


def test_the_feed_begins_with_the_newest():
    moments = [entry.find(f"{ATOM}updated").text for entry in feed_of(WHOLE).findall(f"{ATOM}entry")]
    assert moments == sorted(moments, reverse=True)


def test_the_feed_marks_a_correction_and_says_what():
    entry = next(entry for entry in feed_of(WHOLE).findall(f"{ATOM}entry") if "odd" in entry.find(f"{ATOM}id").text)
    assert entry.find(f"{ATOM}category").get("term") == "correction"
    assert entry.find(f"{ATOM}summary").text == "Telfout."
