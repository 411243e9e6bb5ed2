"""The stage of all tests: a real PostgreSQL, a small city, and the cast of design.md."""

import os
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("STADSRECHT_VAR", str(ROOT / "var" / "test"))
os.environ.setdefault("CITY", str(ROOT / "tests" / "cities" / "kleinstad"))
os.environ["DEMO"] = "1"
# Set here and not in pyproject.toml: the settings need the address of a database that is started below.
os.environ["DJANGO_SETTINGS_MODULE"] = "stadsrecht.config.settings"

from stadsrecht.config.embedded import ensure_database  # noqa: E402  (must come before Django reads its settings)

ensure_database(Path(os.environ["STADSRECHT_VAR"]))

import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.cache import caches  # noqa: E402
from django.utils.translation import override  # noqa: E402

from stadsrecht.config.translations import compile_catalogues  # noqa: E402
from stadsrecht.kernel.sealing import Work  # noqa: E402

# Tests read static files where they lie; only a served installation collects and names them by content.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# A guess at a passphrase costs a second in use, and nothing here.
settings.PASSPHRASE_WORK = Work(memory=64 * 1024, passes=1)
Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
compile_catalogues(settings.LOCALE_PATHS)
django.setup()

# Property tests try the same examples each time: a test that fails by chance tells nobody what changed.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.load_profile("steady")

STAFF = ("adviser", "portfolio_holder", "case_worker", "custodian", "office_coordinator")
STAFF += ("partner", "coordinator", "network_member", "administrator")
CAST = ("resident", *STAFF, "council_member", "stranger")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load the catalogue and the small city once; each test then works inside its own transaction."""
    from stadsrecht.config.city import load_everything

    with django_db_blocker.unblock():
        load_everything(ROOT / "tests" / "cities" / "kleinstad")


@pytest.fixture(autouse=True)
def own_language():
    """Each test begins in the city's language, whatever page the one before asked for."""
    with override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def own_memory():
    """No test sees what an earlier one counted in a database that was rolled back."""
    caches["process"].clear()
    caches["pages"].clear()


@pytest.fixture
def person(db):
    """`person("adviser")` gives the small city's persona of that role, or a stranger without any role."""
    from stadsrecht.people.models import User

    return lambda role: User.objects.get(email=f"{role}@demo.invalid")


@pytest.fixture
def as_person(client, person):
    """`as_person("adviser")` gives a client signed in as that persona; `resident` is not signed in."""

    def sign_in(role):
        if role != "resident":
            client.force_login(person(role))
            session = client.session
            session["is_demo"] = True
            session.save()
        return client

    return sign_in
