"""Organisations that own actions together with the city."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.localised import LocalisedTextField


class Kind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    ANTI_DISCRIMINATION_OFFICE = "anti-discrimination-office", _("Anti-discrimination office")
    CIVIL_SOCIETY = "civil-society", _("Civil society")
    EDUCATION = "education", _("Education")
    POLICE = "police", _("Police")
    KNOWLEDGE = "knowledge", _("Knowledge and heritage")
    GOVERNMENT = "government", _("Other government body")
    OTHER = "other", _("Other organisation")


class Organisation(models.Model):
    """`for_show` says which of its values are for demonstration only and stand in no source."""

    code = models.SlugField(max_length=80, unique=True)
    name = LocalisedTextField(max_length=200)
    kind = models.CharField(max_length=40, choices=Kind)
    website = models.URLField(max_length=500, blank=True)
    source = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    helps_with = models.JSONField(default=list, blank=True, help_text="Codes of themes for which people can turn here.")
    for_show = LocalisedTextField(max_length=600, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name.plain
