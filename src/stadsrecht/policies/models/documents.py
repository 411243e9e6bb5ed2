"""Documents of a policy: an address, or a file that we keep and read for the rights that it names."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.localised import LocalisedTextField
from stadsrecht.policies.models.policies import Policy


class PolicyDocument(models.Model):
    """A document. Of a file we keep the SHA-256 and the moment it came in; `text` is what was read from it."""

    class Reading(models.TextChoices):
        NONE = "none", _("not read: only its address is known")
        WAITING = "waiting", _("waiting to be read")
        RUNNING = "running", _("being read")
        DONE = "done", _("read")
        FAILED = "failed", _("could not be read")

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="documents")
    title = LocalisedTextField(max_length=300)
    url = models.URLField(max_length=500, blank=True)
    language = models.CharField(max_length=10)
    dated_on = models.DateField(null=True, blank=True)
    file = models.FileField(upload_to="documents/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    reading = models.CharField(max_length=10, choices=Reading, default=Reading.NONE)
    reading_error = models.CharField(max_length=60, blank=True, help_text="The name of what went wrong.")
    progress = models.PositiveSmallIntegerField(default=0, help_text="Per cent of the reading done.")
    text = models.TextField(blank=True)
    hits = models.JSONField(default=list, help_text="[start, end, provision reference or instrument, paragraph, rule]")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(url="") | ~Q(file=""), name="policies_document_somewhere"),
            models.UniqueConstraint(
                fields=("policy", "sha256"), condition=~Q(sha256=""), name="policies_document_once"
            ),
        )

    def __str__(self) -> str:
        return self.title.plain


class AnchorProposal(models.Model):
    """A right that a document of the policy names: proposed, and then accepted or refused by a person, once."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="proposals")
    provision = models.ForeignKey("rights.Provision", models.CASCADE, related_name="+")
    document = models.ForeignKey(PolicyDocument, models.SET_NULL, null=True, related_name="proposals")
    start = models.PositiveIntegerField(help_text="Where in the text it is named first.")
    end = models.PositiveIntegerField()
    quote = models.CharField(max_length=300, help_text="The words around it.")
    times = models.PositiveIntegerField(help_text="How often the document names it.")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("provision__instrument__position", "provision__position")
        constraints = (models.UniqueConstraint(fields=("policy", "provision"), name="policies_proposal_once"),)

    def __str__(self) -> str:
        return f"{self.policy.code} ? {self.provision}"
