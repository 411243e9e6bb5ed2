"""Each page that an entry names is visited, not its website alone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0008_organisation_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="linkcheck",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="link_checks", to="partners.organisation"
            ),
        ),
        migrations.AddConstraint(
            model_name="linkcheck",
            constraint=models.UniqueConstraint(fields=("organisation", "link"), name="partners_link_checked_once"),
        ),
    ]
