"""Referrals: keys and files in tables of their own, what was agreed and passed on, how each ended; and letters."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("discrimination", "0003_casework"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="referral",
            options={"ordering": ("made_on", "pk")},
        ),
        migrations.RemoveField(
            model_name="referral",
            name="answer",
        ),
        migrations.RemoveField(
            model_name="referral",
            name="keys",
        ),
        migrations.AddField(
            model_name="case",
            name="partner_wrote_on",
            field=models.DateField(help_text="An answer of a partner's that nobody has read yet.", null=True),
        ),
        migrations.AddField(
            model_name="consent",
            name="parts",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40),
                default=list,
                help_text="For a referral: what may be passed on, and no more.",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="referral",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="messages",
                to="discrimination.referral",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="ended_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("partner", "ended by the partner"),
                    ("office", "withdrawn by the office"),
                    ("reporter", "ended because the reporter no longer agrees"),
                    ("closing", "ended because the case was closed"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="parts",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="public_key",
            field=models.BinaryField(default=b""),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="ReferralFile",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("position", models.PositiveIntegerField()),
                ("name", models.BinaryField()),
                ("content", models.BinaryField()),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="discrimination.referral"
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("referral", "position"), name="discrimination_referral_file_position"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferralKey",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                (
                    "person_key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="discrimination.personalkey"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="keys", to="discrimination.referral"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("referral", "person_key"), name="discrimination_one_referral_key_each"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="report",
            name="left_out",
            field=models.BinaryField(help_text="Sealed: which passages are left out where it is passed on.", null=True),
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cause", models.CharField(choices=[("due", "Due"), ("referred", "Referred")], max_length=10)),
                ("about_on", models.DateField(help_text="The due day, or the day of the referral.")),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="discrimination.case"
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="discrimination.referral",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["sent_at"], name="discriminat_sent_at_4190d3_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "referral", "recipient", "cause", "about_on"),
                        name="discrimination_notice_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
    ]
