"""`/api/v1/indicators`: figures that are public, one page of observations at a time, and a way in for new ones."""

from ninja import Router

from stadsrecht.monitoring.api.bringing import router as bringing
from stadsrecht.monitoring.api.reading import router as reading

router = Router(tags=["figures"])
for part in (reading, bringing):
    router.add_router("", part)

__all__ = ["router"]
