"""What is counted for the public: campaigns apart, quarters as they were counted, and the making of a release."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.localised import LocalisedTextField


class Campaign(models.Model):
    """A wave of reports about one event. They are shown apart, for they say little about how often things happen."""

    code = models.SlugField(max_length=60, primary_key=True)
    name = LocalisedTextField(max_length=200)
    made_on = models.DateField()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class CountedQuarter(models.Model):
    """A quarter as it was counted for the first release that told of it: `{table: [[codes, count], ...]}`.

    Later releases of the year rest on the same counts, so that two releases never show what changed in between. It
    holds small counts, never leaves the office, and never changes (a trigger forbids it).
    """

    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    counts = models.JSONField()
    counted_on = models.DateField()

    class Meta:
        ordering = ("year", "quarter")
        constraints = (models.UniqueConstraint(fields=("year", "quarter"), name="discrimination_quarter_once"),)

    def __str__(self) -> str:
        return f"{self.year} quarter {self.quarter}"


class FiguresWork(models.Model):
    """The making of a release: asked for at the desk, protected by the worker, looked at, and published or dropped.

    `drafts` are those of the register of evidence. The name of a refusal and its details are kept, so that it can be
    told in any language.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("under way")
        READY = "ready", _("ready to be looked at")
        REFUSED = "refused", _("refused")
        FAILED = "failed", _("failed")
        PUBLISHED = "published", _("published")
        DROPPED = "dropped", _("dropped")

    span = models.CharField(max_length=20, help_text="Which time and tables: a code of bridge/spans.py.")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    drafts = models.JSONField(default=list)
    quarters = models.JSONField(default=dict, help_text="Counts of quarters that no release told of yet.")
    refusal = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"figures {self.span}"

    @property
    def is_busy(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)
