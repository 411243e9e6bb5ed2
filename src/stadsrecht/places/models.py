"""Areas of the city. Codes are those of the national statistics office; a boundary holds for a period."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.localised import LocalisedTextField


class Level(models.TextChoices):
    CITY = "city", _("City")
    DISTRICT = "district", _("District")
    NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood")


class Area(models.Model):
    """One area in one period. `tile` places it on the schematic map where no boundary is loaded: [row, column]."""

    code = models.CharField(max_length=20)
    level = models.CharField(max_length=20, choices=Level)
    name = LocalisedTextField(max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    tile = models.JSONField(null=True, blank=True)
    boundary = models.JSONField(null=True, blank=True, help_text="GeoJSON geometry in WGS84.")
    boundary_source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("code", "valid_from")
        constraints = (
            models.UniqueConstraint(fields=("code", "valid_from"), name="places_area_code_period"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")), name="places_area_period"
            ),
        )

    def __str__(self) -> str:
        return self.name.plain
