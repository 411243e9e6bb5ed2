"""No published table gives a person away, and the proof comes with it.

The door of the engine: `read_table` adds up data under a `Specification`, `protect` hides what must be hidden and
proves it, `verify` checks the proof without a solver, `audit` attacks the published table knowing the rules, and
`round_counts` makes a complete table of rounded counts instead.
"""

from .audit import Audit, Interval, audit
from .errors import DisclosureError, ReleaseRefused, UnprotectableTable
from .parsing import parse_specification, schema
from .proof import Proof, verify
from .protect import Cell, InformationLoss, ProtectedTable, protect
from .releases import with_release
from .rounding import RoundedTable, round_counts
from .specification import Dimension, EarlierRelease, MagnitudeRules, Specification, Thresholds
from .table import Table, read_table

__all__ = [
    "Audit",
    "Cell",
    "Dimension",
    "DisclosureError",
    "EarlierRelease",
    "InformationLoss",
    "Interval",
    "MagnitudeRules",
    "Proof",
    "ProtectedTable",
    "ReleaseRefused",
    "RoundedTable",
    "Specification",
    "Table",
    "Thresholds",
    "UnprotectableTable",
    "audit",
    "parse_specification",
    "protect",
    "read_table",
    "round_counts",
    "schema",
    "verify",
    "with_release",
]
