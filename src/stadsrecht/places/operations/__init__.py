"""Writes of places: the areas of a data pack, and boundaries from a file."""

from stadsrecht.places.operations.boundaries import import_boundaries
from stadsrecht.places.operations.editions import ImportReport, RefusedFeature
from stadsrecht.places.operations.pack import load_areas

__all__ = ["ImportReport", "RefusedFeature", "import_boundaries", "load_areas"]
