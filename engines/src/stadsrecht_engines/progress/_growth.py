"""Growth by a fixed share each year, which all published methods here stand on."""

import math

from ._assessment import Reason
from ._series import Target

STEEPNESS = 4.44


class NotAssessable(Exception):
    """Ends a calculation inside this engine; it never leaves it. `reason` becomes the result's."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason."""
        self.reason = reason
        super().__init__(reason.value)


def compound_growth(end: float, start: float, years: int) -> float:
    """(end / start)^(1 / years) - 1: the share a year that leads from start to end.

    Raises NotAssessable for a start of zero, values of two signs, or a share beyond all floating point numbers.
    """
    if start == 0:
        raise NotAssessable(Reason.ZERO_IN_SERIES)
    if end != 0 and (end < 0) != (start < 0):
        raise NotAssessable(Reason.SIGN_CHANGE)
    return finite(float((end / start) ** (1 / years)) - 1)


def finite(number: float) -> float:
    """The number itself.

    Raises NotAssessable if a calculation has left the floating point numbers.
    """
    if math.isfinite(number):
        return number
    raise NotAssessable(Reason.TOO_LARGE)


def required_growth(target: Target, start: float, start_year: int) -> float:
    """The share a year that would lead from the base to the target in time; never zero.

    Raises NotAssessable where no share does, or where none is needed.
    """
    if target.value == 0:
        raise NotAssessable(Reason.ZERO_TARGET)
    if target.value == start:
        raise NotAssessable(Reason.BASE_EQUALS_TARGET)
    if target.year <= start_year:
        raise NotAssessable(Reason.TARGET_YEAR_NOT_AFTER_BASE)
    growth = compound_growth(target.value, start, target.year - start_year)
    if growth == 0:  # so near to the base that floating point numbers do not tell
        raise NotAssessable(Reason.REQUIRED_GROWTH_ZERO)
    return growth


def limit_factor(base: float, limit: float) -> float:
    """Between 0 and 1: how far thresholds shrink because the base lies close to a natural limit.

    1 far from the limit, 0 at it; alike at equal relative distance from a maximum and from a minimum.
    Source: Open SDG, docs/progress-methodology.md, scaling factor C, with the exponent 4.44.
    """
    base, limit = abs(base), abs(limit)
    if base >= 2 * limit:
        return 1.0
    nearness = base / limit if base <= limit else (2 * limit - base) / limit
    return float(1 - nearness**STEEPNESS)
