"""Names, addresses and needs are destroyed in time, and what stays names nobody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.neighbourhoods import operations
from stadsrecht.neighbourhoods.models import Letter, Message, SignUp
from tests.neighbourhoods.conftest import AT, enter, join

DAY = timedelta(days=1)


@pytest.fixture
def joined(run, partner):
    """Somebody with a name that stands nowhere else, a need and a message."""
    row = operations.confirm_place(sign_up=join(run, "Zevenblad", needs="kornoelje"), at=AT)
    operations.write_to_all(run=run, text="Beste Zevenblad", acting_user=partner, at=AT)
    return row


def everything_stored():
    """Every table as text."""
    parts = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')  # noqa: S608
            parts += [row[0].lower() for row in cursor.fetchall()]
    return "\n".join(parts)


def test_sixty_days_after_the_last_meeting_nothing_names_anybody(run, joined):
    """In no table, the trail included; the state stays to be counted."""
    last = timezone.localdate(run.ends_at)
    assert operations.destroy_due(on=last + 59 * DAY, at=AT) == 0
    assert "zevenblad" in everything_stored()
    assert operations.destroy_due(on=last + 60 * DAY, at=AT) == 1
    stored = everything_stored()
    assert [word for word in ("zevenblad", "kornoelje") if word in stored] == []
    row = SignUp.objects.get()
    assert (row.state, row.name, row.email, row.needs, row.role) == ("placed", "", "", "", "")
    assert not Letter.objects.exists()
    assert not Message.objects.exists()


def test_thirty_days_after_it_was_cancelled(run, joined, partner):
    """Nobody needs it any longer."""
    on = timezone.localdate(AT)
    operations.cancel_run(run=run, reason=LocalisedText(nl="Ziek."), acting_user=partner, on=on, at=AT)
    assert operations.destroy_due(on=on + 29 * DAY, at=AT) == 0
    assert operations.destroy_due(on=on + 30 * DAY, at=AT) == 1
    assert SignUp.objects.get().email == ""


def test_many_empty_rows_of_one_run_are_no_conflict(run):
    """Each address is once in a run, and destroyed ones are none."""
    for name in ("Ada", "Bo", "Cem"):
        enter(run, name)
    on = timezone.localdate(run.ends_at) + 60 * DAY
    assert operations.destroy_due(on=on, at=AT) == 1
    assert operations.destroy_due(on=on, at=AT) == 0
    assert SignUp.objects.filter(email="").count() == 3
