"""Pacts, who signed them, what was pledged, what was said of it, and the meetings.

A pledge is its partner's: nobody else writes in it. What partner and city say is appended as notes, each with its
voice, and is never edited.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stadsrecht.kernel.localised import LocalisedTextField
from stadsrecht.partners.models.organisations import Organisation
from stadsrecht.partners.workflow import CITY_VIEWS, PLEDGE_NEEDS_REASON, PledgeState


class Pact(models.Model):
    """What organisations agreed to do together. Several may bear one name; the code tells them apart."""

    code = models.SlugField(max_length=120, unique=True)
    title = LocalisedTextField(max_length=300)
    text = LocalisedTextField(max_length=12_000, help_text="The agreement in full, or what it says in short.")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    subjects = ArrayField(models.CharField(max_length=60), default=list, blank=True, help_text="Codes of needs.")
    source = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    for_show = LocalisedTextField(max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("-starts_on", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="partners_pact_period"
            ),
        )

    def __str__(self) -> str:
        return self.title.plain

    @property
    def address(self) -> str:
        return reverse("pact", args=(self.code,))


class Signature(models.Model):
    """An organisation that signed a pact, once."""

    pact = models.ForeignKey(Pact, models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="signatures")
    signed_on = models.DateField()

    class Meta:
        ordering = ("organisation__sort_key", "pk")
        constraints = (models.UniqueConstraint(fields=("pact", "organisation"), name="partners_signed_once"),)

    def __str__(self) -> str:
        return f"{self.organisation.code} → {self.pact.code}"


class Pledge(models.Model):
    """What a signatory does, by when. A quota says: at `quota_least` of `quota_of` meetings of the pact."""

    code = models.SlugField(max_length=120, unique=True)
    signature = models.ForeignKey(Signature, models.PROTECT, related_name="pledges")
    title = LocalisedTextField(max_length=300)
    description = LocalisedTextField(max_length=2000, blank=True)
    subjects = ArrayField(models.CharField(max_length=60), default=list, blank=True, help_text="Codes of needs.")
    made_on = models.DateField()
    due_on = models.DateField()
    quota_least = models.PositiveSmallIntegerField(null=True, blank=True)
    quota_of = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=PledgeState, default=PledgeState.MADE)
    reason = LocalisedTextField(max_length=1000, blank=True, help_text="Why it was not kept, or only in part.")
    city_state = models.CharField(
        max_length=20, choices=[(state.value, state.label) for state in CITY_VIEWS], blank=True
    )
    for_show = LocalisedTextField(max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1)
    heard_on = models.DateField(help_text="The last day on which its partner reported.")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("due_on", "code")
        constraints = (
            models.CheckConstraint(condition=Q(due_on__gte=F("made_on")), name="partners_pledge_period"),
            models.CheckConstraint(
                condition=Q(quota_least__isnull=True, quota_of__isnull=True)
                | Q(quota_least__gte=1, quota_of__gte=F("quota_least")),
                name="partners_pledge_quota",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(PLEDGE_NEEDS_REASON)) | ~Q(reason={}), name="partners_pledge_reason"
            ),
        )
        indexes = (models.Index(fields=("state", "due_on")),)

    def __str__(self) -> str:
        return self.title.plain

    @property
    def address(self) -> str:
        return reverse("pledge", args=(self.code,))


class PledgeMilestone(models.Model):
    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="milestones")
    title = LocalisedTextField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return self.title.plain


class PledgeNote(models.Model):
    """What was said of a pledge, by its partner or by the city. Appended, never edited.

    `state` is what the pledge came to by a report, or how the city judges it; a question or an answer has none.
    """

    class Voice(models.TextChoices):
        PARTNER = "partner", _("the organisation")
        CITY = "city", _("the city")

    class Kind(models.TextChoices):
        REPORT = "report", pgettext_lazy("what a partner says of its pledge", "report")
        QUESTION = "question", _("question")
        VIEW = "view", _("view")

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="notes")
    voice = models.CharField(max_length=10, choices=Voice)
    kind = models.CharField(max_length=10, choices=Kind)
    text = LocalisedTextField(max_length=4000)
    state = models.CharField(max_length=20, choices=PledgeState, blank=True)
    noted_on = models.DateField()
    noted_by = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-noted_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(voice="partner", kind="report") | Q(voice="city", kind__in=("question", "view")),
                name="partners_note_voice",
            ),
        )

    def __str__(self) -> str:
        return self.text.plain[:60]


class PactMeeting(models.Model):
    """A meeting of the signatories: what is on the agenda, who was there, what was decided."""

    uuid = models.UUIDField(unique=True, editable=False)
    pact = models.ForeignKey(Pact, models.CASCADE, related_name="meetings")
    title = LocalisedTextField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = LocalisedTextField(max_length=300, blank=True)
    agenda = LocalisedTextField(max_length=4000, blank=True)
    decisions = LocalisedTextField(max_length=8000, blank=True)
    is_cancelled = models.BooleanField(default=False)
    for_show = LocalisedTextField(max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    kept_from_trail = frozenset({"uuid"})

    class Meta:
        ordering = ("-starts_at", "-pk")
        constraints = (models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="partners_meeting_period"),)

    def __str__(self) -> str:
        return self.title.plain

    @property
    def address(self) -> str:
        return f"{reverse('pact-meetings', args=(self.pact.code,))}#meeting-{self.pk}"


class Presence(models.Model):
    """Whether an organisation was at a meeting. No row means that nobody wrote it down, which is not absence."""

    meeting = models.ForeignKey(PactMeeting, models.CASCADE, related_name="presences")
    signature = models.ForeignKey(Signature, models.CASCADE, related_name="presences")
    is_present = models.BooleanField()

    class Meta:
        ordering = ("signature__organisation__sort_key", "pk")
        constraints = (models.UniqueConstraint(fields=("meeting", "signature"), name="partners_presence_once"),)

    def __str__(self) -> str:
        return f"{self.signature.organisation.code} {self.is_present}"


class PledgeReminder(models.Model):
    """One letter about one pledge to one editor, for one cause and day: sent once, also if the job dies half-way."""

    class Cause(models.TextChoices):
        SOON = "soon", _("due soon")
        OVERDUE = "overdue", _("overdue")
        MILESTONE = "milestone", _("milestone due")
        ASKED = "asked", _("asked by the city")

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="reminders")
    recipient = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    cause = models.CharField(max_length=10, choices=Cause)
    about_on = models.DateField(help_text="The due day, or the day of the question: a new day is a new cause.")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("pledge", "recipient", "cause", "about_on"), name="partners_pledge_reminder_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.cause} {self.pledge.code} {self.about_on}"
