"""Areas of the city and their boundaries.

An area lasts: its code is that of the national statistics office, and evidence or figures hang on it. What changes from
year to year, the boundary and the name on the statistics office's list, is a period of the area.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.localised import LocalisedTextField


class Level(models.TextChoices):
    CITY = "city", _("City")
    DISTRICT = "district", _("District")
    NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood")

    @property
    def plural(self) -> str | Promise:
        return PLURALS[self]


PLURALS = {Level.CITY: _("The whole city"), Level.DISTRICT: _("Districts"), Level.NEIGHBOURHOOD: _("Neighbourhoods")}


class Area(models.Model):
    """`tile` places the area on the schematic map where no boundary is loaded: [row, column], north up."""

    code = models.CharField(max_length=20, unique=True)
    level = models.CharField(max_length=20, choices=Level)
    name = LocalisedTextField(max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    tile = models.JSONField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    for_show = LocalisedTextField(max_length=600, blank=True, help_text="Which values are for demonstration only.")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name.plain


class Period(models.Model):
    """One area from one day until another, both included. `outline` is the boundary with fewer points, for drawing."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="periods")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=120, help_text="As written in the source.")
    source = models.CharField(max_length=300, blank=True)
    boundary = models.JSONField(null=True, blank=True, help_text="GeoJSON geometry in WGS84.")
    outline = models.JSONField(null=True, blank=True)
    label_at = models.JSONField(null=True, blank=True, help_text="[longitude, latitude], well inside the boundary.")

    class Meta:
        ordering = ("area", "-valid_from")
        constraints = (
            models.UniqueConstraint(fields=("area", "valid_from"), name="places_period_start"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")), name="places_period_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.valid_from})"
