"""Policies and the anchors that tie them to provisions."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.localised import LocalisedTextField
from stadsrecht.policies.workflow import PolicyState


class PolicyField(models.Model):
    """A field of municipal policy: a row of the matrix."""

    code = models.SlugField(max_length=80, unique=True)
    position = models.PositiveIntegerField()
    name = LocalisedTextField(max_length=120)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.name.plain


class Policy(models.Model):
    class Decider(models.TextChoices):
        COUNCIL = "council", _("city council")
        EXECUTIVE = "executive", _("executive (mayor and aldermen)")

    code = models.SlugField(max_length=120, unique=True)
    title = LocalisedTextField(max_length=300)
    summary = LocalisedTextField(max_length=2000, blank=True)
    field = models.ForeignKey(PolicyField, models.PROTECT, related_name="policies")
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, blank=True, related_name="policies")
    portfolio = models.ForeignKey("people.Portfolio", models.PROTECT, null=True, blank=True, related_name="policies")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=20, choices=Decider, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision_url = models.URLField(max_length=500, blank=True)
    state = models.CharField(max_length=20, choices=PolicyState, default=PolicyState.DRAFT)
    source = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    for_show = LocalisedTextField(max_length=600, blank=True, help_text="Which values are for demonstration only.")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("field__position", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="policies_policy_period",
            ),
        )

    def __str__(self) -> str:
        return self.title.plain

    @property
    def address(self) -> str:
        return reverse("policy", args=(self.code,))

    @property
    def desk_address(self) -> str:
        return reverse("desk-policy", args=(self.code,))


class Anchor(models.Model):
    """A policy tied to a provision: explicitly, where its text names it, or by an adviser's judgement."""

    class Duty(models.TextChoices):
        RESPECT = "respect", _("respect")
        PROTECT = "protect", _("protect")
        FULFIL = "fulfil", _("fulfil")
        PROMOTE = "promote", _("promote")

    class Applies(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        UNKNOWN = "unknown", _("not known")

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="anchors")
    provision = models.ForeignKey("rights.Provision", models.PROTECT, related_name="+")
    is_explicit = models.BooleanField()
    place = LocalisedTextField(max_length=300, blank=True, help_text="Explicit: where the text names it.")
    reason = LocalisedTextField(max_length=1000, blank=True, help_text="Implicit: why the adviser judges so.")
    duty = models.CharField(max_length=10, choices=Duty)
    charter_applies = models.CharField(max_length=10, choices=Applies, default=Applies.UNKNOWN)

    class Meta:
        ordering = ("provision__instrument__position", "provision__position")
        constraints = (models.UniqueConstraint(fields=("policy", "provision"), name="policies_anchor_once"),)

    def __str__(self) -> str:
        return f"{self.policy.code} → {self.provision}"
