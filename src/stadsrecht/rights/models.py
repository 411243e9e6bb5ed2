"""The catalogue of human rights, as versioned data that a command loads again and again."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.localised import LocalisedText, LocalisedTextField


class Theme(models.Model):
    """A subject in a resident's words: housing, asylum, poverty."""

    code = models.SlugField(max_length=40, unique=True)
    position = models.PositiveIntegerField()
    name = LocalisedTextField(max_length=60)
    about = LocalisedTextField(max_length=600)
    words = LocalisedTextField(max_length=600, blank=True, help_text="Everyday words that lead here.")

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.name.plain


class Instrument(models.Model):
    class Kind(models.TextChoices):
        TREATY = "treaty", _("Treaty")
        DECLARATION = "declaration", _("Declaration")
        GOALS = "goals", _("Goals")
        CITY_CHARTER = "city-charter", _("City charter")
        FRAMEWORK = "framework", _("Framework")

    code = models.SlugField(max_length=40, unique=True)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    name = LocalisedTextField(max_length=200)
    short_name = LocalisedTextField(max_length=40)
    about = LocalisedTextField(max_length=800)
    label = LocalisedTextField(max_length=60, help_text="How a provision is cited; {code} is replaced.")
    year = models.PositiveIntegerField()
    version = models.CharField(max_length=120)
    source_url = models.URLField(max_length=500)
    digest = models.CharField(max_length=64, help_text="SHA-256 of its position and its file.")
    is_own = models.BooleanField(default=False, help_text="Added by this city.")

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.short_name.plain

    @property
    def address(self) -> str:
        return reverse("instrument", args=(self.code,))


class Provision(models.Model):
    """An article, principle, goal, target or element. `says` is one sentence of our own, never the official text."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="provisions")
    code = models.CharField(max_length=20)
    position = models.PositiveIntegerField()
    group_code = models.CharField(max_length=20, blank=True)
    group_heading = LocalisedTextField(max_length=200, blank=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    own_label = LocalisedTextField(max_length=80, blank=True)
    heading = LocalisedTextField(max_length=300)
    says = LocalisedTextField(max_length=600)
    themes = models.ManyToManyField(Theme, blank=True, related_name="provisions")
    source_url = models.URLField(max_length=500, blank=True)
    is_checked = models.BooleanField(default=False, help_text="Heading and number were checked in the official text.")
    is_withdrawn = models.BooleanField(default=False, help_text="No longer in the list; kept for what points to it.")

    class Meta:
        ordering = ("instrument__position", "position")
        constraints = (models.UniqueConstraint(fields=("instrument", "code"), name="rights_provision_code"),)

    def __str__(self) -> str:
        return f"{self.instrument.code}:{self.code}"

    @property
    def reference(self) -> str:
        """The name under which data packs, files and the API know it: `eu-charter:21`."""
        return f"{self.instrument.code}:{self.code}"

    @property
    def label(self) -> LocalisedText:
        """How it is cited: “Article 21”."""
        pattern = self.own_label or self.instrument.label
        return LocalisedText({language: text.replace("{code}", self.code) for language, text in pattern.items()})


class SearchWords(models.Model):
    """What full-text search finds a provision by, in one language. Apart, so that no page carries it along."""

    provision = models.ForeignKey(Provision, models.CASCADE, related_name="search_words")
    language = models.CharField(max_length=10)
    words = SearchVectorField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("provision", "language"), name="rights_searchwords_once"),)
        indexes = (GinIndex(fields=("words",), name="rights_searchwords_words"),)

    def __str__(self) -> str:
        return f"{self.provision_id} {self.language}"


class Crosswalk(models.Model):
    """How two provisions relate, who says so and how surely."""

    class Relation(models.TextChoices):
        EQUIVALENT = "equivalent", _("means the same")
        OVERLAPS = "overlaps", _("overlaps")
        SUPPORTS = "supports", _("supports")

    class Confidence(models.TextChoices):
        HIGH = "high", _("high")
        MEDIUM = "medium", _("medium")
        LOW = "low", _("low")

    from_provision = models.ForeignKey(Provision, models.CASCADE, related_name="links_from")
    to_provision = models.ForeignKey(Provision, models.CASCADE, related_name="links_to")
    relation = models.CharField(max_length=20, choices=Relation)
    confidence = models.CharField(max_length=10, choices=Confidence)
    author = models.CharField(max_length=120)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ("from_provision__position", "to_provision__position")
        constraints = (
            models.UniqueConstraint(fields=("from_provision", "to_provision"), name="rights_crosswalk_pair"),
            models.CheckConstraint(condition=~Q(from_provision=F("to_provision")), name="rights_crosswalk_not_itself"),
        )

    def __str__(self) -> str:
        return f"{self.from_provision} {self.relation} {self.to_provision}"
