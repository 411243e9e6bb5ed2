"""What is measured, for what, by whom and how often."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.localised import LocalisedTextField


class Direction(models.TextChoices):
    """Which way is better. `neither`, for figures such as reports of discrimination: more is not worse by itself.

    `unsaid` is something else: nobody has said it yet, and nothing may guess it.
    """

    UP = "up", _("higher is better")
    DOWN = "down", _("lower is better")
    NEITHER = "neither", _("neither way is better by itself")
    UNSAID = "unsaid", _("nobody has said yet which way is better")


class Frequency(models.TextChoices):
    MONTHLY = "monthly", _("every month")
    QUARTERLY = "quarterly", _("every quarter")
    YEARLY = "yearly", _("every year")
    TWO_YEARLY = "two-yearly", _("every two years")
    FOUR_YEARLY = "four-yearly", _("every four years")
    IRREGULAR = "irregular", _("now and then")
    ENDED = "ended", _("no longer measured")


class Indicator(models.Model):
    """`labels` names columns and their values in the city's languages:
    `{"sex": {"name": {"nl": …}, "values": {"Female": {"nl": …}}}}`; what has no label is shown as the source has it.
    """

    code = models.SlugField(max_length=120, unique=True)
    name = LocalisedTextField(max_length=300)
    about = LocalisedTextField(max_length=4000, blank=True, help_text="What is counted, and how.")
    unit = LocalisedTextField(max_length=120, blank=True)
    decimals = models.PositiveSmallIntegerField(null=True, blank=True)
    direction = models.CharField(max_length=10, choices=Direction)
    limit = models.FloatField(null=True, blank=True, help_text="The natural limit of the figure: 100 for a percentage.")
    method = models.CharField(max_length=40, default="open-sdg")
    counts_people = models.BooleanField(default=False, help_text="The figures are counts of people, or stem from such.")
    is_share = models.BooleanField(default=False, help_text="A percentage, rate or mean: its parts do not add up.")
    publisher = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    source_url = models.URLField(max_length=500, blank=True)
    sourced_on = models.DateField(null=True, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    licence_url = models.URLField(max_length=300, blank=True)
    changes = LocalisedTextField(max_length=2000, blank=True, help_text="What we changed in the source.")
    frequency = models.CharField(max_length=20, choices=Frequency, default=Frequency.YEARLY)
    owner_team = models.ForeignKey("people.Team", models.PROTECT, null=True, blank=True, related_name="+")
    owner_person = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    next_release_on = models.DateField(null=True, blank=True)
    shelf_life_months = models.PositiveIntegerField(default=24)
    labels = models.JSONField(default=dict, blank=True)
    metadata = models.JSONField(default=dict, blank=True, help_text="What the source said besides, word for word.")
    for_show = LocalisedTextField(max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name.plain

    @property
    def has_direction(self) -> bool:
        """Whether one way is better, so that figures can be judged and somebody can be behind."""
        return self.direction in {Direction.UP, Direction.DOWN}

    @property
    def address(self) -> str:
        return reverse("indicator", args=(self.code,))


class IndicatorLink(models.Model):
    """An indicator says something of exactly one provision, policy or action; SDG targets are provisions."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="links")
    provision = models.ForeignKey("rights.Provision", models.PROTECT, null=True, blank=True, related_name="+")
    policy = models.ForeignKey("policies.Policy", models.CASCADE, null=True, blank=True, related_name="+")
    action = models.ForeignKey("policies.Action", models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=(
                    Q(provision__isnull=False, policy__isnull=True, action__isnull=True)
                    | Q(provision__isnull=True, policy__isnull=False, action__isnull=True)
                    | Q(provision__isnull=True, policy__isnull=True, action__isnull=False)
                ),
                name="monitoring_link_one_subject",
            ),
            *(
                models.UniqueConstraint(
                    fields=("indicator", subject),
                    condition=Q(**{f"{subject}__isnull": False}),
                    name=f"monitoring_once_{subject}",
                )
                for subject in ("provision", "policy", "action")
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} of {self.provision or self.policy or self.action}"


class Target(models.Model):
    """A value that the headline, or the part of the table named in `keys`, should reach in a year."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    year = models.PositiveIntegerField()
    value = models.FloatField()
    keys = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ("indicator", "year")

    def __str__(self) -> str:
        return f"{self.indicator.code}: {self.value} in {self.year}"
