"""Loading a whole city: the catalogue of rights, then each module's part of the data pack, from below upward."""

from pathlib import Path
from secrets import token_bytes

from django.db import transaction
from django.utils import timezone

from stadsrecht.discrimination.operations import load_demo_keys, load_lists, load_reports_for_show
from stadsrecht.evidence.operations import load_evidence
from stadsrecht.kernel.lots import SEED_BYTES
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.monitoring.operations import load_figures
from stadsrecht.neighbourhoods.operations import load_training
from stadsrecht.partners.operations import load_coalition, load_newsletters, load_organisations, load_pacts
from stadsrecht.people.operations import load_people, load_roles
from stadsrecht.places.operations import load_areas
from stadsrecht.policies.operations import load_pledge_ties, load_policies
from stadsrecht.rights.operations import load_catalogue, load_own_charters


@transaction.atomic
def load_everything(pack: Path, *, with_personas: bool = True) -> None:
    """Load the catalogue and a city's pack. Running it again adds what is new and leaves what people changed."""
    at = timezone.now()
    load_roles()
    load_people(pack, with_personas=with_personas, at=at)
    load_areas(pack, acting_user=SYSTEM, at=at)
    load_organisations(pack, acting_user=SYSTEM, at=at)
    load_coalition(pack, acting_user=SYSTEM, at=at)
    load_newsletters(pack, acting_user=SYSTEM, at=at)
    load_pacts(pack, acting_user=SYSTEM, at=at)
    load_catalogue(acting_user=SYSTEM, at=at)
    load_own_charters(files=list((pack / "charters").glob("*.toml")), acting_user=SYSTEM, at=at)
    load_policies(folder=pack, acting_user=SYSTEM, at=at)
    load_pledge_ties(folder=pack, acting_user=SYSTEM, at=at)
    load_evidence(folder=pack, acting_user=SYSTEM, at=at)
    load_figures(folder=pack, acting_user=SYSTEM, at=at)
    load_training(pack, seed=token_bytes(SEED_BYTES), acting_user=SYSTEM, on=timezone.localdate(at), at=at)
    load_lists(pack=pack, acting_user=SYSTEM, on=timezone.localdate(at), at=at)
    if with_personas:
        load_demo_keys(at=at)
        load_reports_for_show(pack=pack, on=timezone.localdate(at), at=at)
