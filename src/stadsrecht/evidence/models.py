"""Evidence and what it is evidence of; and the register of counts about people that left the house."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.localised import LocalisedTextField


class Evidence(models.Model):
    """A piece of evidence: a document at an address, or a file that we keep."""

    code = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    title = LocalisedTextField(max_length=300)
    dated_on = models.DateField()
    date_is_year = models.BooleanField(default=False, help_text="Only the year of the date is known.")
    source = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    url = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to="evidence/", blank=True)
    is_public = models.BooleanField(default=False)
    shelf_life_months = models.PositiveIntegerField()
    stale_after = models.DateField(help_text="dated_on plus the shelf life.")
    for_show = LocalisedTextField(max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("-dated_on", "code")

    def __str__(self) -> str:
        return self.title.plain

    @property
    def is_year_in_source(self) -> bool:
        """Whether the source's name says the year already, and nothing but the year is known."""
        return self.date_is_year and str(self.dated_on.year) in self.source


SUBJECTS = ("provision", "policy", "action", "place", "pledge")


def _only(subject: str) -> Q:
    """That a link is of this subject and of no other."""
    return Q(**{f"{name}__isnull": name != subject for name in SUBJECTS})


class EvidenceLink(models.Model):
    """Evidence of exactly one thing: a provision, a policy, an action, a place or a partner's pledge."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="links")
    provision = models.ForeignKey("rights.Provision", models.PROTECT, null=True, blank=True, related_name="+")
    policy = models.ForeignKey("policies.Policy", models.CASCADE, null=True, blank=True, related_name="+")
    action = models.ForeignKey("policies.Action", models.CASCADE, null=True, blank=True, related_name="+")
    place = models.ForeignKey("places.Area", models.PROTECT, null=True, blank=True, related_name="+")
    pledge = models.ForeignKey("partners.Pledge", models.CASCADE, null=True, blank=True, related_name="+")
    note = models.ForeignKey("policies.ProgressNote", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=_only("provision") | _only("policy") | _only("action") | _only("place") | _only("pledge"),
                name="evidence_link_one_subject",
            ),
            *(
                models.UniqueConstraint(
                    fields=("evidence", subject),
                    condition=Q(**{f"{subject}__isnull": False}),
                    name=f"evidence_once_{subject}",
                )
                for subject in SUBJECTS
            ),
        )

    def __str__(self) -> str:
        return f"{self.evidence.code} of {self.provision or self.policy or self.action or self.place or self.pledge}"


class CountsRelease(models.Model):
    """Counts of one series, protected together with all that the series told before; first a draft, then public.

    A published row never changes (a trigger forbids it): what was told once is part of what readers know for ever.
    `tables` is `{table: [[period, code, count or null], ...]}`, `about` says what a page needs to show it, and
    `reasons` why a cell of a draft is hidden. These are gone once it is published.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    series = models.SlugField(max_length=60)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    number = models.PositiveIntegerField(help_text="Within the series, from 1: the draft of the next has the next.")
    tables = models.JSONField()
    about = models.JSONField(default=dict)
    rules = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    counted_on = models.DateField()
    published_on = models.DateField(null=True)

    class Meta:
        ordering = ("series", "number")
        constraints = (models.UniqueConstraint(fields=("series", "number"), name="evidence_counts_number"),)

    def __str__(self) -> str:
        return f"{self.series}, release {self.number}"
