"""The tables are those of the models."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation


def loader() -> MigrationLoader:
    return MigrationLoader(None)


def test_no_migration_is_missing():
    """A change of a model comes with its migration."""
    migrations = loader()
    with translation.override(None):  # labels are compared too, and those in migrations are not translated
        detector = MigrationAutodetector(migrations.project_state(), ProjectState.from_apps(apps))
        missing = detector.changes(graph=migrations.graph)
    assert not missing, f"Run: stadsrecht makemigrations {' '.join(missing)}"


def test_no_two_migrations_compete():
    """Each module's migrations form one line."""
    assert not loader().detect_conflicts(), "Give the later one the earlier one as dependency, and a new number"
