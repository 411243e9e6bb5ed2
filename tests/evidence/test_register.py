"""Evidence is registered with what it is evidence of; what is wrong is refused by name."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile

from stadsrecht.evidence.errors import AddressOrFile, OwnEvidence, SubjectMissing, UnknownKind, UnknownSubject
from stadsrecht.evidence.models import Evidence
from stadsrecht.evidence.operations import edit_evidence, register_evidence, remove_evidence
from stadsrecht.kernel.audit import AuditEntry
from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.permissions import SYSTEM

AT = datetime(2026, 6, 1, tzinfo=UTC)


def register(subjects=("action:benches",), acting_user=SYSTEM, **given):
    values = {
        "title": LocalisedText(nl="Verslag van de banken"),
        "kind": "report",
        "dated_on": date(2026, 1, 31),
        "source": "Kleinstad",
        "language": "nl",
        "url": "https://example.org/report",
        "is_public": True,
        "shelf_life_months": 1,
        **given,
    }
    return register_evidence(values=values, subjects=subjects, acting_user=acting_user, at=AT)


def test_evidence_of_an_action_a_right_a_policy_and_a_place(db):
    names = ["action:benches", "provision:eu-charter:12", "policy:open-square", "place:WK999901"]
    assert register(names).links.count() == 4


def test_it_becomes_stale_after_its_shelf_life(db):
    assert register().stale_after == date(2026, 2, 28)


@pytest.mark.parametrize(
    "page", ["/nl/actions/benches/", "/fr/actions/benches.json", "/en/desk/actions/benches/", "/nl/actions/benches"]
)
def test_an_action_is_not_its_own_evidence(db, page):
    with pytest.raises(OwnEvidence):
        register(url=f"https://city.example.org{page}")


def test_the_page_of_another_action_may_be_evidence(db):
    assert register(url="https://city.example.org/nl/actions/benches-and-trees/").pk


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"subjects": ()}, SubjectMissing),
        ({"subjects": ["action:nothing"]}, UnknownSubject),
        ({"subjects": ["provision:eu-charter:99"]}, UnknownSubject),
        ({"subjects": ["moon:1"]}, UnknownSubject),
        ({"kind": "rumour"}, UnknownKind),
        ({"url": ""}, AddressOrFile),
        ({"file": "x.pdf"}, AddressOrFile),
    ],
)
def test_what_is_wrong_is_refused_by_name(db, given, error):
    with pytest.raises(error):
        register(**given)


def test_who_has_no_right_to_it_registers_nothing(person):
    with pytest.raises(NotPermitted):
        register(acting_user=person("council_member"))


def test_a_link_that_stays_keeps_the_note_that_cites_it(db, django_user_model):
    from stadsrecht.policies.models import Action, ProgressNote

    action = Action.objects.get(code="benches")
    note = ProgressNote.objects.create(action=action, text={"nl": "Klaar."}, noted_on=date(2026, 1, 1))
    evidence = register()
    evidence.links.update(note=note)
    edit_evidence(
        evidence=evidence,
        version=1,
        values={"source": "De stad"},
        subjects=["action:benches", "place:WK999901"],
        acting_user=SYSTEM,
        at=AT,
    )
    assert {(link.action_id, link.note_id) for link in evidence.links.all()} == {(action.pk, note.pk), (None, None)}


def test_a_kept_file_goes_with_its_evidence(db, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    evidence = register(url="", file=ContentFile(b"text", name="report.txt"))
    kept = tmp_path / evidence.file.name
    assert kept.read_bytes() == b"text"
    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(evidence=evidence, acting_user=SYSTEM, at=AT)
    assert not kept.exists()
    assert not Evidence.objects.filter(code="verslag-van-de-banken").exists()
    assert AuditEntry.objects.filter(verb="remove_evidence").exists()
