"""Meetings on the themes of the coalition."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from stadsrecht.kernel.localised import LocalisedTextField


class ThemeMeeting(models.Model):
    """A meeting on one theme of the coalition. Those of a pact are of its signatories and have attendance."""

    uuid = models.UUIDField(unique=True, editable=False)
    theme = models.CharField(max_length=60)
    title = LocalisedTextField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = LocalisedTextField(max_length=300, blank=True)
    agenda = LocalisedTextField(max_length=4000, blank=True)
    is_cancelled = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    kept_from_trail = frozenset({"uuid"})

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="partners_theme_meeting_period"),
        )

    def __str__(self) -> str:
        return self.title.plain

    @property
    def address(self) -> str:
        return f"{reverse('coalition')}#meeting-{self.pk}"
