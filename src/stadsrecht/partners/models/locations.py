"""Places where help is given. The address of a confidential place stands in no column that a page could read.

A shelter's address may appear nowhere. So it is not kept with the place and hidden by each page in turn: the database
refuses a confidential place that has an address, a position, a district or anything carried from another directory.
What must be known is sealed in a table of its own, which one operation opens (`reveal_address`).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.localised import LocalisedTextField
from stadsrecht.partners.models.organisations import Organisation


class Accessibility(models.TextChoices):
    STEP_FREE = "step-free", _("step-free entrance")
    TOILET = "accessible-toilet", _("accessible toilet")
    INDUCTION_LOOP = "induction-loop", _("induction loop")
    SIGN_LANGUAGE = "sign-language", _("sign language")
    QUIET_ROOM = "quiet-room", _("quiet room")


class LocationKind(models.TextChoices):
    PHYSICAL = "physical", _("a place to visit")
    POSTAL = "postal", _("an address for letters")
    VIRTUAL = "virtual", _("online")


class Location(models.Model):
    """A place of an organisation. `addresses` are shaped as HSDS addresses; `front_door` says how one gets in touch."""

    uuid = models.UUIDField(unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="locations")
    kind = models.CharField(max_length=10, choices=LocationKind, default=LocationKind.PHYSICAL)
    name = LocalisedTextField(max_length=200, blank=True)
    area = models.ForeignKey("places.Area", models.PROTECT, null=True, blank=True, related_name="+")
    is_confidential = models.BooleanField(default=False)
    front_door = LocalisedTextField(max_length=500, blank=True, help_text="How to get in touch with a place.")
    addresses = models.JSONField(default=list, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    accessibility = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    carried = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    # The trail is for ever, and a place that is open today may be confidential tomorrow.
    kept_from_trail = frozenset({"addresses", "latitude", "longitude", "area", "carried", "uuid"})

    class Meta:
        ordering = ("organisation", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(is_confidential=False)
                | Q(addresses=[], latitude__isnull=True, longitude__isnull=True, area__isnull=True, carried={}),
                name="partners_confidential_place_has_no_address",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="partners_position_on_earth",
            ),
        )

    def __str__(self) -> str:
        return self.name.plain or str(self.uuid)


class SealedAddress(models.Model):
    """The address of a confidential place, sealed with a key that is not in the database."""

    location = models.OneToOneField(Location, models.CASCADE, related_name="sealed_address")
    sealed = models.TextField()

    def __str__(self) -> str:
        return "sealed"
