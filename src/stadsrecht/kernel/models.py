"""The audit trail's table. It is written by `audit.record` alone; the database forbids update and delete."""

from django.db import models


class AuditEntry(models.Model):
    """One act. It holds no foreign key, so it survives the deletion of its object and of its actor."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    verb = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=200)
    object_label = models.TextField()
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("number",)
        indexes = (models.Index(fields=("object_type", "object_id", "number")),)

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.object_type} {self.object_id}"
