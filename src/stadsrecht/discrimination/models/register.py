"""Who took the yearly table for the ministry, whose small numbers nothing hides."""

from django.db import models


class RegisterExport(models.Model):
    """Rows are added when somebody takes the table, and never changed."""

    year = models.PositiveSmallIntegerField()
    taken_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    reports = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of what was taken.")

    class Meta:
        ordering = ("-taken_at", "-pk")

    def __str__(self) -> str:
        return f"register of {self.year}"
