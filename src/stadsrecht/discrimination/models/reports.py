"""What a reporter sent: sealed; and, apart from it, the few coarse facts that are counted.

Days and never moments: who knows when somebody used a library's computer learns nothing here.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from stadsrecht.discrimination.models.lists import ListEdition


class Channel(models.TextChoices):
    DOOR = "door", _("by the reporter, on the site")
    TOGETHER = "together", _("together with an intermediary")
    PHONE = "phone", _("by phone")
    DESK = "desk", _("at a desk")
    POST = "post", _("by post or e-mail")


class Where(models.TextChoices):
    PLACE = "place", _("at a place in the city")
    ONLINE = "online", _("online")
    ELSEWHERE = "elsewhere", _("outside the city")
    UNKNOWN = "unknown", _("not known")


class Author(models.TextChoices):
    REPORTER = "reporter", _("the reporter")
    OFFICE = "office", _("the office")
    PARTNER = "partner", _("a partner organisation")


class Report(models.Model):
    """A report. `narrative`, `answers` and `contact` are sealed; after destruction they and all keys are gone.

    `lookup` finds the report for who holds the receipt; `idempotency` tells that a form was sent before. Both are
    hashes of secrets with more than 90 bits, from which nothing can be guessed.
    """

    id = models.UUIDField(primary_key=True)
    number = models.PositiveBigIntegerField(unique=True)
    received_on = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel)
    language = models.CharField(max_length=10)
    entered_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    lookup = models.BinaryField(unique=True, null=True)
    idempotency = models.BinaryField(unique=True, null=True)
    public_key = models.BinaryField()
    identity_key = models.BinaryField(help_text="Public half; letters to who may know the identity.")
    narrative = models.BinaryField(null=True)
    left_out = models.BinaryField(null=True, help_text="Sealed: which passages are left out where it is passed on.")
    answers = models.BinaryField(null=True)
    contact = models.BinaryField(null=True)
    needs_custodian = models.BooleanField(default=False)
    destroyed_on = models.DateField(null=True)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"report {self.number}"


class Facts(models.Model):
    """What is counted. Coarse, from lists, and all that stays of a report after destruction."""

    report = models.OneToOneField(Report, models.CASCADE, primary_key=True, related_name="facts")
    edition = models.ForeignKey(ListEdition, models.PROTECT, related_name="+")
    grounds = ArrayField(models.CharField(max_length=40), default=list)
    terrain = models.CharField(max_length=40, blank=True)
    natures = ArrayField(models.CharField(max_length=40), default=list)
    role = models.CharField(max_length=40, blank=True)
    wish = models.CharField(max_length=40, blank=True)
    month = models.DateField(null=True, help_text="First day of the month of the incident; empty where not known.")
    where = models.CharField(max_length=10, choices=Where, default=Where.UNKNOWN)
    district = models.CharField(max_length=40, blank=True, help_text="Code of the district (wijk), with `place`.")
    residence = models.CharField(max_length=40, blank=True)
    campaign = models.SlugField(max_length=60, blank=True, help_text="Tag of a mass campaign.")

    class Meta:
        verbose_name_plural = "facts"
        indexes = (models.Index(fields=("month", "terrain")),)

    def __str__(self) -> str:
        return f"facts of report {self.report_id}"


class Message(models.Model):
    """One message of the conversation, or an internal note, which the reporter never sees."""

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, models.CASCADE, related_name="messages")
    position = models.PositiveIntegerField()
    author = models.CharField(max_length=10, choices=Author)
    written_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    written_on = models.DateField()
    is_internal = models.BooleanField(default=False)
    is_letter = models.BooleanField(default=False, help_text="Sealed by somebody who cannot open the report.")
    referral = models.ForeignKey("Referral", models.SET_NULL, null=True, related_name="messages")
    idempotency = models.BinaryField(unique=True, null=True)
    body = models.BinaryField()
    read_on = models.DateField(null=True, help_text="When the other side first opened it.")

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("report", "position"), name="discrimination_message_position"),)

    def __str__(self) -> str:
        return f"message {self.position} of report {self.report_id}"


class Attachment(models.Model):
    """A file: its name and its cleaned content are sealed, and the original where its sender asked to keep it.

    The files stand in the database, so that a report is either whole or not there at all.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, models.CASCADE, related_name="attachments")
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="attachments")
    position = models.PositiveIntegerField()
    added_on = models.DateField()
    author = models.CharField(max_length=10, choices=Author)
    name = models.BinaryField()
    content = models.BinaryField()
    original = models.BinaryField(null=True)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("report", "position"), name="discrimination_attachment_position"),
        )

    def __str__(self) -> str:
        return f"file {self.position} of report {self.report_id}"
