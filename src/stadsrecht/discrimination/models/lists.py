"""The lists of codes with which a city counts, each edition as it was."""

from django.db import models


class ListEdition(models.Model):
    """All lists of one edition: `{"ground": [{"code": ..., "name": {"nl": ...}, ...}], ...}`. It never changes.

    A report names the edition in which its codes were chosen, so that a code means what it meant then.
    """

    number = models.PositiveIntegerField(primary_key=True)
    digest = models.CharField(max_length=64)
    lists = models.JSONField()
    loaded_on = models.DateField()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"edition {self.number}"
