"""Lists of cases for the office's desk: states, days and coded facts, and never a word that was sealed.

A worker sees the cases they work on and those that nobody works on yet; the coordinator sees that each case exists,
who works on it and what is late. Whoever opens one is another matter (operations/looking.py).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from stadsrecht.discrimination.errors import UnknownCase
from stadsrecht.discrimination.models import Assignment, Case, ListEdition, PersonalKey, Report
from stadsrecht.discrimination.queries.keys import office_keys
from stadsrecht.discrimination.workflow import LIVING_STATES
from stadsrecht.kernel import audit
from stadsrecht.kernel.localised import LocalisedText

LISTS = ("mine", "new", "wrote", "late", "open", "closed")
OFFICE_WIDE = frozenset({"new"})


def is_assigned(report: Report, person: Any) -> bool:
    """Whether a person works on the case now."""
    return Assignment.objects.filter(case=report.pk, person=person, until__isnull=True).exists()


def case_by_number(number: int) -> Case:
    """Raises UnknownCase."""
    found = Case.objects.select_related("report__facts__edition").filter(report__number=number).first()
    if found is None:
        raise UnknownCase(wanted=number)
    return found


def _now() -> QuerySet[Assignment]:
    return Assignment.objects.filter(until__isnull=True)


def _condition(which: str, today: date) -> Q:
    living = Q(state__in=sorted(LIVING_STATES))
    conditions: dict[str, Q] = {
        "mine": living,
        "new": _condition_of_new(),
        "wrote": Q(reporter_wrote_on__isnull=False) | Q(partner_wrote_on__isnull=False),
        "late": Q(due_on__lt=today),  # a closed case has a due day while a late word waits in it
        "open": living,
        "closed": ~living & Q(report__destroyed_on__isnull=True),
    }
    return conditions[which]


def _ordering(which: str) -> tuple[str, ...]:
    return {"closed": ("-closed_on", "-report__number"), "new": ("report__number",)}.get(
        which, ("due_on", "report__number")
    )


def case_list(which: str, *, person: Any, of_everyone: bool, today: date) -> QuerySet[Case]:
    """One list of the desk, with facts and present workers. `of_everyone` is for the coordinator."""
    rows = _visible(which, person, of_everyone).filter(_condition(which, today)).order_by(*_ordering(which))
    workers = Prefetch("assignments", _now().select_related("person"), to_attr="present")
    # An edition holds all lists: it is fetched once, and not with each row.
    return rows.select_related("report__facts").prefetch_related(workers, "report__facts__edition")


def _visible(which: str, person: Any, of_everyone: bool) -> QuerySet[Case]:
    if which in OFFICE_WIDE or (of_everyone and which != "mine"):
        return Case.objects.all()
    return Case.objects.filter(Exists(_now().filter(case=OuterRef("pk"), person=person)))


def visible_cases(*, person: Any, of_everyone: bool) -> QuerySet[Case]:
    """All cases that some list shows to this person: their own and those that nobody works on; to a coordinator all."""
    if of_everyone:
        return Case.objects.filter(report__destroyed_on__isnull=True)
    return Case.objects.filter(Exists(_now().filter(case=OuterRef("pk"), person=person)) | _condition_of_new())


def _condition_of_new() -> Q:
    return Q(state__in=sorted(LIVING_STATES)) & Q(~Exists(_now().filter(case=OuterRef("pk"))))


def list_sizes(*, person: Any, of_everyone: bool, today: date) -> dict[str, int]:
    """How many cases each list holds: two statements."""
    own = [which for which in LISTS if which not in OFFICE_WIDE and not (of_everyone and which != "mine")]
    sizes = _sizes(_visible("mine", person, False), own, today)
    return {**sizes, **_sizes(Case.objects.all(), [which for which in LISTS if which not in own], today)}


def _sizes(rows: QuerySet[Case], lists: list[str], today: date) -> dict[str, int]:
    return rows.aggregate(**{which: Count("pk", filter=_condition(which, today)) for which in lists})


@dataclass(frozen=True)
class WorkerLoad:
    """What one worker has in hand."""

    key: PersonalKey
    open: int
    late: int
    wrote: int


def worker_loads(*, today: date) -> list[WorkerLoad]:
    """Each worker with a key, and how many cases they work on."""
    case = {"case__state__in": sorted(LIVING_STATES)}
    wrote = Q(case__reporter_wrote_on__isnull=False) | Q(case__partner_wrote_on__isnull=False)
    counted = (
        _now()
        .values("person")
        .annotate(
            open=Count("pk", filter=Q(**case)),
            late=Count("pk", filter=Q(case__due_on__lt=today)),
            wrote=Count("pk", filter=wrote),
        )
    )
    rows: dict[int, Any] = {row["person"]: row for row in counted}
    none = {"open": 0, "late": 0, "wrote": 0}
    return [
        WorkerLoad(key, **{name: rows.get(key.person_id, none)[name] for name in none}) for key in keys_of_workers()
    ]


def keys_of_workers() -> list[PersonalKey]:
    """The keys in use of those who may be given a case."""
    keys = office_keys().workers
    prefetch_related_objects(keys, "person")
    return sorted(keys, key=lambda key: (key.person.name, key.made_at))


def people_with_cases() -> list[Any]:
    """Everyone who works on a case now, also those whose account is locked or whose role is gone."""
    found = {row.person_id: row.person for row in _now().select_related("person")}
    return sorted(found.values(), key=lambda person: (person.name, person.pk))


def present_workers(case: Case) -> QuerySet[Assignment]:
    return _now().filter(case=case).select_related("person").order_by("since", "pk")


def coded_on(report: Report) -> date | None:
    """When the office last changed what is counted of a report; None where it stands as it was sent."""
    last = audit.entries_of(report).filter(verb="code_facts").order_by("-number").first()
    return timezone.localdate(last.at) if last else None


def name_of(edition: ListEdition, which: str, code: str) -> LocalisedText:
    """A code's name in its own edition; a code that is in no list speaks for itself."""
    row = next((row for row in edition.lists.get(which, ()) if row["code"] == code), None)
    return LocalisedText(row["name"]) if row else LocalisedText({"nl": code})


def entry(edition: ListEdition, which: str, code: str) -> dict[str, Any]:
    """All that a list says of a code; nothing for an unknown one."""
    return next((row for row in edition.lists.get(which, ()) if row["code"] == code), {})
