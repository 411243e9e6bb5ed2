"""Writers: from a description of a release and its table to the bytes of a file.

Pure: the same in gives the same out, on every machine, so that a file's tag is known before it is written.
"""

from stadsrecht.monitoring.bridge.writing.catalogue import Catalogue, Offer, graph_of
from stadsrecht.monitoring.bridge.writing.description import Description
from stadsrecht.monitoring.bridge.writing.feed import as_feed
from stadsrecht.monitoring.bridge.writing.formats import BY_NAME, FORMATS, Format, tag_of, writers_digest
from stadsrecht.monitoring.bridge.writing.open_sdg import files as open_sdg_files

__all__ = [
    "BY_NAME",
    "FORMATS",
    "Catalogue",
    "Description",
    "Format",
    "Offer",
    "as_feed",
    "graph_of",
    "open_sdg_files",
    "tag_of",
    "writers_digest",
]
