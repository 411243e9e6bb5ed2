"""Organisations that own actions together with the city."""

from django.db import models

from stadsrecht.kernel.localised import LocalisedTextField


class Organisation(models.Model):
    code = models.SlugField(max_length=80, unique=True)
    name = LocalisedTextField(max_length=200)
    kind = models.CharField(max_length=40)
    website = models.URLField(max_length=500, blank=True)
    source = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name.plain
