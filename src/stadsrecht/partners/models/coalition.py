"""The coalition: which organisation works on which theme, in which role, and who asked to join."""

from django.db import models
from django.db.models import Q
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
