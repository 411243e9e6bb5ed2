# A period may be written at length, such as “17 May to 11 June 2023”.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0001_initial")]

    operations = [
        migrations.AlterField("release", "first_period", models.CharField(blank=True, max_length=60)),
        migrations.AlterField("release", "last_period", models.CharField(blank=True, max_length=60)),
    ]
