"""Work that may take longer than a request: bringing in a large file, publishing what must be proven, giving it all."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.localised import LocalisedTextField
from stadsrecht.monitoring.models.indicators import Indicator
from stadsrecht.monitoring.models.releases import Release


class Work(models.Model):
    """A piece of work for the worker, and how far it is.

    Its last step and its state are written in one transaction, so that a worker that dies leaves it undone or done.
    `content` is the file that was brought in; it goes when its figures are staged. Of a refusal the name and its
    details are kept, so that it can be told in any language.
    """

    class Kind(models.TextChoices):
        STAGE = "stage", _("Bringing in figures")
        PUBLISH = "publish", _("Publishing a release")
        EXPORT = "export", _("All open data in one file")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("under way")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused")
        STOPPED = "stopped", _("stopped")
        FAILED = "failed", _("failed")

    class Step(models.TextChoices):
        READ = "read", _("Reading the file")
        PROVE = "prove", _("Checking that nobody is given away")
        KEEP = "keep", _("Storing the figures")
        WRITE = "write", _("Writing the files")
        PACK = "pack", _("Packing the files")

    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.CharField(max_length=10, choices=Step, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    indicator = models.ForeignKey(Indicator, models.CASCADE, null=True, blank=True, related_name="+")
    release = models.ForeignKey(Release, models.CASCADE, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=300, blank=True)
    file_kind = models.CharField(max_length=20, blank=True)
    content = models.BinaryField(default=bytes, blank=True)
    note = LocalisedTextField(max_length=2000, blank=True)
    is_correction = models.BooleanField(default=False)
    refusal = models.CharField(max_length=60, blank=True, help_text="The name of what went wrong.")
    details = models.JSONField(default=dict, blank=True)
    findings = models.JSONField(default=list, blank=True)
    asked_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_busy(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)
