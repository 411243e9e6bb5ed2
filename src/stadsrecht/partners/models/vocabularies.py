"""Vocabularies of other directories, kept as they came, so that their attributes still mean something."""

from django.db import models


class ForeignTerm(models.Model):
    """A taxonomy or a term of one, as HSDS gives it."""

    uuid = models.UUIDField(unique=True, editable=False)
    is_taxonomy = models.BooleanField()
    content = models.JSONField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.content.get("name", self.uuid))
