"""The tour along the sentence: five real pages of one thread, from a right to the account of how it stands."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stadsrecht.evidence import queries
from stadsrecht.kernel.registry import Registry, TourStop


def right() -> str:
    if thread := queries.thread():
        return reverse("provision", args=(thread[0].provision.instrument.code, thread[0].provision.code))
    return reverse("rights")


def policy() -> str:
    thread = queries.thread()
    return reverse("policy", args=(thread[0].policy.code,)) if thread else reverse("policies")


def action() -> str:
    thread = queries.thread()
    return reverse("action", args=(thread[2].code,)) if thread else reverse("actions")


def evidence() -> str:
    thread = queries.thread()
    return reverse("evidence-item", args=(thread[1].code,)) if thread else reverse("evidence")


def account() -> str:
    return reverse("matrix")


STOPS = (
    TourStop(
        "right",
        1,
        _("A right"),
        _("It stands in a treaty or charter. Here you read what it promises you, and what this city does about it."),
        right,
        "right",
    ),
    TourStop(
        "policy",
        2,
        _("A policy"),
        _("The city ties its policy to rights: because the text names them, or because an adviser says why."),
        policy,
        "rights",
    ),
    TourStop(
        "action",
        3,
        _("An action"),
        _("Policy becomes something that is done, with an owner and a day. If it stalls, the page says why."),
        action,
        "action",
    ),
    TourStop(
        "evidence",
        4,
        _("Evidence"),
        _("What was done leaves evidence with a source and a date. Old evidence is shown as stale."),
        evidence,
        "of",
    ),
    TourStop(
        "account",
        5,
        _("The account"),
        _("All of it is counted in one table, with the gaps. Every number opens what it counts."),
        account,
        "by-instrument",
    ),
)


def register(stops: Registry[TourStop]) -> None:
    for stop in STOPS:
        stops.add(stop)
