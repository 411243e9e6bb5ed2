"""Finds the human rights that a text names: instruments and their provisions, in Dutch, English and French.

The text becomes tokens; tokens become names and references; a reference is bound to a name only where the words
between them make it plain. Everything else is left alone: other acts, contracts, committees, everyday words.

    >>> [(hit.instrument, hit.provision) for hit in find("artikel 21 van het Handvest")]
    [('eu-charter', '21')]
"""

from ._finding import find
from ._hits import Hit
from ._instruments import provisions

__all__ = ["Hit", "find", "provisions"]
