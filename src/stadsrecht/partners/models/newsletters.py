"""Newsletters: what an organisation, or the coalition on one of its themes, has to tell."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from stadsrecht.kernel.localised import LocalisedTextField
from stadsrecht.partners.models.organisations import Organisation


class Newsletter(models.Model):
    """Of an organisation or of a theme of the coalition, never of both: one voice writes it."""

    code = models.SlugField(max_length=120, unique=True)
    uuid = models.UUIDField(unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="newsletters", null=True, blank=True)
    theme = models.CharField(max_length=60, blank=True, help_text="The code of a need.")
    title = LocalisedTextField(max_length=300)
    text = LocalisedTextField(max_length=4000)
    link = models.URLField(max_length=500, blank=True, help_text="Where the whole newsletter stands, if elsewhere.")
    published_on = models.DateField()
    for_show = LocalisedTextField(max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    kept_from_trail = frozenset({"uuid"})

    class Meta:
        ordering = ("-published_on", "-pk")
        indexes = (models.Index(fields=("theme", "published_on")),)
        constraints = (
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) & ~Q(theme="") | Q(organisation__isnull=False, theme=""),
                name="partners_newsletter_one_voice",
            ),
        )

    def __str__(self) -> str:
        return self.title.plain

    @property
    def address(self) -> str:
        return reverse("newsletter", args=(self.code,))
