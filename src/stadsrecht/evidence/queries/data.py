"""The matrix and the register as plain values and as rows to show."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from stadsrecht.evidence.models import SUBJECTS, Evidence
from stadsrecht.evidence.queries.coverage import (
    STATES,
    Coverage,
    CoverageState,
    ProvisionStanding,
    counts_of,
    field_matrix,
)
from stadsrecht.policies.queries import fields
from stadsrecht.rights.queries import Instrument, Provision, instruments, provisions, themes


def evidence_data(row: Evidence) -> dict[str, Any]:
    return {
        "code": row.code,
        "kind": row.kind,
        "title": row.title,
        "dated_on": row.dated_on,
        "date_is_year": row.date_is_year,
        "source": row.source,
        "language": row.language,
        "url": row.url or None,
        "shelf_life_months": row.shelf_life_months,
        "stale_after": row.stale_after,
        "for_show": row.for_show or None,
    }


def subjects_of(evidence: Evidence) -> list[str]:
    """What it is evidence of, as the names that packs, forms and the API use."""
    return [
        f"{kind}:{record.reference if kind == 'provision' else record.code}"
        for link in evidence.links.all()
        for kind in SUBJECTS
        if (record := getattr(link, kind)) is not None
    ]


def standing_data(row: ProvisionStanding, provision: Provision) -> dict[str, Any]:
    return {
        "reference": provision.reference,
        "heading": provision.heading,
        "state": row.state,
        "policies": row.policies,
        "explicit": row.explicit,
        "actions": row.actions,
        "pledges": row.pledges,
        "evidence": row.evidence,
        "stale": row.stale,
    }


def paired(rows: Iterable[ProvisionStanding], found: Iterable[Provision]) -> list[tuple[ProvisionStanding, Provision]]:
    """Each standing with its provision, in the order of the standings."""
    by_id = {provision.pk: provision for provision in found}
    return [(row, by_id[row.provision_id]) for row in rows]


def instrument_rows(coverage: Coverage, all_instruments: list[Instrument]) -> list[dict[str, Any]]:
    counts = coverage.by_instrument()
    rows = []
    for instrument in all_instruments:
        of_it = counts.get(instrument.pk, dict.fromkeys(STATES, 0))
        total = sum(of_it.values())
        rows.append(
            {
                "instrument": instrument,
                "counts": [(state, of_it[state]) for state in STATES],
                "total": total,
                "addressed": total - of_it[CoverageState.UNADDRESSED],
            }
        )
    return rows


def field_rows(all_instruments: list[Instrument], *, with_internal: bool) -> list[dict[str, Any]]:
    cells = field_matrix(with_internal=with_internal)
    return [
        {
            "field": field,
            "cells": [(instrument, cells.get((field.pk, instrument.pk))) for instrument in all_instruments],
        }
        for field in fields()
    ]


def theme_rows(coverage: Coverage) -> list[dict[str, Any]]:
    """Gaps by theme: how many rights of the theme are in each state, most unaddressed first."""
    rows = []
    for theme in themes():
        counts = counts_of(coverage.of_theme(theme.pk))
        rows.append(
            {
                "theme": theme,
                "counts": list(counts.items()),
                "gaps": counts[CoverageState.UNADDRESSED],
                "size": sum(counts.values()),
            }
        )
    return sorted(rows, key=lambda row: -row["gaps"])


def matrix_data(coverage: Coverage, *, today: date, with_internal: bool) -> dict[str, Any]:
    """The whole matrix as data: what `.json` and the API give."""
    all_instruments = list(instruments())
    return {
        "on": today,
        "states": {state: str(state.label) for state in STATES},
        "totals": coverage.totals,
        "instruments": [
            {"code": row["instrument"].code, **dict(row["counts"]), "total": row["total"]}
            for row in instrument_rows(coverage, all_instruments)
        ],
        "fields": [
            {
                "field": row["field"].code,
                "name": row["field"].name,
                "instruments": {
                    instrument.code: {"policies": cell.policies, "explicit": cell.explicit}
                    for instrument, cell in row["cells"]
                    if cell
                },
            }
            for row in field_rows(all_instruments, with_internal=with_internal)
        ],
        "provisions": [standing_data(*pair) for pair in paired(coverage.standings, provisions())],
    }
