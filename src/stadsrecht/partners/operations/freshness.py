"""Keeping entries true: twice a year partners are asked by letter, and confirm with one click on the page it leads to.

The link does not confirm by being opened: mail filters open every link of a letter, and would swear to entries that no
person read. How a letter is sent once, whatever dies, stands in `kernel/mail.py`.
"""

from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from stadsrecht.kernel import audit
from stadsrecht.kernel.mail import letter, send_once
from stadsrecht.kernel.permissions import Person
from stadsrecht.partners.errors import LinkExpired
from stadsrecht.partners.models import Ask, Editorship, LinkCheck, Organisation
from stadsrecht.partners.operations.entries import require_editor
from stadsrecht.partners.queries.freshness import is_due, links_of, named_links

SALT = "partners.ask"
LINK_LASTS = 92 * 86_400  # seconds


@transaction.atomic
def confirm_entry(*, organisation: Organisation, acting_user: Person, on: date, at: datetime) -> None:
    """Its editor says that all of the entry still holds. Raises NotYourOrganisation."""
    require_editor(acting_user, organisation)
    _confirm(organisation, acting_user, on, at)


def _confirm(organisation: Organisation, acting_user: Person, on: date, at: datetime) -> None:
    present = Organisation.objects.select_for_update().get(pk=organisation.pk)
    old = present.confirmed_on
    present.confirmed_on = on
    present.save(update_fields=["confirmed_on"])
    Ask.objects.filter(organisation=present, answered_at__isnull=True).update(answered_at=at)
    audit.record(
        acting_user=acting_user,
        verb="confirm_entry",
        subject=present,
        at=at,
        old={"confirmed_on": old},
        new={"confirmed_on": on},
    )


def token_of(ask: Ask) -> str:
    return signing.dumps(ask.pk, salt=SALT)


def ask_of(token: str) -> Ask:
    """The question that a letter's link answers. Raises LinkExpired."""
    try:
        number = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except signing.BadSignature:
        raise LinkExpired from None
    ask = (
        Ask.objects.select_related("organisation", "recipient")
        .filter(pk=number, answered_at__isnull=True, recipient__is_active=True)
        .first()
    )
    # Who no longer edits for the organisation no longer speaks for it either.
    if ask is None or not Editorship.objects.filter(organisation=ask.organisation, person=ask.recipient).exists():
        raise LinkExpired
    return ask


@transaction.atomic
def confirm_by_letter(*, token: str, on: date, at: datetime) -> Organisation:
    """Confirm with the link of a letter, without signing in. Raises LinkExpired."""
    ask = ask_of(token)
    _confirm(ask.organisation, ask.recipient, on, at)
    return ask.organisation


@transaction.atomic
def due_asks(*, on: date) -> list[int]:
    """Claim the questions of this day, and return the numbers of all that are not yet sent.

    A question about an entry that stays unconfirmed is put again half a year later, not every morning.
    """
    rows = []
    for editorship in Editorship.objects.select_related("organisation", "person"):
        organisation = editorship.organisation
        if organisation.closed_on is None and editorship.person.is_active and is_due(organisation, on):
            half = date(on.year, 1 if on.month < 7 else 7, 1)
            rows.append(Ask(organisation=organisation, recipient=editorship.person, about_on=half))
    Ask.objects.bulk_create(rows, ignore_conflicts=True)
    waiting = Ask.objects.filter(sent_at__isnull=True, answered_at__isnull=True, recipient__is_active=True)
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def send_ask(*, ask_id: int, at: datetime) -> bool:
    """Send one question and mark it. False where it was sent before or another job holds it."""
    return send_once(Ask.objects.select_related("organisation", "recipient"), pk=ask_id, write=_letter, at=at)


def _letter(ask: Ask) -> EmailMessage:
    with override(settings.LANGUAGE_CODE):
        subject = gettext("Is this still true? %(organisation)s") % {"organisation": ask.organisation.name.plain}
        context = {
            "organisation": ask.organisation,
            "still_true": settings.SITE_URL + reverse("still-true", args=(token_of(ask),)),
            "edit": settings.SITE_URL + reverse("desk-partner", args=(ask.organisation.code,)),
            "page": settings.SITE_URL + ask.organisation.address,
        }
        body = render_to_string("partners/mail/ask.txt", context)
    return letter(subject=subject, body=body, to=ask.recipient.email, mark=f"partners-ask-{ask.pk}")


def check_links(*, visit: Callable[[str], str], at: datetime) -> int:
    """Visit each page that an entry names and keep what was found; the number of those that failed.

    `visit` goes out to the network and gives a word for what went wrong, or nothing. Each result is kept at once, so a
    job that dies loses none. What an entry no longer names is forgotten.
    """
    failed = 0
    for row in named_links():
        links = links_of(row)
        LinkCheck.objects.filter(organisation=row).exclude(link__in=links).delete()
        for link in links:
            fault = visit(link)
            found = {"failed": fault[:60], "checked_at": at}
            LinkCheck.objects.update_or_create(organisation=row, link=link, defaults=found)
            failed += bool(fault)
    return failed
