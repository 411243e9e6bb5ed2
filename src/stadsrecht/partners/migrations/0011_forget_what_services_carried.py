"""What was carried with a service at a confidential place, or with its hours, may tell where that is."""

from django.db import migrations


def forget(apps, schema_editor):
    """What `forget_carried` does from now on whenever such words come in."""
    service, schedule = (apps.get_model("partners", name).objects for name in ("Service", "Schedule"))
    service.filter(at_locations__location__is_confidential=True).update(carried={})
    schedule.filter(service__at_locations__location__is_confidential=True).update(carried={})


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0010_join_letters"),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
