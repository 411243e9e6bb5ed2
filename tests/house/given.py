"""What an address of the table is given, where only the database knows it: looked up, or made, when it is needed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

UUID_OF_ENDED = UUID(int=8)
HOUSE = "buurthuis-de-brug"  # the organisation whose entry the persona of the partner keeps


def first(relation: str, code: str) -> Callable[[], int]:
    """The number of the first document, anchor or milestone of a policy or action, looked up when it is needed."""

    def number() -> int:
        from stadsrecht.policies.models import Action, Policy

        model = Action if relation == "milestones" else Policy
        return getattr(model.objects.get(code=code), relation).first().pk

    return number


def kept_document() -> int:
    """The number of a document whose file is kept; the small city has none, so it is made when it is needed."""
    from django.core.files.base import ContentFile

    from stadsrecht.policies.models import Policy

    document = Policy.objects.get(code="open-square").documents.first()
    if not document.file:
        document.file.save("kept.txt", ContentFile(b"artikel 21 van het Handvest"))
    return document.pk


def number_of(role: str) -> Callable[[], int]:
    from stadsrecht.people.models import User

    return lambda: User.objects.get(email=f"{role}@demo.invalid").pk


def kept_key() -> int:
    """The number of a key for programs of the adviser; an administrator may end it too."""
    from datetime import date

    from django.utils import timezone

    from stadsrecht.people.models import ProgramKey, User

    owner = User.objects.get(email="adviser@demo.invalid")
    more = {"owner": owner, "made_at": timezone.now(), "last_day": date(2099, 1, 1)}
    return ProgramKey.objects.get_or_create(sha256="0" * 64, defaults={"name": "x", "scope": "figures", **more})[0].pk


def exported_work() -> int:
    """The number of work that ended in a file; the small city has none."""
    from django.utils import timezone

    from stadsrecht.monitoring.models import Work
    from stadsrecht.monitoring.queries import parcel_of
    from stadsrecht.people.models import User

    asker, now = User.objects.get(email="adviser@demo.invalid"), timezone.now()
    work = Work.objects.create(kind="export", state="done", asked_by=asker, asked_at=now, ended_at=now)
    parcel_of(work.pk).parent.mkdir(parents=True, exist_ok=True)
    parcel_of(work.pk).write_bytes(b"PK")
    return work.pk


def part_of(relation: str) -> int:
    """The first service or place of the house whose entry the persona of the partner keeps."""
    from stadsrecht.partners.models import Organisation

    return getattr(Organisation.objects.get(code=HOUSE), relation).first().pk


def proposal_number() -> int:
    """A change that waits for review, made when it is needed."""
    from datetime import UTC, datetime

    from stadsrecht.partners.models import Organisation, Proposal
    from stadsrecht.partners.operations import change_own_entry
    from stadsrecht.people.models import User

    house = Organisation.objects.get(code=HOUSE)
    if not Proposal.objects.filter(organisation=house).exists():
        change_own_entry(
            organisation=house,
            version=None,
            values={"name": {"nl": "De Oude Brug"}},
            acting_user=User.objects.get(email="partner@demo.invalid"),
            at=datetime(2026, 6, 1, tzinfo=UTC),
        )
    return Proposal.objects.get(organisation=house).pk


def letter_token() -> str:
    """The link of a letter that asks the house's partner whether its entry is still true."""
    from stadsrecht.partners.models import Ask, Organisation
    from stadsrecht.partners.operations import token_of
    from stadsrecht.people.models import User

    ask, _new = Ask.objects.get_or_create(
        organisation=Organisation.objects.get(code=HOUSE),
        recipient=User.objects.get(email="partner@demo.invalid"),
        about_on="2026-01-01",
    )
    return token_of(ask)


def at_shelter() -> Any:
    """The service at the confidential place."""
    from stadsrecht.partners.models import ServiceAtLocation

    return ServiceAtLocation.objects.get(location__is_confidential=True).uuid


TRAINING = "table-talk"  # a course that the house offers, made when it is needed


def training_code() -> str:
    """A course of the house with a run that one can sign up for."""
    training_run()
    return TRAINING


def training_run() -> int:
    """The number of that run."""
    from datetime import timedelta
    from uuid import UUID

    from django.utils import timezone

    from stadsrecht.neighbourhoods.models import Course, Meeting, Run
    from stadsrecht.partners.models import Organisation

    now = timezone.now()
    words = {"title": {"nl": "Tafelgesprek"}, "summary": {"nl": "Praten aan tafel."}}
    more = {"kind": "training", "audience": ["parents"], "state": "published", "created_at": now, "changed_at": now}
    house = Organisation.objects.get(code=HOUSE)
    course, _new = Course.objects.get_or_create(code=TRAINING, defaults={**words, **more, "organisation": house})
    start = now + timedelta(days=30)
    times = {"starts_at": start, "ends_at": start + timedelta(hours=2)}
    run, is_new = Run.objects.get_or_create(
        uuid=UUID(int=7),
        defaults={**times, "course": course, "place": {"nl": "De Brug"}, "closes_at": start, "capacity": 2}
        | {"changed_at": now},
    )
    if is_new:
        Meeting.objects.create(run=run, **times)
    return run.pk


def _signed_up(ended: bool) -> int:
    from datetime import timedelta

    from django.utils import timezone

    from stadsrecht.neighbourhoods.models import Run, SignUp

    run = Run.objects.get(pk=training_run())
    if ended:
        over = timezone.now() - timedelta(days=1)
        times = {"starts_at": over - timedelta(hours=2), "ends_at": over, "closes_at": over - timedelta(hours=2)}
        for name, value in times.items():
            setattr(run, name, value)
        run.pk, run.uuid = None, UUID_OF_ENDED
        present = Run.objects.filter(uuid=UUID_OF_ENDED).first()
        run = present or _saved(run)
    given = {"state": "placed", "signed_at": timezone.now(), "language": "nl", "ticket": "x", "name": "X"}
    return SignUp.objects.get_or_create(run=run, email="x@example.org", defaults=given)[0].pk


def _saved(record: Any) -> Any:
    record.save(force_insert=True)
    return record


def place_token() -> str:
    """The link of somebody who has a place."""
    from stadsrecht.neighbourhoods.bridge.links import PLACE, token_of

    return token_of(_signed_up(ended=False), PLACE)


def evaluation_token() -> str:
    """The link of somebody who is asked the two questions."""
    from stadsrecht.neighbourhoods.bridge.links import EVALUATION, token_of

    return token_of(_signed_up(ended=True), EVALUATION)


def asked_evaluation() -> int:
    """Results that the adviser asked for, and that the worker has not made yet."""
    from django.utils import timezone

    from stadsrecht.neighbourhoods.models import Course, EvaluationWork
    from stadsrecht.people.models import User

    training_run()
    asker = User.objects.get(email="adviser@demo.invalid")
    course = Course.objects.get(code=TRAINING)
    return EvaluationWork.objects.create(course=course, asked_by=asker, asked_at=timezone.now()).pk


def meeting_number() -> int:
    """A meeting of the small city's pact that was held."""
    from stadsrecht.partners.models import PactMeeting

    return PactMeeting.objects.order_by("starts_at").first().pk


def step_number() -> int:
    """A milestone of the house's pledge that is not done."""
    from stadsrecht.partners.models import PledgeMilestone

    return PledgeMilestone.objects.get(pledge__code="long-table", done_on=None).pk


def tie_number() -> int:
    """What the house's pledge serves."""
    from stadsrecht.policies.models import PledgeTie

    return PledgeTie.objects.filter(pledge__code="long-table").first().pk


def join_number() -> int:
    """A request to join the theme that the house drives, made when it is needed."""
    from stadsrecht.partners.models import JoinRequest, Organisation

    asker = Organisation.objects.get(code="veilig-huis")
    more = {"role": "supporter", "text": {"nl": "Wij helpen."}, "asked_on": "2026-06-01"}
    return JoinRequest.objects.get_or_create(organisation=asker, theme="meeting", defaults=more)[0].pk


def theme_meeting_number() -> int:
    """A meeting on the theme that the house drives, made when it is needed."""
    from datetime import UTC, datetime
    from uuid import UUID

    from stadsrecht.partners.models import ThemeMeeting

    start, end = datetime(2026, 6, 9, 18, tzinfo=UTC), datetime(2026, 6, 9, 20, tzinfo=UTC)
    more = {"theme": "meeting", "title": {"nl": "Tafel"}, "starts_at": start, "ends_at": end, "changed_at": start}
    return ThemeMeeting.objects.get_or_create(uuid=UUID(int=1), defaults=more)[0].pk


def member_number() -> int:
    """The house in the coalition."""
    from stadsrecht.partners.models import Membership

    return Membership.objects.get(organisation__code=HOUSE).pk


def counted_year() -> int:
    """A year of which counts of reports are public."""
    from stadsrecht.evidence.models import CountsRelease

    about = {"span": "2024-whole", "year": 2024, "names": {"ground": []}, "touched": {}}
    tables = {"ground": [["whole", "", 40]]}
    given = {"number": 1, "state": "published", "tables": tables, "about": about, "digest": ""}
    given |= {"rules": {"threshold": 5, "thresholds": {}}}
    days = {"counted_on": "2025-01-10", "published_on": "2025-01-10"}
    CountsRelease.objects.get_or_create(series="reports-2024", defaults={**given, **days})
    return 2024


def asked_figures() -> int:
    """Figures that the coordinator asked for, and that the worker has not made yet."""
    from django.utils import timezone

    from stadsrecht.discrimination.models import FiguresWork
    from stadsrecht.people.models import User

    asker = User.objects.get(email="office_coordinator@demo.invalid")
    return FiguresWork.objects.create(span="2025-whole", year=2025, asked_by=asker, asked_at=timezone.now()).pk
