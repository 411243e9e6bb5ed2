"""The register of counts about people that left the house."""

from django.db import migrations, models

# A draft may change and go; what was told stays as it was.
FORBID = """
CREATE FUNCTION evidence_keep_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'published' THEN
        RAISE EXCEPTION 'a published release never changes: % is not allowed', TG_OP
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER evidence_countsrelease_no_change BEFORE UPDATE OR DELETE ON evidence_countsrelease
    FOR EACH ROW EXECUTE FUNCTION evidence_keep_counts();
"""
ALLOW = """
DROP TRIGGER evidence_countsrelease_no_change ON evidence_countsrelease;
DROP FUNCTION evidence_keep_counts();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0002_evidence_of_pledges"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountsRelease",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("series", models.SlugField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published")], default="draft", max_length=10
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(
                        help_text="Within the series, from 1: the draft of the next has the next."
                    ),
                ),
                ("tables", models.JSONField()),
                ("about", models.JSONField(default=dict)),
                ("rules", models.JSONField(default=dict)),
                ("reasons", models.JSONField(default=dict)),
                ("digest", models.CharField(max_length=64)),
                ("counted_on", models.DateField()),
                ("published_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ("series", "number"),
                "constraints": [models.UniqueConstraint(fields=("series", "number"), name="evidence_counts_number")],
            },
        ),
        migrations.RunSQL(FORBID, ALLOW),
    ]
