"""The API root: `/api/v1/`, OpenAPI 3.1 at `/api/v1/openapi.json`. Reading is public; figures may be brought in."""

from ninja import NinjaAPI

from stadsrecht import __version__
from stadsrecht.evidence.api import router as evidence
from stadsrecht.kernel.api import answer_problems
from stadsrecht.monitoring.api import router as monitoring
from stadsrecht.policies.api import router as policies
from stadsrecht.rights.api import router as rights

api = NinjaAPI(
    title="Stadsrecht",
    version=__version__,
    description="Rights, policies, actions, evidence and figures of this city, and how each right stands. "
    "Reading is public. Bringing figures in takes a key for programs, or the session of a person who may.",
    docs_url=None,
    urls_namespace="api",
)
for router in (rights, policies, evidence, monitoring):
    api.add_router("", router)
answer_problems(api)
