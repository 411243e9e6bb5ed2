"""CSV on the Web (W3C, https://www.w3.org/TR/tabular-data-primer/): what each column of `observations.csv` means.

The description lies where the standard looks for it by itself: the address of the CSV with `-metadata.json` behind it.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from stadsrecht.monitoring.bridge.writing.description import Description, as_json, in_languages
from stadsrecht.monitoring.bridge.writing.plain import ordered_keys
from stadsrecht.monitoring.models import Column, Status, Table

CSV = "observations.csv"
PERIOD, VALUE, STATUS, NOTE = _("period"), _("value"), _("status"), _("note")
PROVISIONAL, BREAK = _("provisional"), _("break in series")
# A cell of these columns is never null: a blank key means all of it, and a blank text is a text.
NEVER_NULL: dict[str, Any] = {"null": "\ufffd"}


def as_csvw(description: Description, table: Table) -> bytes:
    """Titles, descriptions and origin in every language; types, permitted statuses and the key."""
    keys = [column for _place, column in ordered_keys(table)]
    columns = [
        _column(description, "period", PERIOD, required=True),
        *(_own_column(description, column) for column in keys),
        _column(description, "value", VALUE, datatype="number"),
        _column(description, "status", STATUS, required=True, datatype=_one_of(Status.values)),
        _column(description, "provisional", PROVISIONAL, required=True, datatype="boolean"),
        _column(description, "break", BREAK, required=True, datatype="boolean"),
        _column(description, "note", NOTE) | NEVER_NULL,
        *(_own_column(description, column) for column in table.attributes),
    ]
    return as_json(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": description.languages[0]}],
            "url": CSV,
            "dc:title": tagged(description.name),
            "dc:description": tagged(description.about),
            **_origin(description),
            "tableSchema": {"columns": columns, "primaryKey": ["period", *(column.code for column in keys)]},
        }
    )


def tagged(text: Mapping[str, str]) -> list[dict[str, str]]:
    """A text as JSON-LD has it: each language by its own."""
    return [{"@value": words, "@language": language} for language, words in text.items()]


def _column(description: Description, name: str, title: Any, **more: Any) -> dict[str, Any]:
    return {"name": name, "titles": {"und": name}, "dc:title": tagged(in_languages(title, description.languages))} | {
        "datatype": "string",
        **more,
    }


def _own_column(description: Description, column: Column) -> dict[str, Any]:
    """The title is what stands in the first line of the file; what people call the column is `dc:title`."""
    named = tagged(description.name_of(column)) or column.heading
    return {"name": column.code, "titles": {"und": column.code}, "dc:title": named, "datatype": "string"} | NEVER_NULL


def _one_of(words: list[str]) -> dict[str, str]:
    return {"base": "string", "format": "|".join(words)}


def _origin(description: Description) -> dict[str, Any]:
    """Dublin Core for what it has a word for; the rest as `schema:` terms."""
    facts: dict[str, Any] = {
        "dc:identifier": f"{description.code} {description.number}",
        "dc:issued": {"@value": description.released_at.isoformat(), "@type": "xsd:dateTime"},
        "dc:publisher": description.publisher,
        "dc:source": {"@id": description.source_url} if description.source_url else description.source,
        "dc:bibliographicCitation": description.source,
        "dc:license": {"@id": description.licence_url} if description.licence_url else description.licence,
        "dc:rights": description.licence,
        "dc:provenance": tagged(description.changes),
        "dc:isPartOf": {"@id": description.page},
        "schema:version": str(description.number),
        "schema:sha256": description.sha256,
        "schema:correction": tagged(description.note) if description.is_correction else None,
        "schema:releaseNotes": tagged(description.note),
    }
    return {name: fact for name, fact in facts.items() if fact not in (None, "", [])}
