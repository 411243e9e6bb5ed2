"""A pact is recorded, changed and signed once by each organisation."""

from datetime import date

import pytest

from stadsrecht.kernel.audit import entries_of
from stadsrecht.kernel.errors import EditConflict, EndsBeforeStart, NotPermitted
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.packs import PackRefers
from stadsrecht.partners import errors
from stadsrecht.partners.models import Organisation, Pact, Pledge, Signature
from stadsrecht.partners.operations import edit_pact, load_pacts, record_pact, sign_pact
from tests.partners.pacts.conftest import AT, TODAY

VALUES = {
    "title": LocalisedText(nl="Samen open"),
    "text": LocalisedText(nl="Wij beloven."),
    "starts_on": date(2026, 1, 1),
    "ends_on": date(2026, 12, 31),
    "subjects": ["racism"],
}


def test_two_pacts_may_bear_one_name(db, person):
    """Their codes tell them apart."""
    made = [record_pact(values=VALUES, acting_user=person("adviser"), at=AT) for _number in range(2)]
    assert {pact.title.plain for pact in made} == {"Samen open"}
    assert len({pact.code for pact in (*made, Pact.objects.get(code="samen-open"))}) == 3


@pytest.mark.parametrize(
    ("changes", "error"),
    [({"ends_on": date(2025, 1, 1)}, EndsBeforeStart), ({"subjects": ["nothing"]}, errors.UnknownCode)],
)
def test_a_faulty_pact_is_refused_by_name(db, person, changes, error):
    """Nothing is saved."""
    with pytest.raises(error):
        record_pact(values={**VALUES, **changes}, acting_user=person("adviser"), at=AT)
    assert Pact.objects.count() == 1


@pytest.mark.parametrize("role", ["partner", "portfolio_holder", "council_member", "stranger", "coordinator"])
def test_only_the_citys_editors_record_a_pact(db, person, role):
    """Everybody else is refused."""
    with pytest.raises(NotPermitted):
        record_pact(values=VALUES, acting_user=person(role), at=AT)


def test_the_second_editor_is_told_what_the_first_wrote(pact, person):
    """Nothing is overwritten unseen."""
    edit = {"acting_user": person("adviser"), "at": AT}
    edit_pact(pact=pact, version=1, values={"source": "A"}, **edit)
    with pytest.raises(EditConflict):
        edit_pact(pact=pact, version=1, values={"source": "B"}, **edit)
    assert entries_of(pact).last().verb == "edit_pact"


def sign(pact, organisation, person, role="partner", on=TODAY):
    return sign_pact(pact=pact, organisation=organisation, signed_on=on, acting_user=person(role), at=AT)


def test_an_organisation_that_signs_twice_is_refused_by_name(pact, house, person):
    """The error names the organisation and the day, and lands at its field."""
    with pytest.raises(errors.AlreadySigned) as refused:
        sign(pact, house, person)
    assert refused.value.at_field == "organisation"
    assert "Buurthuis De Brug" in str(refused.value)
    assert Signature.objects.filter(pact=pact, organisation=house).count() == 1


def test_a_partner_signs_for_its_own_organisation_alone(pact, desk, house, person):
    """The city writes down who signed; another partner cannot."""
    Pledge.objects.all().delete()
    Signature.objects.all().delete()
    with pytest.raises(errors.NotYourOrganisation):
        sign(pact, desk, person)
    assert sign(pact, house, person).signed_on == TODAY
    assert sign(pact, desk, person, role="adviser").pact == pact


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2028, 1, 1)])
def test_a_pact_is_signed_while_it_runs(pact, person, day):
    """Neither before nor after."""
    shelter = Organisation.objects.get(code="veilig-huis")
    with pytest.raises(errors.SignedOutsidePact):
        sign(pact, shelter, person, role="adviser", on=day)


def test_loading_the_pack_again_changes_nothing(pact, pledge, tmp_path):
    """Neither twice nor over what people changed."""
    from stadsrecht.kernel.permissions import SYSTEM
    from tests.conftest import ROOT

    Pledge.objects.filter(pk=pledge.pk).update(title={"nl": "Anders"})
    assert load_pacts(ROOT / "tests" / "cities" / "kleinstad", acting_user=SYSTEM, at=AT) == 0
    assert Pledge.objects.get(pk=pledge.pk).title.plain == "Anders"
    assert load_pacts(tmp_path, acting_user=SYSTEM, at=AT) == 0


def test_a_pack_that_names_an_unknown_signatory_is_refused(db, tmp_path):
    """By the name that it gives."""
    from stadsrecht.kernel.permissions import SYSTEM

    text = '[[pact]]\ncode = "x"\ntitle = {nl = "X"}\ntext = {nl = "X"}\nstarts_on = 2026-01-01\n'
    (tmp_path / "pacts.toml").write_text(f'{text}[[pact.signature]]\norganisation = "nobody"\non = 2026-01-01\n')
    with pytest.raises(PackRefers, match="nobody"):
        load_pacts(tmp_path, acting_user=SYSTEM, at=AT)


SUPPLEMENT = """
  [[pact.signature]]
  organisation = "veilig-huis"
  on = 2026-02-01

  [[pact.pledge]]
  code = "night-door"
  by = "veilig-huis"
  title = {nl = "Een deur die 's nachts open is"}
  made_on = 2026-02-01
  due_on = 2026-12-31

  [[pact.meeting]]
  code = "third"
  title = {nl = "Derde bijeenkomst"}
  starts_at = 2026-09-07T19:00:00+02:00
  ends_at = 2026-09-07T21:00:00+02:00
  present = ["veilig-huis"]
"""


def test_what_a_pack_adds_to_a_pact_that_is_there_is_loaded(pact, tmp_path):
    """A signature, a pledge and a meeting, once; what was there is left as it is."""
    from stadsrecht.kernel.permissions import SYSTEM
    from tests.conftest import ROOT

    kept = (ROOT / "tests" / "cities" / "kleinstad" / "pacts.toml").read_text(encoding="utf-8")
    (tmp_path / "pacts.toml").write_text(kept + SUPPLEMENT, encoding="utf-8")
    counts = pact.signatures.count(), Pledge.objects.count(), pact.meetings.count()
    assert [load_pacts(tmp_path, acting_user=SYSTEM, at=AT) for _time in range(2)] == [1, 0]
    assert (pact.signatures.count(), Pledge.objects.count(), pact.meetings.count()) == tuple(n + 1 for n in counts)
    assert Pledge.objects.get(code="night-door").signature.organisation.code == "veilig-huis"
    new = {"signatures": ["veilig-huis"], "pledges": ["night-door"], "meetings": ["third"]}
    assert entries_of(pact).order_by("-number").first().new == new


@pytest.mark.parametrize("column", ["state", "city_state"])
def test_a_state_that_there_is_not_is_refused_with_the_pack(pact, tmp_path, column):
    """With the pledge that names it; the city's view has a list of its own."""
    from stadsrecht.kernel.permissions import SYSTEM
    from tests.conftest import ROOT

    kept = (ROOT / "tests" / "cities" / "kleinstad" / "pacts.toml").read_text(encoding="utf-8")
    faulty = SUPPLEMENT.replace("due_on = 2026-12-31", f'due_on = 2026-12-31\n  {column} = "kpet"')
    (tmp_path / "pacts.toml").write_text(kept + faulty, encoding="utf-8")
    with pytest.raises(PackRefers, match="night-door: kpet"):
        load_pacts(tmp_path, acting_user=SYSTEM, at=AT)
    assert not Pledge.objects.filter(code="night-door").exists()
