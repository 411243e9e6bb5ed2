"""The directory searches the words of an organisation in all languages, also where it has no service."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

from stadsrecht.partners.bridge.words import words_of


def gather(apps, schema_editor):
    """What `gather_entry` does from now on whenever an entry changes."""
    rows = list(apps.get_model("partners", "Organisation").objects.prefetch_related("services"))
    for row in rows:
        found = words_of(*dict(row.name).values(), *dict(row.description).values())
        served = (word for one in row.services.all() if one.status != "defunct" for word in one.words)
        row.words = list(dict.fromkeys((*found, *served)))
    if rows:
        type(rows[0]).objects.bulk_update(rows, ["words"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0007_newsletters"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="words",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40),
                blank=True,
                default=list,
                help_text="What the search looks in.",
                size=None,
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words"], name="partners_organisation_words"),
        ),
        migrations.RunPython(gather, migrations.RunPython.noop),
    ]
