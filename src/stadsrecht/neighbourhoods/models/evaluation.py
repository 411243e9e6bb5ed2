"""What participants answered, as sums that hold nobody, and the making of what is told of them."""

from django.db import models
from django.utils.translation import pgettext_lazy

from stadsrecht.neighbourhoods.models.courses import Course


class Tally(models.Model):
    """How often one answer to one question was given for a course. No row is a person, and none has a moment."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="tallies")
    question = models.CharField(max_length=40)
    answer = models.CharField(max_length=40)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("course", "question", "answer"), name="neighbourhoods_tally_once"),
        )

    def __str__(self) -> str:
        return f"{self.course_id} {self.question} {self.answer}"


class EvaluationWork(models.Model):
    """The making of results: asked for at the desk, protected by the worker, looked at, and published or dropped."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("results of a course", "waiting")
        RUNNING = "running", pgettext_lazy("results of a course", "under way")
        READY = "ready", pgettext_lazy("results of a course", "ready to be looked at")
        REFUSED = "refused", pgettext_lazy("results of a course", "refused")
        FAILED = "failed", pgettext_lazy("results of a course", "failed")
        PUBLISHED = "published", pgettext_lazy("results of a course", "published")
        DROPPED = "dropped", pgettext_lazy("results of a course", "dropped")

    course = models.ForeignKey(Course, models.CASCADE, related_name="evaluations")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    draft = models.BigIntegerField(null=True, help_text="The draft in the register of evidence.")
    refusal = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"results {self.pk}"

    @property
    def is_busy(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)
