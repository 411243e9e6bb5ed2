"""The case that the office makes of a report: who handles it, what was done, with whose consent, and who looked."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stadsrecht.discrimination.models.reports import Report
from stadsrecht.discrimination.workflow import CaseState


class Case(models.Model):
    """Nothing here is a reporter's word. `handling` and `outcome` are codes of the lists."""

    report = models.OneToOneField(Report, models.CASCADE, primary_key=True, related_name="case")
    state = models.CharField(max_length=20, choices=CaseState, default=CaseState.RECEIVED)
    handling = ArrayField(models.CharField(max_length=40), default=list)
    outcome = models.CharField(max_length=40, blank=True)
    state_since = models.DateField()
    due_on = models.DateField(null=True, help_text="By when the present step should be done.")
    reporter_wrote_on = models.DateField(null=True, help_text="A word of the reporter's that nobody has read yet.")
    partner_wrote_on = models.DateField(null=True, help_text="An answer of a partner's that nobody has read yet.")
    withdrawn_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    destroy_on = models.DateField(null=True, help_text="Reckoned at closing, from the outcome's period.")
    destroy_asked_on = models.DateField(null=True, help_text="The reporter asked for earlier destruction.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("report__number",)
        indexes = (models.Index(fields=("state", "due_on")), models.Index(fields=("destroy_on",)))

    def __str__(self) -> str:
        return f"case {self.report.number}"


class Assignment(models.Model):
    """A worker on a case, for as long as it lasts."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="assignments")
    person = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("case", "person"), condition=Q(until__isnull=True), name="discrimination_assigned_once"
            ),
        )

    def __str__(self) -> str:
        return f"account {self.person_id} on case {self.case_id}"


class Step(models.Model):
    """A step of handling that was taken: a code of the lists, and a sealed note."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=40)
    taken_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    taken_on = models.DateField()
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    consent = models.ForeignKey("Consent", models.PROTECT, null=True, related_name="steps")
    note = models.BinaryField(null=True)

    class Meta:
        ordering = ("taken_on",)

    def __str__(self) -> str:
        return f"{self.kind} in case {self.case_id}"


class Consent(models.Model):
    """A step outward that the reporter was asked for, through the receipt channel; and what they answered."""

    class Answer(models.TextChoices):
        YES = "yes", _("agreed")
        NO = "no", _("refused")
        TAKEN_BACK = "taken_back", _("agreed, and took it back")

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=40, help_text="The step of handling that is asked for, a code of the lists.")
    organisation = models.ForeignKey("partners.Organisation", models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    asked_on = models.DateField()
    parts = ArrayField(
        models.CharField(max_length=40), default=list, help_text="For a referral: what may be passed on, and no more."
    )
    question = models.BinaryField(help_text="Sealed: what would be told, to whom, and why.")
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ("asked_on",)

    def __str__(self) -> str:
        return f"consent for {self.kind} in case {self.case_id}"


class Look(models.Model):
    """Somebody opened a case, a file of it, the identity or its coded facts, or tried to. Added, and never changed."""

    class What(models.TextChoices):
        CASE = "case", _("the case")
        FILE = "file", _("a file")
        IDENTITY = "identity", _("the identity")
        REFERRAL = "referral", _("a referral")
        FACTS = "facts", _("what is counted")

    report = models.ForeignKey(Report, models.CASCADE, related_name="looks")
    person = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    what = models.CharField(max_length=10, choices=What)
    was_assigned = models.BooleanField()
    was_refused = models.BooleanField(default=False, help_text="It was tried and not let through.")
    reviewed_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    reviewed_on = models.DateField(null=True)

    class Meta:
        ordering = ("at", "pk")
        indexes = (models.Index(fields=("person", "at")),)

    def __str__(self) -> str:
        return f"account {self.person_id} looked at {self.what} of report {self.report_id}"


class IdentityRequest(models.Model):
    """A worker asks the custodian to see who the reporter is, where the report says that a custodian must approve."""

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, models.CASCADE, related_name="identity_requests")
    asked_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    asked_on = models.DateField()
    reason = models.BinaryField(help_text="A letter to the identity's public key: a custodian can read it.")
    is_granted = models.BooleanField(null=True)
    decided_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)

    class Meta:
        ordering = ("asked_on", "report__number")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "asked_by"), condition=Q(is_granted__isnull=True), name="discrimination_asked_once"
            ),
        )

    def __str__(self) -> str:
        return f"request for the identity of report {self.report_id}"
