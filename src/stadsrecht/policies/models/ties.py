"""What a partner's pledge serves. The pledge lies below and knows nothing of it."""

from django.db import models
from django.db.models import Q

from stadsrecht.policies.models.actions import Action
from stadsrecht.policies.models.policies import Policy

SUBJECTS = ("policy", "action", "provision")


class PledgeTie(models.Model):
    """A pledge tied to exactly one thing: the policy whose goal it serves, an action it helps with, or a provision."""

    pledge = models.ForeignKey("partners.Pledge", models.CASCADE, related_name="+")
    policy = models.ForeignKey(Policy, models.CASCADE, null=True, blank=True, related_name="pledge_ties")
    action = models.ForeignKey(Action, models.CASCADE, null=True, blank=True, related_name="pledge_ties")
    provision = models.ForeignKey("rights.Provision", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=(
                    Q(policy__isnull=False, action__isnull=True, provision__isnull=True)
                    | Q(policy__isnull=True, action__isnull=False, provision__isnull=True)
                    | Q(policy__isnull=True, action__isnull=True, provision__isnull=False)
                ),
                name="policies_tie_one_subject",
            ),
            *(
                models.UniqueConstraint(
                    fields=("pledge", subject),
                    condition=Q(**{f"{subject}__isnull": False}),
                    name=f"policies_tie_once_{subject}",
                )
                for subject in SUBJECTS
            ),
        )

    def __str__(self) -> str:
        return f"{self.pledge_id} → {self.subject}"

    @property
    def kind(self) -> str:
        return next(name for name in SUBJECTS if getattr(self, f"{name}_id"))

    @property
    def subject(self) -> models.Model:
        found: models.Model = getattr(self, self.kind)
        return found
