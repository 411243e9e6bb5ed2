"""`/api/v1/indicators`: figures that are public, one page of observations at a time."""

from stadsrecht.monitoring.api.reading import router

__all__ = ["router"]
