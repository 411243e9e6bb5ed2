"""The methods by name, and the one door to them."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

from . import _eurostat, _open_sdg, _robust, _un_chart
from ._assessment import Assessment
from ._question import Question
from ._series import Direction, Series, Target, direction_of, require_number
from .errors import InvalidReplacement, UnknownMethod

JUDGES: Mapping[str, Callable[[Question], Assessment]] = MappingProxyType(
    {
        _open_sdg.METHOD: _open_sdg.judge,
        "eurostat-short": _eurostat.judge_short,
        "eurostat-long": _eurostat.judge_long,
        _un_chart.METHOD: _un_chart.judge,
        _robust.METHOD: _robust.judge,
    }
)
METHODS: Mapping[str, str] = MappingProxyType(
    {
        _open_sdg.METHOD: _open_sdg.VERSION,
        "eurostat-short": _eurostat.VERSION,
        "eurostat-long": _eurostat.VERSION,
        _un_chart.METHOD: _un_chart.VERSION,
        _robust.METHOD: _robust.VERSION,
    }
)


def assess(
    series: Series,
    *,
    method: str,
    direction: Direction | str,
    target: Target | None = None,
    base_year: int | None = None,
    limit: float | None = None,
    zero: float | None = None,
) -> Assessment:
    """Judge one series by one method, named in METHODS with its version.

    `base_year` None takes the method's own: 2015, or 5 or 15 years before the last value (eurostat), or all points
    (robust). `limit` is a natural bound in the series' unit that no value can pass; it counts only without a target.
    `zero` is what stands for a base or target of zero, where growth has no meaning; without it such a series is not
    assessed. What cannot be judged comes back as `not-assessed` with a reason and raises nothing.

    Raises UnknownMethod, UnknownDirection, InvalidReplacement for a `zero` that is not above zero, and InvalidPoint for
    a limit that is no number.
    """
    if method not in JUDGES:
        raise UnknownMethod(f"no method is called {method!r}; there are {', '.join(JUDGES)}")
    if zero is not None and not (zero > 0 and math.isfinite(zero)):
        raise InvalidReplacement(f"{zero!r} cannot stand for zero; give a number above zero")
    if limit is not None:
        require_number(limit, "limit")
    return JUDGES[method](Question(series, direction_of(direction), target, base_year, limit, zero))
