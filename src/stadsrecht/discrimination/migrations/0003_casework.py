"""Refused looks are kept as well, and the custodian is asked for an identity."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEEP = """
CREATE OR REPLACE FUNCTION discrimination_keep_look() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.report_id, NEW.person_id, NEW.at, NEW.what, NEW.was_assigned)
        IS NOT DISTINCT FROM (OLD.report_id, OLD.person_id, OLD.at, OLD.what, OLD.was_assigned) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a look is append-only: % is not allowed', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
"""
KEEP_REFUSAL_TOO = KEEP.replace("NEW.was_assigned)", "NEW.was_assigned, NEW.was_refused)").replace(
    "OLD.was_assigned)", "OLD.was_assigned, OLD.was_refused)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("discrimination", "0002_sequence_and_looks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="look",
            name="was_refused",
            field=models.BooleanField(default=False, help_text="It was tried and not let through."),
        ),
        migrations.RunSQL(KEEP_REFUSAL_TOO, KEEP),
        migrations.CreateModel(
            name="IdentityRequest",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("asked_on", models.DateField()),
                (
                    "reason",
                    models.BinaryField(help_text="A letter to the identity's public key: a custodian can read it."),
                ),
                ("is_granted", models.BooleanField(null=True)),
                ("decided_on", models.DateField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identity_requests",
                        to="discrimination.report",
                    ),
                ),
            ],
            options={
                "ordering": ("asked_on", "report__number"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_granted__isnull", True)),
                        fields=("report", "asked_by"),
                        name="discrimination_asked_once",
                    )
                ],
            },
        ),
    ]
