"""What the disclosure engine costs: `python bench/disclosure.py [NAME ...]`.

Prints, for each public test table, the secondary cells beside the reference's, CPU seconds of protect and of the full
proof (verify and audit), peak MiB, and the narrowest interval, each with its budget. The audit tries the tables of the
proof against its own equations; with `--blind` it has nothing but the published file, and `--no-audit` leaves it out.
"""

import csv
import os
import resource
import sys
import time
from pathlib import Path

from stadsrecht_engines.disclosure import Dimension, Specification, Thresholds, audit, protect, read_table, verify

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("STADSRECHT_DATA") or ROOT.parent / "shared" / "data") / "sdc"
TABLES = {
    "mun_accidents": ("ssbtools_mun_accidents.csv", "freq", [("mun",), ("inj",)], 2, "0.06", None, None),
    "d2_county": ("ssbtools_d2.csv", "freq", [("region", "county"), ("main_income",)], 10, "0.2", None, None),
    "d2": ("ssbtools_d2.csv", "freq", [("region", "county", "k_group"), ("main_income",)], 17, "0.4", None, None),
    "S": ("synthetic_S.csv", "n", [("ground",), ("terrain",), ("neighbourhood", "district")], 257, "5.9", 1, 10),
    "d4": (
        "ssbtools_d4.csv",
        "freq",
        [("region", "county", "k_group"), ("main_income",), ("months",)],
        823,
        "46.3",
        2,
        None,
    ),
    "L": (
        "synthetic_L.csv",
        "n",
        [("ground",), ("terrain",), ("neighbourhood", "district"), ("year",)],
        None,
        "not done in 900",
        15,
        120,
    ),
}


def dimension_from(rows, columns):
    """The first column is the finest level; the others group it."""
    levels = {c: tuple(sorted({r[c] for r in rows})) for c in columns}
    parents = {}
    for row in rows:
        parents.setdefault(row[columns[0]], set()).update(row[c] for c in columns[1:])
    return Dimension(columns[0], levels, {code: tuple(sorted(above)) for code, above in parents.items()})


def measure(name):
    """One line of figures for one table."""
    file, count, dimensions, reference, reference_seconds, budget, proof_budget = TABLES[name]
    with (DATA / file).open(encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    spec = Specification(
        tuple(dimension_from(rows, d) for d in dimensions),
        count_column=count,
        thresholds=Thresholds(5, {}),
        zero_policy="shown",
        is_pair_rule_on=False,
    )
    data = read_table(spec, rows)
    start = time.process_time()
    result = protect(spec, data)
    protected = time.process_time()
    proven = not verify(spec, result.published, result.proof)
    verified = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    most = None if reference is None else int(1.15 * reference)
    print(f"{name}: secondary {result.loss.secondary_cells} (reference {reference}, at most {most})")
    print(f"  protect {protected - start:.2f} s CPU (budget {budget}; reference {reference_seconds} s); {peak:.0f} MiB")
    print(f"  verify {verified - protected:.2f} s CPU: {'proven' if proven else 'NOT PROVEN'}", flush=True)
    if "--no-audit" in sys.argv:
        return
    people = data.people.ravel()
    alone = {data.lattice.codes_of(p) for p in range(people.size) if people[p] == 1}
    hidden = {cell.codes for cell in result.cells if cell.value is None}
    tables = () if "--blind" in sys.argv else result.proof.tables()
    found = audit(spec, result.published, lone_people=alone & hidden, tables=tables)
    seconds = time.process_time() - verified
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    narrowest = found.narrowest
    outcome = "safe" if found.is_safe else f"{len(found.objections)} OBJECTIONS, first: {found.objections[0]}"
    print(
        f"  audit {seconds:.2f} s CPU (budget with proof {proof_budget}): {outcome}; narrowest width {narrowest.width};"
        f" {peak:.0f} MiB"
    )


if __name__ == "__main__":
    for chosen in [a for a in sys.argv[1:] if a in TABLES] or TABLES:
        measure(chosen)
