"""What organisations do for people, where, and at which hours."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.localised import LocalisedTextField
from stadsrecht.partners.models.locations import Location
from stadsrecht.partners.models.organisations import Organisation


class ServiceStatus(models.TextChoices):
    """The codes are those of HSDS."""

    ACTIVE = "active", _("open to people")
    INACTIVE = "inactive", _("paused")
    TEMPORARILY_CLOSED = "temporarily closed", _("closed for a while")
    DEFUNCT = "defunct", _("ended")


class Cost(models.TextChoices):
    UNKNOWN = "", _("not known")
    FREE = "free", _("free")
    BY_INCOME = "by-income", _("depends on income")
    PAID = "paid", _("paid")


class Group(models.TextChoices):
    """For whom a service is, where it is not for everyone. Nobody is asked to prove it here."""

    WOMEN = "women", _("women")
    LGBTIQ = "lgbtiq", _("LGBTIQ+ people")
    REFUGEES = "refugees", _("refugees and asylum seekers")
    UNDOCUMENTED = "undocumented", _("people without papers")
    DISABILITY = "disability", _("people with a disability")
    CARERS = "carers", _("carers and family")
    LOW_INCOME = "low-income", _("people with little money")
    PROFESSIONALS = "professionals", _("professionals and volunteers")


class Service(models.Model):
    """Eligibility stands in columns, not in prose: ages, groups (any of them; none means everyone), residents only.

    `areas` are the codes of areas that it serves; none means the whole city. `found_in` adds those of its places, and
    `words` are what the search looks in: both are gathered by `gather_entry`.
    """

    uuid = models.UUIDField(unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="services")
    name = LocalisedTextField(max_length=200)
    description = LocalisedTextField(max_length=2000, blank=True)
    status = models.CharField(max_length=20, choices=ServiceStatus, default=ServiceStatus.ACTIVE)
    needs = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=20), default=list, blank=True, help_text="BCP 47 tags.")
    has_interpreter = models.BooleanField(null=True, blank=True, help_text="An interpreter can be called in.")
    url = models.URLField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    how = LocalisedTextField(max_length=1000, blank=True, help_text="How one gets this help.")
    is_by_appointment = models.BooleanField(default=False)
    cost = models.CharField(max_length=10, choices=Cost, default=Cost.UNKNOWN, blank=True)
    min_age = models.PositiveSmallIntegerField(null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(null=True, blank=True)
    groups = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    is_for_residents = models.BooleanField(default=False, help_text="Only for people who live in the city.")
    areas = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    found_in = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    words = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    carried = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True, blank=True)

    kept_from_trail = frozenset({"carried", "found_in", "words", "uuid"})  # it follows from other records

    class Meta:
        ordering = ("organisation", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(min_age__isnull=True) | Q(max_age__isnull=True) | Q(max_age__gte=F("min_age")),
                name="partners_service_ages",
            ),
        )
        indexes = (
            GinIndex(fields=("needs",), name="partners_service_needs"),
            GinIndex(fields=("words",), name="partners_service_words"),
        )

    def __str__(self) -> str:
        return self.name.plain


class ServiceAtLocation(models.Model):
    uuid = models.UUIDField(unique=True, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="at_locations")
    location = models.ForeignKey(Location, models.CASCADE, related_name="of_services")
    carried = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("service", "location"), name="partners_service_once_at_place"),)

    def __str__(self) -> str:
        return f"{self.service} @ {self.location}"


class Attendance(models.TextChoices):
    """Whether one can come in at these hours, or get in touch: the two differ at most places."""

    VISIT = "visit", _("Opening hours")
    CONTACT = "contact", _("Hours for phone and e-mail")


class Schedule(models.Model):
    """Hours of a service, of a place, or of a service at a place. `closes_at` at or before `opens_at` is the next day.

    By appointment means that one is welcome after making one: that is not closed, and it needs no hours.
    """

    service = models.ForeignKey(Service, models.CASCADE, null=True, blank=True, related_name="schedules")
    location = models.ForeignKey(Location, models.CASCADE, null=True, blank=True, related_name="schedules")
    at_location = models.ForeignKey(ServiceAtLocation, models.CASCADE, null=True, blank=True, related_name="schedules")
    attendance = models.CharField(max_length=10, choices=Attendance, default=Attendance.VISIT)
    is_by_appointment = models.BooleanField(default=False)
    days = ArrayField(models.CharField(max_length=2), default=list, blank=True, help_text="MO to SU; none: every day.")
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    every_weeks = models.PositiveSmallIntegerField(default=1)
    starts_on = models.DateField(null=True, blank=True, help_text="The first day, from which weeks are counted.")
    except_on = ArrayField(models.DateField(), default=list, blank=True)
    carried = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=(
                    Q(service__isnull=False, location__isnull=True, at_location__isnull=True)
                    | Q(service__isnull=True, location__isnull=False, at_location__isnull=True)
                    | Q(service__isnull=True, location__isnull=True, at_location__isnull=False)
                ),
                name="partners_schedule_of_one",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True, closes_at__isnull=True)
                | Q(opens_at__isnull=False, closes_at__isnull=False),
                name="partners_schedule_both_ends",
            ),
        )

    def __str__(self) -> str:
        return f"{','.join(self.days)} {self.opens_at}-{self.closes_at}"
