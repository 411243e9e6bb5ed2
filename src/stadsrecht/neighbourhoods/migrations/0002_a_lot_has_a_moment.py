"""A run whose places are drawn says when: one that lost its moment goes back to the order of sign-up."""

from django.db import migrations, models
from django.db.models import F, Q


def back_to_arrival(apps, schema_editor):
    """Nobody ever got a place in such a run: it waited for a draw without a moment."""
    runs = apps.get_model("neighbourhoods", "Run").objects
    runs.filter(order="lot", draws_at=None).update(order="arrival", commitment="", sealed_seed="")


class Migration(migrations.Migration):
    dependencies = [
        ("neighbourhoods", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(back_to_arrival, migrations.RunPython.noop),
        migrations.RemoveConstraint("run", "neighbourhoods_run_draw"),
        migrations.AddConstraint(
            "run",
            models.CheckConstraint(
                condition=Q(order="arrival") | Q(order="lot", draws_at__isnull=False, draws_at__lte=F("closes_at")),
                name="neighbourhoods_run_draw",
            ),
        ),
    ]
