"""Owners hear once of what is overdue or silent, whatever happens to the job that tells them."""

import email
import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from email.policy import default
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

from stadsrecht.kernel.mail import FolderBackend
from stadsrecht.policies.models import Action, Reminder
from stadsrecht.policies.operations import due_reminders, send_reminder

ROOT = Path(__file__).resolve().parents[2]
ON, AT = date(2026, 6, 1), datetime(2026, 6, 1, 6, tzinfo=UTC)
TEAM = {"adviser@demo.invalid", "portfolio_holder@demo.invalid", "coordinator@demo.invalid"}


@pytest.fixture
def action(db):
    """The benches, of the rights team: overdue since 31 May; every other action is done."""
    Action.objects.exclude(code="benches").update(state="done")
    Action.objects.filter(code="benches").update(state="running", due_on=date(2026, 5, 31), heard_on=ON)
    return Action.objects.get(code="benches")


def remind(on=ON):
    """One run of the job: how many messages it sent."""
    return sum(send_reminder(reminder_id=number, at=AT) for number in due_reminders(on=on))


def test_every_member_of_the_team_is_reminded(action, mailoutbox):
    """Each by a message of their own, so that no address is shown to others."""
    remind()
    assert {message.to[0] for message in mailoutbox} == TEAM
    assert all(len(message.to) == 1 and not message.cc and not message.bcc for message in mailoutbox)


def test_a_second_run_sends_nothing(action, mailoutbox):
    """Neither on the same day nor on the next."""
    assert (remind(), remind(), remind(ON + timedelta(days=1))) == (3, 0, 0)
    assert len(mailoutbox) == 3


def test_a_reminder_is_sent_once_also_when_it_is_asked_for_twice(action, mailoutbox):
    """Two jobs that hold the same list do not both send."""
    number = due_reminders(on=ON)[0]
    assert [send_reminder(reminder_id=number, at=AT) for _twice in (1, 2)] == [True, False]


def test_a_new_due_day_is_a_new_cause(action, mailoutbox):
    """An action that is moved and overdue again reminds again."""
    remind()
    Action.objects.filter(pk=action.pk).update(due_on=ON)
    assert remind(ON + timedelta(days=1)) == 3


def test_silence_reminds_once_for_each_silence(action, mailoutbox):
    """After 90 days without news; a note starts the count anew."""
    Action.objects.filter(pk=action.pk).update(due_on=None, heard_on=ON - timedelta(days=90))
    assert (remind(), remind(ON + timedelta(days=5))) == (3, 0)
    Action.objects.filter(pk=action.pk).update(heard_on=ON)
    assert (remind(ON + timedelta(days=89)), remind(ON + timedelta(days=90))) == (0, 3)


def test_what_is_both_overdue_and_silent_reminds_once(action, mailoutbox):
    """The due day is what counts then."""
    Action.objects.filter(pk=action.pk).update(heard_on=ON - timedelta(days=200))
    assert remind() == 3
    assert set(Reminder.objects.values_list("cause", flat=True)) == {"overdue"}


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_what_is_over_reminds_nobody(action, mailoutbox, state):
    """Also where the reminder was claimed before."""
    due_reminders(on=ON)
    Action.objects.filter(pk=action.pk).update(state=state, reason={"nl": "x"})
    assert remind() == 0


def test_who_is_locked_out_is_not_reminded(action, mailoutbox, person):
    """Neither as a member of the team, nor as owner, nor where the reminder was claimed before."""
    due_reminders(on=ON)
    person("adviser").__class__.objects.filter(email="adviser@demo.invalid").update(is_active=False)
    assert remind() == 2
    Action.objects.filter(pk=action.pk).update(owner_team=None, owner_person=person("adviser"), due_on=ON)
    assert remind(ON + timedelta(days=1)) == 0


def test_an_owner_in_person_is_reminded(action, mailoutbox, person):
    """A person who owns an action hears of it; the team does not."""
    Action.objects.filter(pk=action.pk).update(owner_team=None, owner_person=person("coordinator"))
    remind()
    assert [message.to for message in mailoutbox] == [["coordinator@demo.invalid"]]


def test_an_action_without_owner_reminds_nobody(action, mailoutbox):
    """It stands on the desk instead."""
    Action.objects.filter(pk=action.pk).update(owner_team=None)
    assert remind() == 0


def test_the_message_is_dutch_and_leads_to_the_action(action, mailoutbox, as_person, settings):
    """Its link opens the page of the desk, whatever language the job ran in."""
    settings.SITE_URL = "https://stadsrecht.kleinstad.example"
    remind()
    message = mailoutbox[0]
    assert message.subject == "Te laat: Tien banken"
    assert "31 mei 2026" in message.body
    assert "%" not in message.body
    link = next(line for line in message.body.splitlines() if line.startswith(settings.SITE_URL))
    assert as_person("adviser").get(link.removeprefix(settings.SITE_URL)).status_code == 200


def test_the_command_sends_and_says_how_many(action, settings, tmp_path, capsys):
    """As files in the demonstration; a second run adds none."""
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "stadsrecht.kernel.mail.FolderBackend", tmp_path
    for sent in ("3", "0"):
        call_command("remind")
        assert capsys.readouterr().out.strip() == sent
    assert len(list(tmp_path.iterdir())) == 3


class DiesAfterTheSecond(FolderBackend):
    """Delivers; once two messages lie there the process is killed, before it can mark the second as sent."""

    def send_messages(self, email_messages):
        number = super().send_messages(email_messages)
        if len(list(Path(django_settings.EMAIL_FILE_PATH).glob("*.eml"))) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return number


@pytest.fixture
def scratch(db):
    """A database of its own, copied from the small city, in which the benches are overdue."""
    source, address = connection.settings_dict["NAME"], os.environ["DATABASE_URL"]
    name = f"{source}_scratch"
    connection.close()  # a database is copied only while nobody uses it
    with psycopg.connect(make_conninfo(address, dbname="postgres"), autocommit=True) as server:
        server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
        server.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(source)))
        with psycopg.connect(make_conninfo(address, dbname=name), autocommit=True) as database:
            database.execute("UPDATE policies_action SET state = 'running' WHERE code = 'benches'")
            yield database
        server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@pytest.fixture
def run_remind(scratch, tmp_path):
    """`run_remind(EMAIL_BACKEND=...)` runs the command in a process of its own against the scratch database."""
    environment = {
        **os.environ,
        "DATABASE_URL": make_conninfo(os.environ["DATABASE_URL"], dbname=scratch.info.dbname),
        "STADSRECHT_VAR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "stadsrecht.config.command", "remind"]
    return lambda **more: subprocess.run(
        command, env={**environment, **more}, capture_output=True, text=True, check=False
    )


def test_a_job_killed_between_delivery_and_mark_sends_nothing_twice(run_remind, scratch, tmp_path):
    """The next run finishes: one file for each reminder, every row marked."""
    killed = run_remind(EMAIL_BACKEND="tests.policies.test_reminders.DiesAfterTheSecond")
    marks = "SELECT count(*), count(sent_at) FROM policies_reminder"
    assert killed.returncode == -signal.SIGKILL
    assert (len(list(tmp_path.glob("mail/*"))), *scratch.execute(marks).fetchone()) == (2, 3, 1)
    assert run_remind().stdout.strip() == "2"
    messages = [email.message_from_bytes(file.read_bytes(), policy=default) for file in tmp_path.glob("mail/*")]
    assert {message["To"] for message in messages} == TEAM
    assert (len(messages), *scratch.execute(marks).fetchone()) == (3, 3, 3)
