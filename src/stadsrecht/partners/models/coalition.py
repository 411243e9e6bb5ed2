"""The coalition: which organisation works on which theme, in which role, who asked to join, and when a theme meets."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stadsrecht.kernel.localised import LocalisedTextField
from stadsrecht.partners.models.organisations import Organisation


class CoalitionRole(models.TextChoices):
    DRIVER = "driver", _("driver")
    BEARER = "bearer", _("bearer")
    SUPPORTER = "supporter", _("supporter")


class Membership(models.Model):
    """An organisation in the coalition, on one theme. The drivers of a theme are its core group, which decides."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    theme = models.CharField(max_length=60, help_text="The code of a need.")
    role = models.CharField(max_length=10, choices=CoalitionRole)
    joined_on = models.DateField()

    class Meta:
        ordering = ("theme", "organisation__sort_key", "pk")
        constraints = (models.UniqueConstraint(fields=("organisation", "theme"), name="partners_member_once"),)

    def __str__(self) -> str:
        return f"{self.organisation.code} {self.theme} {self.role}"


class JoinRequest(models.Model):
    """An organisation asks to join on a theme, in a role; the core group of that theme decides."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for the core group")
        ACCEPTED = "accepted", pgettext_lazy("a request to join", "accepted")
        REFUSED = "refused", _("refused")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="join_requests")
    theme = models.CharField(max_length=60)
    role = models.CharField(max_length=10, choices=CoalitionRole)
    text = LocalisedTextField(max_length=2000, help_text="What the organisation brings.")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = LocalisedTextField(max_length=1000, blank=True)
    asked_on = models.DateField()
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("asked_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "theme"), condition=Q(state="waiting"), name="partners_one_join_request_waits"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason={}), name="partners_join_request_reason"),
        )

    def __str__(self) -> str:
        return f"{self.organisation.code} {self.theme}"


class ThemeMeeting(models.Model):
    """A meeting on one theme of the coalition. Those of a pact are of its signatories and have attendance."""

    uuid = models.UUIDField(unique=True, editable=False)
    theme = models.CharField(max_length=60)
    title = LocalisedTextField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = LocalisedTextField(max_length=300, blank=True)
    agenda = LocalisedTextField(max_length=4000, blank=True)
    is_cancelled = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    kept_from_trail = frozenset({"uuid"})

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="partners_theme_meeting_period"),
        )

    def __str__(self) -> str:
        return self.title.plain

    @property
    def address(self) -> str:
        return f"{reverse('coalition')}#meeting-{self.pk}"
