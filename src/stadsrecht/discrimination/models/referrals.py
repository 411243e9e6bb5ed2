"""Part of a case, given to a partner organisation: a content of its own, under a key of its own.

What stays when it ends is the shell: to whom, when, which parts, and how it ended. The words and the keys are gone.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from stadsrecht.discrimination.models.cases import Case, Consent
from stadsrecht.discrimination.models.keys import PersonalKey


class EndedBy(models.TextChoices):
    PARTNER = "partner", _("ended by the partner")
    OFFICE = "office", _("withdrawn by the office")
    REPORTER = "reporter", _("ended because the reporter no longer agrees")
    CLOSING = "closing", _("ended because the case was closed")


class Referral(models.Model):
    """`parts` names what was passed on, question by question, and holds no word of it."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="referrals")
    organisation = models.ForeignKey("partners.Organisation", models.PROTECT, related_name="+")
    consent = models.OneToOneField(Consent, models.PROTECT, related_name="referral")
    made_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    made_on = models.DateField()
    public_key = models.BinaryField()
    parts = ArrayField(models.CharField(max_length=40), default=list)
    content = models.BinaryField(null=True, help_text="Sealed: the least that the partner needs.")
    opened_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=10, choices=EndedBy, blank=True)

    class Meta:
        ordering = ("made_on", "pk")

    def __str__(self) -> str:
        return f"referral {self.reference}"

    @property
    def reference(self) -> str:
        """How office and partner name it to each other. It tells nothing of the case, nor its number."""
        return self.pk.hex[:8].upper()


class ReferralKey(models.Model):
    """The referral's key, sealed to one person of the partner."""

    id = models.UUIDField(primary_key=True)
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="keys")
    person_key = models.ForeignKey(PersonalKey, models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("referral", "person_key"), name="discrimination_one_referral_key_each"),
        )

    def __str__(self) -> str:
        return f"key of {self.referral_id}"


class ReferralFile(models.Model):
    """A copy of a file, under the referral's key: name and content. Never the original, which tells of its camera."""

    id = models.UUIDField(primary_key=True)
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.BinaryField()
    content = models.BinaryField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("referral", "position"), name="discrimination_referral_file_position"),
        )

    def __str__(self) -> str:
        return f"file {self.position} of {self.referral_id}"
