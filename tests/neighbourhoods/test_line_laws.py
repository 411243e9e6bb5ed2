"""Laws of the line: never more people than places, never an empty place while somebody waits, never past somebody.

A machine signs up, confirms, gives up, lets time pass and changes the number of places, in whatever order; and many
people at one moment ask a real database for the last places.
"""

import threading
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.db import connection, connections
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.neighbourhoods import operations
from stadsrecht.neighbourhoods.errors import CapacityBelowPlaced
from stadsrecht.neighbourhoods.models import Course, Run, SignUp
from stadsrecht.neighbourhoods.queries.sign_ups import line_of
from stadsrecht.neighbourhoods.workflow import IN_LINE, SEATED
from tests.neighbourhoods.conftest import AT, START, join, meetings, plan

NAMES = st.sampled_from(["Ada", "Bo", "Cem", "Dee", "Eli", "Fay"])


class Line(RuleBasedStateMachine):
    """`course`, `partner` and `order` are set by the test that runs it."""

    @initialize(capacity=st.integers(1, 3))
    def begin(self, capacity):
        SignUp.objects.all().delete()
        Run.objects.all().delete()
        draw = {"draws_at": START - timedelta(days=20)} if self.order == "lot" else {}
        self.row = plan(self.course, self.partner, capacity=capacity, order=self.order, **draw)
        self.now = AT

    def try_it(self, act):
        """A named refusal is an answer as well."""
        try:
            act()
        except StadsrechtError as refusal:
            return refusal
        return None

    @rule(name=NAMES)
    def sign_up(self, name):
        self.try_it(lambda: join(self.row, name, at=self.now))

    @rule(name=NAMES)
    def confirm(self, name):
        if found := SignUp.objects.filter(run=self.row, name=name).first():
            self.try_it(lambda: operations.confirm_place(sign_up=found, at=self.now))

    @rule(name=NAMES)
    def give_up(self, name):
        if found := SignUp.objects.filter(run=self.row, name=name).first():
            self.try_it(lambda: operations.give_up_place(sign_up=found, at=self.now))

    @rule(hours=st.sampled_from([1, 13, 25, 49, 300]))
    def let_time_pass(self, hours):
        self.now += timedelta(hours=hours)
        operations.settle_due(at=self.now)

    @rule(capacity=st.integers(1, 4))
    def change_places(self, capacity):
        present = Run.objects.select_related("course__organisation").get(pk=self.row.pk)
        values = {"place": present.place, "closes_at": present.closes_at, "capacity": capacity}
        values |= {"confirm_within": 48, "order": present.order, "draws_at": present.draws_at}
        more = {"run": present, "version": None, "meetings": meetings(), "values": values, "seed": bytes(32)}
        refusal = self.try_it(lambda: operations.save_run(**more, acting_user=self.partner, at=self.now))
        if isinstance(refusal, CapacityBelowPlaced):
            assert capacity < Run.objects.get(pk=self.row.pk).sign_ups.filter(state__in=SEATED).count()

    @invariant()
    def never_more_people_than_places(self):
        present = Run.objects.get(pk=self.row.pk)
        assert present.sign_ups.filter(state__in=SEATED).count() <= present.capacity

    @invariant()
    def never_an_empty_place_while_somebody_waits(self):
        present = Run.objects.get(pk=self.row.pk)
        taken = present.sign_ups.filter(state__in=SEATED).count()
        if present.is_drawn and self.now < present.starts_at:
            assert taken == present.capacity or not line_of(present).exists()

    @invariant()
    def nothing_runs_past_the_first_meeting(self):
        for row in SignUp.objects.filter(run=self.row):
            assert row.expires_at is None or row.expires_at <= START

    @invariant()
    def never_past_somebody(self):
        rows = list(SignUp.objects.filter(run=self.row))
        waiting = [place_of(row) for row in rows if row.state in IN_LINE]
        seated = [place_of(row) for row in rows if row.state in SEATED]
        assert not waiting or not seated or max(seated) <= min(waiting)


def place_of(row):
    """Whom the lot drew, in its order; then all others, by the moment of sign-up."""
    return row.drawn is None, row.drawn or 0, row.signed_at


@pytest.mark.parametrize("order", ["arrival", "lot"])
def test_the_laws_of_the_line_hold_whatever_happens(course, partner, order):
    """In any order of acts."""
    Line.course, Line.partner, Line.order = course, partner, order
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Line, settings=settings(max_examples=8, stateful_step_count=20, suppress_health_check=checks)
    )


def test_nobody_moves_past_somebody_who_signed_up_before(run):
    """Over all who wait: whoever is offered a place signed up before those who are not."""
    for number, name in enumerate(("Ada", "Bo", "Cem", "Dee", "Eli", "Fay")):
        join(run, name, at=AT + timedelta(minutes=number))
    for name in ("Fay", "Eli", "Dee", "Cem", "Bo"):
        row = SignUp.objects.get(run=run, name=name)
        operations.confirm_place(sign_up=row, at=AT + timedelta(hours=1))
    operations.settle_due(at=AT + timedelta(hours=25))
    assert dict(SignUp.objects.filter(run=run).order_by("signed_at").values_list("name", "state")) == {
        "Ada": "lapsed",
        "Bo": "placed",
        "Cem": "offered",
        "Dee": "waiting",
        "Eli": "waiting",
        "Fay": "waiting",
    }


@contextmanager
def copied_database():
    """A copy of the tests' database, in which transactions end: what is committed there touches no other test."""
    settings_of = connections["default"].settings_dict
    name, copy = settings_of["NAME"], f"{settings_of['NAME']}_line"
    parameters = {**connection.get_connection_params(), "dbname": "postgres"}
    parameters = {key: parameters[key] for key in ("dbname", "user", "password", "host", "port") if key in parameters}
    connection.close()
    with psycopg.connect(**parameters, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {copy} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {copy} TEMPLATE {name}")
        settings_of["NAME"] = copy
        try:
            yield
        finally:
            connection.close()
            settings_of["NAME"] = name
            server.execute(f"DROP DATABASE IF EXISTS {copy} WITH (FORCE)")


def at_once(acts):
    """Each act in a thread and a connection of its own, all let go at one moment."""
    gate, faults = threading.Barrier(len(acts)), []

    def work(act):
        gate.wait()
        try:
            act()
        except StadsrechtError:
            pass
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []


def test_many_at_one_moment_get_as_many_places_as_there_are(django_db_setup, django_db_blocker):
    """Twelve people ask for three places, confirm and give up at one moment, each in a transaction of its own."""
    from stadsrecht.partners.models import Organisation
    from stadsrecht.people.models import User
    from tests.neighbourhoods.conftest import COURSE

    with django_db_blocker.unblock(), copied_database():
        partner = User.objects.get(email="partner@demo.invalid")
        house = Organisation.objects.get(code="buurthuis-de-brug")
        made = operations.record_course(organisation=house, values=COURSE, acting_user=partner, at=AT)
        course = operations.move_course(course=made, state="published", acting_user=partner, at=AT)
        run = plan(Course.objects.get(pk=course.pk), partner, capacity=3)
        names = [f"P{number}" for number in range(12)]
        at_once([lambda name=name: join(run, name) for name in names])
        assert SignUp.objects.filter(run=run, state="held").count() == 3
        assert SignUp.objects.filter(run=run, state="listed").count() == 9
        rows = list(SignUp.objects.filter(run=run))
        at_once([lambda row=row: operations.confirm_place(sign_up=row, at=AT) for row in rows])
        placed = list(SignUp.objects.filter(run=run, state="placed"))
        assert len(placed) == 3
        leaving = [lambda row=row: operations.give_up_place(sign_up=row, at=AT) for row in placed]
        twice = [lambda row=row: operations.give_up_place(sign_up=row, at=AT) for row in placed]
        at_once([*leaving, *twice])
        offered = list(line_and_offers(run))
        assert offered == ["offered"] * 3 + ["waiting"] * 6
        same = [lambda: join(run, "P99") for _again in range(4)]
        at_once(same)
        assert SignUp.objects.filter(run=run, name="P99").count() == 1


def line_and_offers(run):
    """The states of those who do not have a place yet, in the order of the line."""
    rows = SignUp.objects.filter(run=run, state__in=("offered", "waiting"))
    return rows.order_by("signed_at", "pk").values_list("state", flat=True)
