"""Letters to who signed up: each is a row first, so that it is sent once, whatever dies."""

from django.db import models

from stadsrecht.neighbourhoods.models.courses import Run
from stadsrecht.neighbourhoods.models.sign_ups import SignUp


class Message(models.Model):
    """What the organisation writes to all who have a place. Destroyed with the names."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="messages")
    text = models.TextField(max_length=3000)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("-written_at",)

    def __str__(self) -> str:
        return f"message {self.pk}"


class Letter(models.Model):
    """`about` tells two letters of one cause apart: the offer, the day, the version of the run that moved."""

    class Cause(models.TextChoices):
        SIGN_UP = "sign-up"
        AGAIN = "again"
        PLACED = "placed"
        WAITING = "waiting"
        OFFER = "offer"
        PASSED_ON = "passed-on"
        MOVED = "moved"
        CANCELLED = "cancelled"
        REMINDER = "reminder"
        EVALUATION = "evaluation"
        MESSAGE = "message"

    sign_up = models.ForeignKey(SignUp, models.CASCADE, related_name="letters")
    cause = models.CharField(max_length=12, choices=Cause)
    about = models.CharField(max_length=40, blank=True)
    message = models.ForeignKey(Message, models.CASCADE, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("sign_up", "cause", "about"), name="neighbourhoods_letter_once"),
        )

    def __str__(self) -> str:
        return f"{self.cause} {self.sign_up_id}"
