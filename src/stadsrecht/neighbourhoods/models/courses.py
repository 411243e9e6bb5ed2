"""What is offered, and when: a course stays in the catalogue, a run is one series of meetings of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.localised import LocalisedTextField
from stadsrecht.neighbourhoods.workflow import CourseState, RunState


class Kind(models.TextChoices):
    TRAINING = "training", _("training")
    COACHING = "coaching", _("coaching")
    YOUTH_SUPPORT = "youth-support", _("youth support")


class Audience(models.TextChoices):
    PROFESSIONALS = "professionals", _("professionals")
    VOLUNTEERS = "volunteers", _("volunteers")
    PARENTS = "parents", _("parents")
    YOUNG_PEOPLE = "young-people", _("young people")


class Order(models.TextChoices):
    ARRIVAL = "arrival", _("in the order of sign-up")
    LOT = "lot", _("by lot")


class Course(models.Model):
    """`serves` are references such as `action:benches` or `provision:crc:29`: of what it is evidence, an adviser says.

    No district means the whole city; no cost means that it is free.
    """

    code = models.SlugField(max_length=80, unique=True)
    organisation = models.ForeignKey("partners.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    title = LocalisedTextField(max_length=200)
    summary = LocalisedTextField(max_length=2000)
    audience = ArrayField(models.CharField(max_length=20), default=list)
    subjects = ArrayField(models.CharField(max_length=60), default=list, blank=True, help_text="Codes of needs.")
    district = models.ForeignKey("places.Area", models.PROTECT, null=True, blank=True, related_name="+")
    languages = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    cost = LocalisedTextField(max_length=300, blank=True)
    serves = ArrayField(models.CharField(max_length=140), default=list, blank=True)
    state = models.CharField(max_length=10, choices=CourseState, default=CourseState.DRAFT)
    for_show = LocalisedTextField(max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.title.plain

    @property
    def address(self) -> str:
        return reverse("training-course", args=(self.code,))


class Run(models.Model):
    """One series of meetings that people sign up for. `starts_at` and `ends_at` follow from the meetings.

    With a lot, `sealed_seed` holds the seed until the draw and `commitment` its SHA-256; after it `seed` tells it.
    """

    uuid = models.UUIDField(unique=True, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="runs")
    place = LocalisedTextField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField()
    confirm_within = models.PositiveSmallIntegerField(default=48, help_text="Hours.")
    order = models.CharField(max_length=10, choices=Order, default=Order.ARRIVAL)
    draws_at = models.DateTimeField(null=True, blank=True)
    sealed_seed = models.TextField(blank=True)
    commitment = models.CharField(max_length=64, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.PLANNED)
    reason = LocalisedTextField(max_length=600, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    emptied_on = models.DateField(null=True, blank=True, help_text="Names and addresses were destroyed on this day.")
    for_show = LocalisedTextField(max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    kept_from_trail = frozenset({"uuid", "sealed_seed"})

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="neighbourhoods_run_period"),
            models.CheckConstraint(condition=Q(closes_at__lte=F("starts_at")), name="neighbourhoods_run_closes"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="neighbourhoods_run_capacity"),
            models.CheckConstraint(
                condition=Q(order="arrival") | Q(order="lot", draws_at__isnull=False, draws_at__lte=F("closes_at")),
                name="neighbourhoods_run_draw",
            ),
        )

    def __str__(self) -> str:
        return f"{self.course_id}: {self.pk}"

    @property
    def is_drawn(self) -> bool:
        """Whether the line stands: always, but for a lot that is not drawn yet."""
        return self.order != Order.LOT or self.drawn_at is not None


class Meeting(models.Model):
    """`place` only where it differs from that of the run."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("starts_at", "pk")

    def __str__(self) -> str:
        return f"{self.run_id} {self.starts_at}"
