"""Two questions: answered once, kept as sums that hold nobody, and told only once there are enough."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from stadsrecht.evidence.models import CountsRelease, Evidence
from stadsrecht.kernel.audit import AuditEntry
from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.neighbourhoods import operations
from stadsrecht.neighbourhoods.bridge.links import EVALUATION, token_of
from stadsrecht.neighbourhoods.bridge.questions import evaluation
from stadsrecht.neighbourhoods.errors import (
    AlreadyAnswered,
    EvaluationClosed,
    EvaluationNotReady,
    NotSureYet,
    UnknownAnswer,
)
from stadsrecht.neighbourhoods.models import EvaluationWork, Run, SignUp, Tally
from tests.neighbourhoods.conftest import AT, enter, plan
from tests.reading import Page

DAY = timedelta(days=1)
HAPPY, SKIPS = {"useful": "very", "use": "surely"}, {}


@pytest.fixture
def over(course, partner):
    """A run of forty places that ended yesterday, with twelve people who came."""
    now = timezone.now()
    run = plan(course, partner, at=now - 40 * DAY, start=now - DAY, capacity=40)
    for number in range(12):
        enter(run, f"P{number}", at=now - 30 * DAY)
    operations.close_runs(at=now)
    return Run.objects.select_related("course__organisation").get(pk=run.pk)


def answer(run, count, answers, at=None):
    """So many of those who have not answered yet give these answers."""
    rows = SignUp.objects.filter(run=run, is_answered=False).order_by("pk")[:count]
    for row in rows:
        operations.answer_evaluation(sign_up=row, answers=answers, at=at or timezone.now())


def made(course, adviser):
    """A draft of results, as the worker leaves it."""
    work = operations.begin_evaluation(course=course, acting_user=adviser, at=AT)
    operations.make_evaluation(number=work.pk, clock=timezone.now)
    work.refresh_from_db()
    return work


def publish(work, person):
    now = timezone.now()
    on = timezone.localdate(now)
    return operations.publish_evaluation(work=work, is_sure=True, acting_user=person, on=on, at=now)


def test_answers_become_sums_and_the_sign_up_keeps_only_that_it_answered(over):
    """No row is a person, none has a moment, and the trail says nothing of it."""
    before = AuditEntry.objects.count()
    answer(over, 2, HAPPY)
    answer(over, 1, SKIPS)
    sums = set(Tally.objects.values_list("question", "answer", "count"))
    assert sums == {("useful", "very", 2), ("use", "surely", 2), ("useful", "skipped", 1), ("use", "skipped", 1)}
    assert SignUp.objects.filter(is_answered=True).count() == 3
    assert AuditEntry.objects.count() == before
    columns = {column.name for column in connection.introspection.get_table_description(connection.cursor(), TALLY)}
    assert columns == {"id", "course_id", "question", "answer", "count"}


TALLY = Tally._meta.db_table


def test_one_answers_once(over):
    """The second time is told."""
    row = SignUp.objects.first()
    operations.answer_evaluation(sign_up=row, answers=HAPPY, at=timezone.now())
    with pytest.raises(AlreadyAnswered):
        operations.answer_evaluation(sign_up=row, answers=HAPPY, at=timezone.now())


def test_the_questions_are_open_for_thirty_days_after_the_last_meeting(over):
    """Not before it, and not to who was absent."""
    row = SignUp.objects.first()
    for at in (over.starts_at, over.ends_at + evaluation().open_days * DAY):
        with pytest.raises(EvaluationClosed):
            operations.answer_evaluation(sign_up=row, answers=HAPPY, at=at)
    SignUp.objects.filter(pk=row.pk).update(state="absent")
    with pytest.raises(EvaluationClosed):
        operations.answer_evaluation(sign_up=row, answers=HAPPY, at=timezone.now())


def test_an_answer_that_does_not_exist_is_refused_at_its_question(over):
    """And nothing is counted."""
    with pytest.raises(UnknownAnswer) as refusal:
        operations.answer_evaluation(sign_up=SignUp.objects.first(), answers={"use": "moon"}, at=timezone.now())
    assert refusal.value.at_field == "use"
    assert not Tally.objects.exists()


def test_the_page_takes_two_answers_from_the_link(client, over):
    """And then thanks; the link of somebody else still asks."""
    first, second = SignUp.objects.order_by("pk")[:2]
    address, other = (f"/en/training/evaluation/{token_of(row.pk, EVALUATION)}/" for row in (first, second))
    page = Page(client.get(address))
    assert "Was this useful to you?" in page.text
    assert client.post(address, HAPPY).status_code == 303
    assert "Your answers are counted" in Page(client.get(address)).text
    assert client.post(address, HAPPY).status_code == 409
    assert "Was this useful to you?" in Page(client.get(other)).text


def test_the_letter_that_asks_has_the_link(client, over):
    """The morning after the last meeting."""
    mail.outbox.clear()
    for number in operations.due_letters():
        operations.send_letter(letter_id=number, at=timezone.now())
    asked = [one for one in mail.outbox if "/training/evaluation/" in one.body]
    assert len(asked) == 12


def test_with_few_answers_nothing_is_told_and_the_page_says_so(client, over, adviser):
    """Neither a number nor that there are some."""
    answer(over, 4, HAPPY)
    work = made(over.course, adviser)
    assert (work.state, work.refusal) == ("refused", "TooFewToTell")
    text = Page(client.get(f"/en/training/{over.course.code}/")).text
    assert "There are not enough answers yet" in text
    assert client.get(f"/en/training/{over.course.code}.json").json()["evaluation"] is None
    assert not CountsRelease.objects.exists()


def test_enough_answers_are_told_and_small_numbers_hidden(client, over, adviser):
    """As sentences, a table and data; two small numbers hide each other."""
    answer(over, 8, HAPPY)
    answer(over, 2, {"useful": "not", "use": "no"})
    work = made(over.course, adviser)
    assert work.state == "ready"
    publish(work, adviser)
    data = client.get(f"/en/training/{over.course.code}.json").json()["evaluation"]
    assert data["answered"] == 10
    assert data["questions"]["useful"]["not"] is None
    text = Page(client.get(f"/en/training/{over.course.code}/")).text
    assert "10 participants answered" in text
    assert "Those who answered found it: very useful (" in text
    assert "Will they use what they learned? I do so already (" in text
    assert "?:" not in text
    assert "hidden to protect people" in text


def test_what_is_told_is_evidence_of_what_the_course_serves(client, over, adviser):
    """Once, and renewed with the next release."""
    serves = ["action:benches", "provision:eu-charter:12"]
    operations.tie_course(course=over.course, serves=serves, acting_user=adviser, at=AT)
    over.course.refresh_from_db()
    answer(over, 6, HAPPY)
    publish(made(over.course, adviser), adviser)
    piece = Evidence.objects.get(code=f"training-{over.course.code}")
    assert (piece.kind, piece.url, piece.is_public) == ("evaluation", f"/training/{over.course.code}/", True)
    assert piece.links.count() == 2
    assert "Listening to young people" in Page(client.get("/en/actions/benches/")).text
    answer(over, 6, HAPPY)
    publish(made(over.course, adviser), adviser)
    assert Evidence.objects.filter(code=piece.code).count() == 1


def test_a_few_new_answers_are_not_told(over, adviser):
    """The difference between two releases would be these few."""
    answer(over, 8, HAPPY)
    publish(made(over.course, adviser), adviser)
    answer(over, 2, {"useful": "not", "use": "no"})
    assert made(over.course, adviser).refusal == "TooFewToTell"


def test_nobody_publishes_unsure_or_twice(over, adviser, partner):
    """Nor does the partner publish."""
    answer(over, 8, HAPPY)
    work = made(over.course, adviser)
    now = timezone.now()
    more = {"work": work, "on": timezone.localdate(now), "at": now}
    with pytest.raises(NotSureYet):
        operations.publish_evaluation(is_sure=False, acting_user=adviser, **more)
    with pytest.raises(NotPermitted):
        operations.publish_evaluation(is_sure=True, acting_user=partner, **more)
    publish(work, adviser)
    for act in (publish, lambda one, who: operations.drop_evaluation(work=one, acting_user=who, at=now)):
        with pytest.raises(EvaluationNotReady):
            act(work, adviser)


def test_a_draft_that_is_dropped_told_nothing(over, adviser):
    """And another can be made."""
    answer(over, 8, HAPPY)
    work = made(over.course, adviser)
    operations.drop_evaluation(work=work, acting_user=adviser, at=AT)
    assert not CountsRelease.objects.exists()
    assert made(over.course, adviser).state == "ready"
    assert EvaluationWork.objects.filter(state="dropped").count() == 1


def test_the_adviser_asks_looks_and_publishes_on_the_desk(as_person, over):
    """With a tick that they looked; without it the page comes back."""
    answer(over, 8, HAPPY)
    adviser, home = as_person("adviser"), f"/en/desk/training/{over.course.code}/"
    begun = adviser.post(f"{home}results/new/")
    assert "being counted" in Page(adviser.get(begun.url)).text
    operations.make_evaluation(number=EvaluationWork.objects.get().pk, clock=timezone.now)
    assert "8 participants answered" in Page(adviser.get(begun.url)).text
    unsure = adviser.post(begun.url, {})
    assert unsure.status_code == 422
    assert "Say that you looked" in Page(unsure).errors["is_sure"]
    assert adviser.post(begun.url, {"is_sure": "on"}).status_code == 303
    assert "8 participants answered" in Page(adviser.get(home)).text


def test_a_refused_draft_says_why_in_words(as_person, over):
    """To the adviser alone."""
    answer(over, 2, HAPPY)
    adviser = as_person("adviser")
    begun = adviser.post(f"/en/desk/training/{over.course.code}/results/new/")
    operations.make_evaluation(number=EvaluationWork.objects.get().pk, clock=timezone.now)
    assert "not enough answers yet to tell" in Page(adviser.get(begun.url)).text
    assert adviser.post(f"{begun.url}drop/").status_code == 303
