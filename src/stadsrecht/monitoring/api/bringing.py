"""Figures brought in by a program: the same as an upload at the desk, by somebody who is signed in or by their key."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from ninja.security import HttpBearer, SessionAuth

from stadsrecht.kernel.api import Problem
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.monitoring import operations, queries
from stadsrecht.monitoring.errors import FileTooLarge
from stadsrecht.monitoring.permissions import KEY_SCOPE, PERMISSIONS
from stadsrecht.people.errors import KeyNotValid
from stadsrecht.people.operations import use_key

router = Router(tags=["figures"])


class StagedOut(Schema):
    number: int
    state: str
    rows: int
    figures_sha256: str
    notes: list[dict[str, object]] = Field(description="What was noticed, and how it was read.")


class Bringing(Schema):
    kind: str = Field("csv", description="csv, json-stat or sdmx-csv.")
    note: str = Field("", max_length=2000, description="What is new; for a correction, what and why.")
    language: str = Field("nl", description="The language of the note.")
    is_correction: bool = False


class ProgramKey(HttpBearer):
    """A key that somebody made at the desk, in the header `Authorization`. Each use of it stands in the trail."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        now, purpose = timezone.now(), f"{request.method} {request.path}"
        try:
            request.user = use_key(secret=token, scope=KEY_SCOPE, purpose=purpose, at=now)
        except KeyNotValid:
            return None
        return request.user


class Stager(SessionAuth):
    """Somebody who is signed in and may stage figures; others are refused before their file is looked at."""

    def __call__(self, request: HttpRequest) -> Any:
        """A request with a key stands or falls with the key."""
        return None if "Authorization" in request.headers else super().__call__(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        if person := super().authenticate(request, key):
            PERMISSIONS.require(person, "stage_release")
        return person


@router.post(
    "/indicators/{code}/releases",
    response={201: StagedOut, 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem},
    auth=[ProgramKey(), Stager()],
    url_name="stage_release",
)
def stage_release(
    request: HttpRequest, code: str, given: Form[Bringing], file: File[UploadedFile]
) -> Status[StagedOut]:
    """Stage a file as a new release of an indicator; somebody else reviews it at the desk.

    Needs a key for programs of a person who may stage figures, made at the desk; or that person's session, and then the
    CSRF token in `X-CSRFToken`. A file with faults is refused whole; `errors` names file, row, column and cure of each.
    """
    now = timezone.now()
    indicator = queries.indicator(code, at=now, with_unpublished=True)
    if (file.size or 0) > operations.LARGEST_UPLOAD:  # before it is read into memory
        raise FileTooLarge(limit=operations.LARGEST_UPLOAD // 2**20)
    release = operations.stage_upload(
        indicator=indicator,
        content=file.read(),
        file_name=file.name or "",
        kind=given.kind,
        note=LocalisedText({given.language: given.note}),
        is_correction=given.is_correction,
        acting_user=request.user,  # type: ignore[arg-type]
        at=now,
    )
    return Status(
        201,
        StagedOut(
            number=release.number,
            state=release.state,
            rows=release.rows,
            figures_sha256=release.sha256,
            notes=release.findings,
        ),
    )
