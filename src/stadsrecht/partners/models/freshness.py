"""Keeping entries true: what partners were asked, which changes wait for review, and which links lead nowhere."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stadsrecht.partners.models.locations import Location
from stadsrecht.partners.models.organisations import Organisation


class Ask(models.Model):
    """One question "is this still true?" to one editor, for one half-year: sent once, also if the job dies half-way."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="asks")
    recipient = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    about_on = models.DateField(help_text="The last confirmed day, or the first day of the year: a new day, a new ask.")
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("organisation", "recipient", "about_on"), name="partners_ask_once"),
        )

    def __str__(self) -> str:
        return f"{self.organisation.code} {self.about_on}"


class Proposal(models.Model):
    """A change of name, address or closure by a partner. It holds when an editor of the city accepts it.

    `sealed` holds the values. An address is nobody's business while it waits, so all are kept under seal.
    """

    class About(models.TextChoices):
        NAME = "name", _("name")
        ADDRESS = "address", _("address")
        CLOSURE = "closure", _("closure")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for review")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="proposals")
    location = models.ForeignKey(Location, models.CASCADE, null=True, blank=True, related_name="+")
    about = models.CharField(max_length=10, choices=About)
    sealed = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=500, blank=True)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("proposed_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "about", "location"),
                condition=Q(state="waiting"),
                nulls_distinct=False,
                name="partners_one_proposal_waits",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation.code} {self.about}"


class LinkCheck(models.Model):
    """What the last visit to a page found that an entry names: its website, or the page about one of its services.

    `failed` says why in a word; empty means that the page was there.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="link_checks")
    link = models.URLField(max_length=500)
    failed = models.CharField(max_length=60, blank=True)
    checked_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organisation", "link"), name="partners_link_checked_once"),)

    def __str__(self) -> str:
        return f"{self.link} {self.failed or 'ok'}"
