"""The localisation matrix, for everyone and, with internal items, for the desk."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from stadsrecht.evidence import queries
from stadsrecht.evidence.permissions import PERMISSIONS
from stadsrecht.evidence.queries import Coverage, CoverageState, ProvisionStanding
from stadsrecht.kernel.web import answer, desk_view
from stadsrecht.rights.queries import Provision, instruments, provisions, provisions_of
from stadsrecht.rights.queries import instrument as instrument_named

COLUMNS = (
    "reference",
    "instrument",
    "code",
    "heading",
    "state",
    "policies",
    "explicit",
    "actions",
    "pledges",
    "evidence",
    "stale",
)


def standing_rows(standings: Iterable[tuple[ProvisionStanding, Provision]]) -> list[tuple[Any, ...]]:
    return [
        COLUMNS,
        *(
            (
                provision.reference,
                provision.instrument.code,
                provision.code,
                provision.heading.plain,
                row.state,
                row.policies,
                row.explicit,
                row.actions,
                row.pledges,
                row.evidence,
                row.stale,
            )
            for row, provision in standings
        ),
    ]


def _matrix(request: HttpRequest, form: str, *, with_internal: bool) -> HttpResponse:
    coverage = queries.coverage(today=timezone.localdate(), with_internal=with_internal)
    return answer(
        request,
        form,
        "evidence/matrix.html",
        _shown(coverage, with_internal=with_internal) if form == "html" else {},
        data=lambda: queries.matrix_data(coverage, today=timezone.localdate(), with_internal=with_internal),
        rows=lambda: standing_rows(queries.paired(coverage.standings, provisions())),
    )


def _shown(coverage: Coverage, *, with_internal: bool) -> dict[str, Any]:
    """What the page of the whole matrix shows."""
    all_instruments = list(instruments())
    return {
        "totals": [(state, number) for state, number in coverage.totals.items()],
        "size": len(coverage.standings),
        "addressed_count": len(coverage.standings) - coverage.totals[CoverageState.UNADDRESSED],
        "matrix_page": "desk-matrix-instrument" if with_internal else "matrix-instrument",
        "instrument_rows": queries.instrument_rows(coverage, all_instruments),
        "instruments": all_instruments,
        "field_rows": queries.field_rows(all_instruments, with_internal=with_internal),
        "theme_rows": queries.theme_rows(coverage),
        "with_internal": with_internal,
    }


def _instrument_matrix(request: HttpRequest, code: str, form: str, *, with_internal: bool) -> HttpResponse:
    instrument = instrument_named(code)
    coverage = queries.coverage(today=timezone.localdate(), with_internal=with_internal)
    pairs = queries.paired(coverage.of_instrument(instrument.pk), provisions_of(instrument))
    state = request.GET.get("state")
    shown = [pair for pair in pairs if pair[0].state == state] if state in CoverageState.values else pairs
    return answer(
        request,
        form,
        "evidence/matrix_instrument.html",
        {
            "instrument": instrument,
            "pairs": shown,
            "totals": list(queries.counts_of(row for row, _provision in pairs).items()),
            "size": len(pairs),
            "state": CoverageState(state) if state in CoverageState.values else None,
            "with_internal": with_internal,
        },
        data=lambda: [queries.standing_data(*pair) for pair in shown],
        rows=lambda: standing_rows(shown),
    )


def matrix(request: HttpRequest, form: str) -> HttpResponse:
    """How the whole catalogue stands, counted from what is public."""
    return _matrix(request, form, with_internal=False)


def matrix_instrument(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Provision by provision for one instrument."""
    return _instrument_matrix(request, code, form, with_internal=False)


@desk_view(PERMISSIONS, "see_internal")
def desk_matrix(request: HttpRequest, form: str) -> HttpResponse:
    """The same, with drafts and internal evidence."""
    return _matrix(request, form, with_internal=True)


@desk_view(PERMISSIONS, "see_internal")
def desk_matrix_instrument(request: HttpRequest, code: str, form: str) -> HttpResponse:
    return _instrument_matrix(request, code, form, with_internal=True)
