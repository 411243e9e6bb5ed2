"""Letters about joining the coalition: to the core group that is asked, and to whoever asked about the decision.

A letter is claimed with the act that it tells of, and sent by the next morning's job (`kernel/mail.py` says how).
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from stadsrecht.kernel.mail import letter, send_once
from stadsrecht.partners.bridge.needs import needs
from stadsrecht.partners.models import Editorship, JoinLetter, JoinRequest
from stadsrecht.partners.queries.coalition import core_group

Cause = JoinLetter.Cause


def claim_letters(request: JoinRequest, cause: JoinLetter.Cause, editors: Iterable[Editorship]) -> None:
    """One letter to each of these people; who keeps the entries of two drivers gets one."""
    JoinLetter.objects.bulk_create(
        (JoinLetter(request=request, recipient_id=row.person_id, cause=cause) for row in editors), ignore_conflicts=True
    )


def _standing() -> QuerySet[JoinLetter]:
    """Letters to people whom they still concern: a night passes between an act and its letter.

    What was decided meanwhile is no longer asked; who no longer speaks for an organisation is told nothing of it.
    """
    deciding = core_group(OuterRef("request__theme")).filter(person=OuterRef("recipient"))
    keeping = Editorship.objects.filter(person=OuterRef("recipient"), organisation=OuterRef("request__organisation"))
    asked = Q(Exists(deciding), cause=Cause.ASKED, request__state=JoinRequest.State.WAITING)
    return JoinLetter.objects.filter(
        asked | Q(Exists(keeping), cause=Cause.DECIDED), sent_at__isnull=True, recipient__is_active=True
    )


def due_join_letters() -> list[int]:
    """The numbers of all that are not yet sent and still concern their reader."""
    return list(_standing().order_by("pk").values_list("pk", flat=True))


def send_join_letter(*, letter_id: int, at: datetime) -> bool:
    """Send one letter and mark it. False where it was sent before, concerns nobody now, or another job holds it."""
    claims = _standing().select_related("request__organisation", "recipient")
    return send_once(claims, pk=letter_id, write=_letter, at=at)


def _letter(claim: JoinLetter) -> EmailMessage:
    with override(settings.LANGUAGE_CODE):
        request, is_question = claim.request, claim.cause == Cause.ASKED
        theme = needs()[request.theme].name.plain
        title = (
            gettext("%(organisation)s asks to join the coalition: %(theme)s")
            if is_question
            else gettext("The request of %(organisation)s is decided: %(theme)s")
        )
        page = reverse("desk-coalition-decide", args=(request.pk,)) if is_question else reverse("desk-coalition")
        context = {
            "request": request,
            "theme": theme,
            "is_question": is_question,
            "is_accepted": request.state == JoinRequest.State.ACCEPTED,
            "page": settings.SITE_URL + page,
        }
        body = render_to_string("partners/mail/join.txt", context)
        subject = title % {"organisation": request.organisation.name.plain, "theme": theme}
    return letter(subject=subject, body=body, to=claim.recipient.email, mark=f"join-letter-{claim.pk}")
