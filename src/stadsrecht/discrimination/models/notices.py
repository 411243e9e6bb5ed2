"""Letters that were claimed, so that each is sent once. None holds a word of a case: a number and an address alone."""

from django.db import models

from stadsrecht.discrimination.models.cases import Case
from stadsrecht.discrimination.models.referrals import Referral


class Notice(models.Model):
    """One letter to one person for one cause; a new day is a new cause."""

    class Cause(models.TextChoices):
        DUE = "due"
        REFERRED = "referred"
        WROTE = "wrote"
        ASKED = "asked"
        DECIDED = "decided"
        REVIEW = "review"
        DESTROY = "destroy"

    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    referral = models.ForeignKey(Referral, models.CASCADE, null=True, related_name="+")
    recipient = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    cause = models.CharField(max_length=10, choices=Cause)
    about_on = models.DateField(help_text="The due day, the day of what happened, or the first of the month to review.")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("case", "referral", "recipient", "cause", "about_on"),
                nulls_distinct=False,
                name="discrimination_notice_once",
            ),
        )
        indexes = (models.Index(fields=("sent_at",)),)

    def __str__(self) -> str:
        return f"{self.cause} {self.about_on} to account {self.recipient_id}"
