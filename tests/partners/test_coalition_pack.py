"""The coalition of a city's pack: loaded once, and what people changed since stays."""

import pytest

from stadsrecht.kernel.packs import PackRefers
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.partners.models import Membership
from stadsrecht.partners.operations import leave_coalition, load_coalition
from tests.conftest import ROOT
from tests.partners.conftest import AT


def test_loading_the_pack_again_changes_nothing(db):
    """Roles that people changed stay."""
    Membership.objects.update(role="supporter")
    assert load_coalition(ROOT / "tests" / "cities" / "kleinstad", acting_user=SYSTEM, at=AT) == 0
    assert set(Membership.objects.values_list("role", flat=True)) == {"supporter"}


def test_who_left_is_not_put_back_by_the_pack(house, person):
    """On that theme; what a pack names besides is loaded."""
    leave_coalition(membership=Membership.objects.get(organisation=house), acting_user=person("partner"), at=AT)
    Membership.objects.filter(theme="discrimination").delete()
    assert load_coalition(ROOT / "tests" / "cities" / "kleinstad", acting_user=SYSTEM, at=AT) == 1
    assert list(Membership.objects.values_list("theme", flat=True)) == ["discrimination"]


def test_a_role_that_there_is_not_is_refused_with_the_pack(db, tmp_path):
    """By the name that it gives."""
    row = '[[member]]\norganisation = "veilig-huis"\ntheme = "meeting"\nrole = "captain"\non = 2026-01-12\n'
    (tmp_path / "pacts.toml").write_text(row)
    with pytest.raises(PackRefers, match="captain"):
        load_coalition(tmp_path, acting_user=SYSTEM, at=AT)
