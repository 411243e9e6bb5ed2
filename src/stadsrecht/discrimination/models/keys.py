"""Who can open what. No row of these tables opens anything without a passphrase, a receipt or two keyholders."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Compartment(models.TextChoices):
    """The two halves of a report, each under a key of its own."""

    CONTENT = "content", _("what happened, and the conversation")
    IDENTITY = "identity", _("who the reporter is")


CONTENT, IDENTITY = Compartment.CONTENT, Compartment.IDENTITY


class PersonalKey(models.Model):
    """The key pair of a case worker, custodian or partner: the private half wrapped by their passphrase.

    Anybody with a role can make one. At the office nothing is sealed to it before the office admitted it
    (docs/adr/0017); `admitted_by` is empty where the keyholders of the recovery key did.
    """

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    public = models.BinaryField()
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    admitted_at = models.DateTimeField(null=True)
    admitted_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    district = models.CharField(
        max_length=40,
        blank=True,
        help_text="Where a worker lives, if they said so: for the review of looks.",
    )

    class Meta:
        ordering = ("made_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=Q(retired_at__isnull=True), name="discrimination_one_key_in_use"
            ),
        )

    def __str__(self) -> str:
        return f"key of account {self.person_id}"


class RecoveryKey(models.Model):
    """The office's key for when passphrases are lost: its private half exists only split among keyholders."""

    id = models.UUIDField(primary_key=True)
    public = models.BinaryField()
    needed = models.PositiveSmallIntegerField()
    among = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    rehearsed_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("made_at",)
        constraints = (
            models.UniqueConstraint(
                models.Value(1), condition=Q(retired_at__isnull=True), name="discrimination_one_recovery_key"
            ),
        )

    def __str__(self) -> str:
        return f"recovery key {self.id}"


class Envelope(models.Model):
    """The key of one compartment of a report, sealed to one holder: a person, the receipt or the recovery key.

    A holder without `person_key` and `recovery_key` is the reporter, whose key follows from the receipt.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey("discrimination.Report", models.CASCADE, related_name="envelopes")
    compartment = models.CharField(max_length=10, choices=Compartment)
    person_key = models.ForeignKey(PersonalKey, models.PROTECT, null=True, related_name="+")
    recovery_key = models.ForeignKey(RecoveryKey, models.PROTECT, null=True, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("report", "compartment", "person_key", "recovery_key"),
                nulls_distinct=False,
                name="discrimination_one_envelope_each",
            ),
            models.CheckConstraint(
                condition=Q(person_key__isnull=True) | Q(recovery_key__isnull=True),
                name="discrimination_envelope_one_holder",
            ),
        )

    def __str__(self) -> str:
        return f"{self.compartment} of report {self.report_id}"
