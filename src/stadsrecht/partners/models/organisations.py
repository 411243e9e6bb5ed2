"""Organisations that work with the city, and the people who keep an organisation's entry true."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
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
    """`for_show` says which of its values are for demonstration only and stand in no source.

    `needs`, `languages`, `accessibility`, `found_in` and `words` are gathered from its texts, services and places, so
    that the directory is filtered in one table. `carried` is what another directory said of it that has no column here.
    """

    code = models.SlugField(max_length=80, unique=True)
    uuid = models.UUIDField(unique=True, editable=False)
    name = LocalisedTextField(max_length=200)
    description = LocalisedTextField(max_length=2000, blank=True)
    kind = models.CharField(max_length=40, choices=Kind)
    website = models.URLField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    helps_with = models.JSONField(default=list, blank=True, help_text="Codes of themes for which people can turn here.")
    for_show = LocalisedTextField(max_length=600, blank=True)
    confirmed_on = models.DateField(null=True, blank=True, help_text="The last day on which all this was said to hold.")
    closed_on = models.DateField(null=True, blank=True, help_text="It ended or stopped helping people on this day.")
    works_on = ArrayField(models.CharField(max_length=60), default=list, blank=True, help_text="Codes of needs.")
    needs = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    accessibility = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    found_in = ArrayField(models.CharField(max_length=20), default=list, blank=True, help_text="Codes of areas.")
    sort_key = models.CharField(max_length=200, blank=True)
    words = ArrayField(models.CharField(max_length=40), default=list, blank=True, help_text="What the search looks in.")
    carried = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    kept_from_trail = frozenset({"carried", "found_in", "sort_key", "words", "uuid"})  # it follows from other records

    class Meta:
        ordering = ("code",)
        indexes = (
            models.Index(fields=("sort_key",)),
            GinIndex(fields=("needs",), name="partners_organisation_needs"),
            GinIndex(fields=("words",), name="partners_organisation_words"),
        )

    def __str__(self) -> str:
        return self.name.plain

    @property
    def address(self) -> str:
        return reverse("partner", args=(self.code,))


class Editorship(models.Model):
    """A person at the partner who keeps its entry true, and is asked twice a year whether it still is."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="editorships")
    person = models.ForeignKey("people.User", models.CASCADE, related_name="editorships")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organisation", "person"), name="partners_editor_once"),)

    def __str__(self) -> str:
        return f"{self.person_id} → {self.organisation.code}"
