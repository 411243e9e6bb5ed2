"""Readers: from the bytes of a file to figures and what was noticed, without a word to the database."""

from stadsrecht.monitoring.bridge.reading.findings import Finding, faults
from stadsrecht.monitoring.bridge.reading.incoming import Incoming, Origin, Progress
from stadsrecht.monitoring.bridge.reading.kinds import ENDINGS, KINDS, ONE_FILE, OPEN_SDG, Given, read_file, read_files
from stadsrecht.monitoring.bridge.reading.own_csv import TEMPLATE

__all__ = [
    "ENDINGS",
    "KINDS",
    "ONE_FILE",
    "OPEN_SDG",
    "TEMPLATE",
    "Finding",
    "Given",
    "Incoming",
    "Origin",
    "Progress",
    "faults",
    "read_file",
    "read_files",
]
