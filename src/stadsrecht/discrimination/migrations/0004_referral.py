"""Referrals: keys and files in tables of their own, parts that were agreed and passed on, and how each ended."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("discrimination", "0003_casework"),
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
    ]
