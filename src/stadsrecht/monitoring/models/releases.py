"""A release: all figures of an indicator as they stood at one moment. Once stored, its figures never change."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from stadsrecht.kernel.localised import LocalisedTextField
from stadsrecht.monitoring.models.figures import Column, ColumnRole
from stadsrecht.monitoring.models.indicators import Indicator
from stadsrecht.monitoring.workflow import ReleaseState


class Release(models.Model):
    """`sha256` is that of the figures in their canonical form, and the name of their file.

    `staged_by` is empty where the installation itself staged it, from a command.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=ReleaseState, default=ReleaseState.STAGED)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    structure = models.JSONField()
    first_period = models.CharField(max_length=60, blank=True)
    last_period = models.CharField(max_length=60, blank=True)
    origin = models.CharField(max_length=300, blank=True, help_text="The file that it came from.")
    findings = models.JSONField(default=list, blank=True, help_text="What the import noticed and how it was read.")
    is_correction = models.BooleanField(default=False)
    note = LocalisedTextField(max_length=2000, blank=True, help_text="What is new; for a correction, what and why.")
    staged_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    staged_at = models.DateTimeField()
    reviewed_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    publish_at = models.DateTimeField(null=True, blank=True, help_text="Under embargo until then.")
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("indicator", "-number")
        constraints = (
            models.UniqueConstraint(fields=("indicator", "number"), name="monitoring_release_number"),
            models.UniqueConstraint(
                fields=("indicator",), condition=Q(state=ReleaseState.PUBLISHED), name="monitoring_one_published"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("staged_by")),
                name="monitoring_reviewed_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.number}"

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(Column(row["code"], row["heading"], ColumnRole(row["role"])) for row in self.structure["columns"])

    @property
    def keys(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_key)

    def values_of(self, column: str) -> list[Any]:
        """The values of a key column that occur, without the blank that means all."""
        return next((row["values"] for row in self.structure["columns"] if row["code"] == column), [])
