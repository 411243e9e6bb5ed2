"""How a figure is judged, in words: the state, the method, what went in, and why there is no state."""

from typing import Any

from django.utils.translation import gettext as _

from stadsrecht.monitoring import queries
from stadsrecht.monitoring.queries import METHODS, Assessment
from stadsrecht.monitoring.web import wording
from stadsrecht.monitoring.web.shown import Shown

Facts = list[tuple[str, str]]


def judged_words(shown: Shown) -> dict[str, Any]:
    """What the page says of the judgement of the figure for everyone."""
    judgement, indicator = shown.standing.judgement, shown.indicator
    if judgement is None:
        return {"found": None, "why": _why_none(indicator.direction), "facts": [], "remarks": []}
    return {
        "found": judgement,
        "why": wording.REASONS[judgement.reason] if judgement.reason else "",
        "leaning": wording.STATES[judgement.leaning] if judgement.leaning and judgement.state == "uncertain" else "",
        "says": wording.METHODS_SAY.get(judgement.method, ""),
        "facts": _facts(judgement, shown),
        "remarks": [*_same_part(shown), *(str(wording.REMARKS[remark]) for remark in judgement.remarks)],
    }


def _same_part(shown: Shown) -> list[str]:
    if not queries.is_within_years(shown.standing.cells):
        return []
    return [_("Of each year the same quarter or month is taken as that of the newest figure.")]


def _why_none(direction: str) -> str:
    if direction == "neither":
        return _(
            "This figure gets no state, because neither more nor less is better by itself. More reports, for example, "
            "can mean that more happens, or that more people dare to report."
        )
    if direction == "unsaid":
        return _("This figure gets no state, because nobody has said yet whether more or less of it is better.")
    return _("This figure gets no state, because no method is chosen.")


def _facts(judgement: Assessment, shown: Shown) -> Facts:
    inputs, indicator = judgement.inputs, shown.indicator
    method = str(wording.METHOD_NAMES.get(judgement.method, judgement.method))
    facts: Facts = [
        (_("Method"), f"{method} ({_('version %(version)s') % {'version': judgement.version}})"),
        (_("Wished"), str(indicator.get_direction_display())),
    ]
    for label, point in ((_("First figure"), inputs.base), (_("Newest figure"), inputs.last)):
        if point is not None and point.value is not None:
            facts.append((label, f"{_value(shown, point.value)} ({wording.period(point.label)})"))
    if inputs.target:
        facts.append((_("Target"), f"{_value(shown, inputs.target.value)} ({inputs.target.year})"))
    if inputs.limit is not None:
        facts.append((_("Natural limit"), _value(shown, inputs.limit)))
    return facts + _outcome(judgement)


def _outcome(judgement: Assessment) -> Facts:
    facts: Facts = []
    inputs = judgement.inputs
    if inputs.horizon:
        facts.append((_("Window"), _("%(number)s years") % {"number": inputs.horizon}))
    if judgement.value is not None:
        shown = wording.number(100 * judgement.value, 1)
        said = _("%(number)s%% of the pace that is needed") if inputs.target else _("%(number)s%% a year, as wished")
        facts.append((_("Outcome"), said % {"number": shown}))
    if inputs.thresholds:
        bounds = [
            f"{wording.STATES[one.state]} {_('from')} {wording.number(100 * one.value, 1)}%"
            for one in inputs.thresholds
        ]
        facts.append((_("Thresholds"), "; ".join(bounds)))
    return facts


def _value(shown: Shown, value: float) -> str:
    return wording.with_unit(wording.number(value, max(shown.decimals, 1 if value % 1 else 0)), shown.headline_unit)


def methods() -> list[tuple[str, str]]:
    """The methods by name, for a form."""
    return [(name, str(wording.METHOD_NAMES.get(name, name))) for name in METHODS]
