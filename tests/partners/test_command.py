"""`stadsrecht reveal_address`: the way in which a sealed address is read."""

import io

import pytest
from django.core.management import CommandError, call_command

from stadsrecht.kernel.errors import ReasonMissing
from stadsrecht.kernel.models import AuditEntry
from stadsrecht.partners.models import Location
from tests.partners.conftest import SECRETS


def run(*words, account="administrator@demo.invalid", reason="Fire brigade"):
    out = io.StringIO()
    call_command("reveal_address", *words, "--account", account, "--reason", reason, stdout=out)
    return out.getvalue()


def test_the_address_is_shown_and_the_trail_keeps_who_asked_and_why(shelter, person):
    """On the terminal and nowhere else."""
    said = run("veilig-huis")
    assert said.startswith("Verborgenlaan 77, Schuilstede")
    assert "52.98765, 5.43219" in said
    entry = AuditEntry.objects.last()
    assert (entry.verb, entry.object_id, entry.new) == ("reveal_address", str(shelter.pk), {"reason": "Fire brigade"})
    assert entry.actor == person("administrator").audit_name
    assert not any(secret in str(entry.__dict__) for secret in SECRETS)


@pytest.mark.parametrize("account", ["adviser@demo.invalid", "nobody@example.org"])
def test_only_in_the_name_of_an_administrator(shelter, account):
    """Anyone else is named, and nothing is shown."""
    with pytest.raises(CommandError, match="no account of an administrator"):
        run("veilig-huis", account=account)


def test_a_blank_is_no_reason(shelter):
    """The trail would say nothing."""
    with pytest.raises(ReasonMissing):
        run("veilig-huis", reason=" ")


def test_of_several_places_one_must_be_named(shelter):
    """And one in the open is none of them."""
    other = Location.objects.create(
        organisation=shelter.organisation, uuid="11111111-1111-4111-8111-111111111119", is_confidential=True
    )
    with pytest.raises(CommandError, match=f"{shelter.pk} .*{other.pk}"):
        run("veilig-huis")
    assert "Verborgenlaan 77" in run("veilig-huis", "--place", str(shelter.pk))
    with pytest.raises(CommandError, match="no such"):
        run("meldpunt-kleinstad")
