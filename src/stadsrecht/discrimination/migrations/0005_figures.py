"""Figures for the public: campaigns, counted quarters and the making of a release; and no samples of sealed keys."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import stadsrecht.kernel.localised

FORBID = """
CREATE FUNCTION discrimination_keep_quarter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a counted quarter never changes: % is not allowed', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER discrimination_countedquarter_no_change BEFORE UPDATE OR DELETE ON discrimination_countedquarter
    FOR EACH ROW EXECUTE FUNCTION discrimination_keep_quarter();
"""
ALLOW = """
DROP TRIGGER discrimination_countedquarter_no_change ON discrimination_countedquarter;
DROP FUNCTION discrimination_keep_quarter();
"""
# The database keeps samples of each column, in which a sealed key would outlive its row.
NO_SAMPLES = """
ALTER TABLE discrimination_envelope ALTER COLUMN sealed SET STATISTICS 0;
ALTER TABLE discrimination_referralkey ALTER COLUMN sealed SET STATISTICS 0;
"""
SAMPLES = NO_SAMPLES.replace("STATISTICS 0", "STATISTICS -1")


class Migration(migrations.Migration):
    dependencies = [
        ("discrimination", "0004_referral"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("code", models.SlugField(max_length=60, primary_key=True, serialize=False)),
                (
                    "name",
                    stadsrecht.kernel.localised.LocalisedTextField(
                        default=stadsrecht.kernel.localised.LocalisedText, max_length=200
                    ),
                ),
                ("made_on", models.DateField()),
            ],
            options={
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="CountedQuarter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("quarter", models.PositiveSmallIntegerField()),
                ("counts", models.JSONField()),
                ("counted_on", models.DateField()),
            ],
            options={
                "ordering": ("year", "quarter"),
                "constraints": [
                    models.UniqueConstraint(fields=("year", "quarter"), name="discrimination_quarter_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="FiguresWork",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "span",
                    models.CharField(help_text="Which time and tables: a code of bridge/spans.py.", max_length=20),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("running", "under way"),
                            ("ready", "ready to be looked at"),
                            ("refused", "refused"),
                            ("failed", "failed"),
                            ("published", "published"),
                            ("dropped", "dropped"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("drafts", models.JSONField(default=list)),
                (
                    "quarters",
                    models.JSONField(default=dict, help_text="Counts of quarters that no release told of yet."),
                ),
                ("refusal", models.CharField(blank=True, max_length=60)),
                ("details", models.JSONField(default=dict)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.RunSQL(FORBID, ALLOW),
        migrations.RunSQL(NO_SAMPLES, SAMPLES),
    ]
