"""What the tests of training share: a course of the neighbourhood house, a run of it, and people who sign up."""

import hashlib
from datetime import UTC, datetime, timedelta
from uuid import uuid5

import pytest

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.neighbourhoods import operations
from stadsrecht.neighbourhoods.bridge.meetings import MeetingTime
from stadsrecht.neighbourhoods.models import Run, SignUp
from stadsrecht.partners.bridge.identity import NAMESPACE
from stadsrecht.partners.models import Organisation

AT = datetime(2026, 6, 1, 10, tzinfo=UTC)
START = datetime(2026, 7, 1, 17, tzinfo=UTC)
SEED = bytes(range(32))
COURSE = {
    "title": LocalisedText(nl="Luisteren naar jongeren", en="Listening to young people", fr="Écouter les jeunes"),
    "summary": LocalisedText(nl="Een avond over luisteren.", en="An evening on listening.", fr="Une soirée d’écoute."),
    "kind": "training",
    "audience": ["volunteers", "parents"],
    "subjects": ["meeting"],
    "languages": ["nl"],
}
RUN = {
    "place": LocalisedText(nl="Buurthuis De Brug"),
    "capacity": 2,
    "closes_at": START - timedelta(days=1),
    "confirm_within": 48,
    "order": "arrival",
}


def meetings(start=START, count=1):
    return [
        MeetingTime(start + timedelta(days=7 * number), start + timedelta(days=7 * number, hours=2))
        for number in range(count)
    ]


def plan(course, person, *, at=AT, start=START, seed=SEED, count=1, **changes):
    """A run of the course; `changes` are columns."""
    values = {**RUN, "closes_at": start - timedelta(days=1), **changes}
    return operations.plan_run(
        course=course,
        meetings=meetings(start, count),
        values=values,
        uuid=uuid5(NAMESPACE, f"{course.code} {Run.objects.count()}"),
        seed=seed,
        acting_user=person,
        at=at,
    )


def join(run, name, *, at=AT, **changes):
    """Somebody signs up; gives the sign-up as it then is."""
    email = f"{name.lower()}@example.org"
    values = {"name": name, "email": email, "language": "nl", "role": "parent", "needs": "", **changes}
    operations.sign_up(
        run=run, values=values, ticket=hashlib.sha256(f"{name} {run.pk}".encode()).hexdigest()[:16], at=at
    )
    return SignUp.objects.get(run=run, email=email)


def enter(run, name, *, at=AT):
    """Somebody signs up and confirms the address at once."""
    return operations.confirm_place(sign_up=join(run, name, at=at), at=at)


def states(run):
    """Name -> state, in the order of sign-up."""
    return dict(SignUp.objects.filter(run=run).order_by("signed_at", "pk").values_list("name", "state"))


@pytest.fixture
def house(db):
    """The neighbourhood house, whose entry the persona of the partner keeps."""
    return Organisation.objects.get(code="buurthuis-de-brug")


@pytest.fixture
def partner(person):
    return person("partner")


@pytest.fixture
def adviser(person):
    return person("adviser")


@pytest.fixture
def course(house, partner):
    made = operations.record_course(organisation=house, values=COURSE, acting_user=partner, at=AT)
    return operations.move_course(course=made, state="published", acting_user=partner, at=AT)


@pytest.fixture
def run(course, partner):
    """Two places, in the order of sign-up."""
    return plan(course, partner)


@pytest.fixture
def lot(course, partner):
    """Two places, drawn by lot ten days before the first meeting."""
    return plan(course, partner, order="lot", draws_at=START - timedelta(days=10))


@pytest.fixture
def other_course(db, adviser):
    """A course of an organisation that the partner does not work for."""
    other = Organisation.objects.get(code="meldpunt-kleinstad")
    made = operations.record_course(organisation=other, values=COURSE, acting_user=adviser, at=AT)
    return operations.move_course(course=made, state="published", acting_user=adviser, at=AT)
