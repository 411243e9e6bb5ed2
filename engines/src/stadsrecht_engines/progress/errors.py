"""Every fault of input has a name. What cannot be judged is no fault: it is a result with a reason."""


class ProgressError(Exception):
    """The base of everything this engine refuses; its message is fit to show."""


class InvalidPeriod(ProgressError):
    """A period does not begin with a year."""


class InvalidPoint(ProgressError):
    """A point holds a value and a status that contradict each other, or no finite number."""


class UnknownDirection(ProgressError):
    """The direction is neither up nor down; it is never guessed."""


class UnknownMethod(ProgressError):
    """No method has this name."""


class InvalidReplacement(ProgressError):
    """The number that is to stand for zero is zero itself, negative or not finite."""


class MixedMethods(ProgressError):
    """Results of two methods, or of two versions of one, do not share a mean."""


class InvalidCases(ProgressError):
    """A file of cases cannot be read; the message names the place."""
