"""Figures brought in by a program: the same as an upload at the desk, by somebody who is signed in or by their key."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from ninja.security import HttpBearer, SessionAuth

from stadsrecht.kernel.api import Problem
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.monitoring import operations, queries
from stadsrecht.monitoring.errors import FileTooLarge, UnknownWork
from stadsrecht.monitoring.models import Work
from stadsrecht.monitoring.permissions import KEY_SCOPE, PERMISSIONS
from stadsrecht.monitoring.tasks import do_figures_work
from stadsrecht.people.errors import KeyNotValid
from stadsrecht.people.operations import use_key

router = Router(tags=["figures"])


class StagedOut(Schema):
    number: int
    state: str
    rows: int
    figures_sha256: str
    notes: list[dict[str, object]] = Field(description="What was noticed, and how it was read.")


class WorkOut(Schema):
    number: int
    state: str = Field(description="waiting, running, done, refused, stopped or failed.")
    step: str = Field(description="read, prove or keep; blank before it begins.")
    percent: int
    release: int | None = Field(description="The number of the release that was staged, once it is done.")
    refusal: str = Field(description="Why it was refused, in words; else blank.")
    errors: list[dict[str, object]] = Field(description="Each fault of a file that was refused.")
    address: str = Field(description="Where to ask how far it is.")


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
    response={201: StagedOut, 202: WorkOut, 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem},
    auth=[ProgramKey(), Stager()],
    url_name="stage_release",
)
def stage_release(
    request: HttpRequest, code: str, given: Form[Bringing], file: File[UploadedFile], response: HttpResponse
) -> Status[StagedOut] | Status[WorkOut]:
    """Stage a file as a new release of an indicator; somebody else reviews it at the desk.

    A large file is staged by the worker: the answer is then 202, and `address` tells how far it is.

    Needs a key for programs of a person who may stage figures, made at the desk; or that person's session, and then the
    CSRF token in `X-CSRFToken`. A file with faults is refused whole; `errors` names file, row, column and cure of each.
    """
    now = timezone.now()
    indicator = queries.indicator(code, at=now, with_unpublished=True)
    if (file.size or 0) > operations.LARGEST_UPLOAD:  # before it is read into memory
        raise FileTooLarge(limit=operations.LARGEST_UPLOAD // 2**20)
    content = file.read()
    wanted = {
        "indicator": indicator,
        "content": content,
        "file_name": file.name or "",
        "kind": given.kind,
        "note": LocalisedText({given.language: given.note}),
        "is_correction": given.is_correction,
        "acting_user": request.user,
        "at": now,
    }
    if operations.is_long_upload(indicator, content):
        with transaction.atomic():
            begun = operations.begin_upload(**wanted)
            do_figures_work.defer(number=begun.pk)
        out = _work_out(begun)
        response["Location"] = out.address
        return Status(202, out)
    release = operations.stage_upload(**wanted)
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


@router.get(
    "/figures-work/{number}",
    response={200: WorkOut, 401: Problem, 403: Problem, 404: Problem},
    auth=[ProgramKey(), Stager()],
    url_name="figures_work",
)
def figures_work(request: HttpRequest, number: int) -> WorkOut:
    """How far the staging of a large file is, and what came of it. It can be stopped at the desk."""
    found = queries.work(number)
    if found.kind != Work.Kind.STAGE:
        raise UnknownWork(wanted=number)
    return _work_out(found)


def _work_out(work: Work) -> WorkOut:
    refusal = queries.refusal_of(work)
    return WorkOut(
        number=work.pk,
        state=work.state,
        step=work.step,
        percent=work.percent,
        release=work.release.number if work.release else None,
        refusal=str(refusal or ""),
        errors=refusal.problems if refusal else [],
        address=reverse("api:figures_work", args=(work.pk,)),
    )
