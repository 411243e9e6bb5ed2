"""Actions, their milestones and notes, and the reminders that were sent."""

from django.db import models
from django.db.models import F, Q

from stadsrecht.kernel.localised import LocalisedTextField
from stadsrecht.policies.models.policies import Policy
from stadsrecht.policies.workflow import NEEDS_REASON, ActionState


class Action(models.Model):
    """What is done, by whom, until when. The owner is a person, a team or an organisation; none means: nobody yet."""

    code = models.SlugField(max_length=120, unique=True)
    policy = models.ForeignKey(Policy, models.CASCADE, related_name="actions")
    title = LocalisedTextField(max_length=300)
    description = LocalisedTextField(max_length=2000, blank=True)
    owner_person = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="actions")
    owner_team = models.ForeignKey("people.Team", models.PROTECT, null=True, blank=True, related_name="actions")
    owner_organisation = models.ForeignKey(
        "partners.Organisation", models.PROTECT, null=True, blank=True, related_name="actions"
    )
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=ActionState, default=ActionState.PLANNED)
    reason = LocalisedTextField(max_length=1000, blank=True, help_text="Why it stalls or was dropped.")
    source = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    for_show = LocalisedTextField(max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1)
    heard_on = models.DateField(help_text="The last day on which anything was noted or changed.")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("due_on", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(starts_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="policies_action_period",
            ),
            models.CheckConstraint(
                condition=(
                    Q(owner_person__isnull=True, owner_team__isnull=True)
                    | Q(owner_person__isnull=True, owner_organisation__isnull=True)
                    | Q(owner_team__isnull=True, owner_organisation__isnull=True)
                ),
                name="policies_action_one_owner",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(NEEDS_REASON)) | ~Q(reason={}), name="policies_action_reason"
            ),
        )
        indexes = (models.Index(fields=("state", "due_on")), models.Index(fields=("state", "heard_on")))

    def __str__(self) -> str:
        return self.title.plain

    @property
    def owner(self) -> models.Model | None:
        return self.owner_person or self.owner_team or self.owner_organisation


class Milestone(models.Model):
    action = models.ForeignKey(Action, models.CASCADE, related_name="milestones")
    title = LocalisedTextField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return self.title.plain


class ProgressNote(models.Model):
    """History is appended, never edited."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="notes")
    text = LocalisedTextField(max_length=4000)
    noted_on = models.DateField()
    noted_by = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-noted_on", "-pk")

    def __str__(self) -> str:
        return self.text.plain[:60]


class Reminder(models.Model):
    """One reminder about one action to one address, for one cause: sent once, also if the job dies half-way."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="reminders")
    recipient = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    cause = models.CharField(max_length=20)
    about_on = models.DateField(help_text="The due day or the last day heard of: a new day is a new cause.")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("action", "recipient", "cause", "about_on"), name="policies_reminder_once"),
        )

    def __str__(self) -> str:
        return f"{self.cause} {self.action.code} {self.about_on}"
