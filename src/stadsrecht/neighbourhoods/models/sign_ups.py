"""Who signed up. Names, addresses and needs are destroyed when their time is over; the state stays to be counted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stadsrecht.neighbourhoods.models.courses import Run
from stadsrecht.neighbourhoods.workflow import SignUpState


class SignUp(models.Model):
    """One person for one run. `drawn` is the place in the line that the lot gave; others follow by `signed_at`.

    `email` is in small letters, and empty once it was destroyed. `is_answered` says that the questions afterwards were
    answered; neither when nor how.
    """

    class Role(models.TextChoices):
        NOT_SAID = "", _("not said")
        PROFESSIONAL = "professional", _("professional")
        VOLUNTEER = "volunteer", _("volunteer")
        PARENT = "parent", _("parent")
        YOUNG_PERSON = "young-person", _("young person")

    run = models.ForeignKey(Run, models.CASCADE, related_name="sign_ups")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10)
    role = models.CharField(max_length=20, choices=Role, blank=True)
    needs = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=SignUpState)
    signed_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    ticket = models.CharField(max_length=32)
    drawn = models.PositiveIntegerField(null=True, blank=True)
    is_answered = models.BooleanField(default=False)

    class Meta:
        ordering = ("signed_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("run", "email"), condition=~Q(email=""), name="neighbourhoods_once"),
            models.UniqueConstraint(fields=("run", "ticket"), name="neighbourhoods_ticket_once"),
        )
        indexes = (models.Index(fields=("state", "expires_at")),)

    def __str__(self) -> str:
        return f"sign-up {self.pk}"
