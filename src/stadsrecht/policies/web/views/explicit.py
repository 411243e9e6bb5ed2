"""The explicit share, for everyone: which policies name the rights they serve, and which only imply them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from stadsrecht.kernel.web import answer
from stadsrecht.policies import queries
from stadsrecht.policies.queries import Share


def explicit_share(request: HttpRequest, form: str) -> HttpResponse:
    groups = {
        "field": queries.explicit_by_field(),
        "year": queries.explicit_by_year(),
        "instrument": queries.explicit_by_instrument(),
    }
    implied = list(queries.implicit_only())
    return answer(
        request,
        form,
        "policies/explicit.html",
        {
            "total": queries.explicit_total(),
            "groups": [(code, heading(), groups[code]) for code, heading in HEADINGS.items()],
            "implied": implied,
        },
        data=lambda: {
            "total": share_data(queries.explicit_total()),
            **{code: [share_data(row) for row in rows] for code, rows in groups.items()},
            "implied": [row.code for row in implied],
        },
        rows=lambda: [
            ("by", "subject", "naming", "anchored", "percent"),
            *(
                (code, subject_code(row.subject), row.naming, row.anchored, row.percent)
                for code, rows in groups.items()
                for row in rows
            ),
        ],
    )


HEADINGS: dict[str, Callable[[], str]] = {
    "field": lambda: _("By policy field"),
    "year": lambda: _("By year of the decision"),
    "instrument": lambda: _("By instrument"),
}


def subject_code(subject: Any) -> Any:
    return getattr(subject, "code", subject)


def share_data(row: Share) -> dict[str, Any]:
    return {
        "subject": subject_code(row.subject),
        "naming": row.naming,
        "anchored": row.anchored,
        "percent": row.percent,
    }
