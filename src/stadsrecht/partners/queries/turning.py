"""Where can I turn? From a need, a language and a district to a few answers, each with the reasons for its place.

The points are few and public. What one needs comes first; a language that one shares counts more than nearness, since
a telephone bridges a distance and not a language. What nobody confirmed for a year sinks below all that was, however
many points it has.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from stadsrecht.kernel.languages import named
from stadsrecht.partners.bridge.needs import needs
from stadsrecht.partners.bridge.words import LEAST_ALIKE, likeness, trigrams, words_of
from stadsrecht.partners.models import Organisation, Service, ServiceAtLocation
from stadsrecht.partners.queries.entries import working_on
from stadsrecht.partners.queries.freshness import due_before, stale_before

FEW = 5
NEAREST_WORDS = 6  # a typed word stands for at most so many words of the vocabulary
MOST_WORDS = 8
ALIKE_TO_KNOWN = 0.6  # a word that is known stands for itself and its inflections, not for what merely looks like it
POINTS = {"need": 100, "word": 20, "language": 40, "interpreter": 15, "district": 20, "whole_city": 10, "fresh": 10}


@dataclass(frozen=True)
class Question:
    """What somebody asks; empty means not said. `age` in years."""

    need: str = ""
    words: str = ""
    language: str = ""
    district: str = ""
    age: int | None = None

    @property
    def is_asked(self) -> bool:
        return bool(self.need or self.words)


@dataclass(frozen=True)
class Answer:
    """A service with its rank and the reasons, the strongest first; `cautions` are what one should know beforehand."""

    service: Service
    points: int
    reasons: list[str]
    cautions: list[str]


@dataclass(frozen=True)
class Answers:
    """`understood` are words that were typed and the words they were taken for, where these differ.

    `organisations` work on the need. They stand in where no service is found: one can ask them.
    """

    rows: list[Answer]
    has_more: bool = False
    understood: list[tuple[str, str]] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)


# The best service of each organisation first, so that one with many services crowds out no other.
SQL = """
SELECT id, points FROM (
    SELECT DISTINCT ON (s.organisation_id) s.id, o.sort_key, o.confirmed_on >= %(stale)s IS TRUE AS is_kept,
        (CASE WHEN s.needs && %(needs)s::varchar[] THEN %(p_need)s ELSE 0 END)
      + %(p_word)s * {hits}
      + (CASE WHEN %(language)s = '' THEN 0
              WHEN s.languages @> ARRAY[%(language)s]::varchar[] THEN %(p_language)s
              WHEN s.has_interpreter THEN %(p_interpreter)s ELSE 0 END)
      + (CASE WHEN %(district)s = '' THEN 0
              WHEN s.found_in @> ARRAY[%(district)s]::varchar[] THEN %(p_district)s
              WHEN s.areas = '{{}}' THEN %(p_whole_city)s ELSE 0 END)
      + (CASE WHEN o.confirmed_on >= %(due)s THEN %(p_fresh)s ELSE 0 END) AS points
    FROM partners_service AS s JOIN partners_organisation AS o ON o.id = s.organisation_id
    WHERE s.status = 'active' AND o.closed_on IS NULL
      AND (s.needs && %(needs)s::varchar[] OR s.words && %(words)s::varchar[])
      AND (%(age)s::int IS NULL OR ((s.min_age IS NULL OR s.min_age <= %(age)s)
                                    AND (s.max_age IS NULL OR s.max_age >= %(age)s)))
    ORDER BY s.organisation_id, points DESC, s.id
) AS best
ORDER BY is_kept DESC, points DESC, sort_key, id
LIMIT %(limit)s
"""


def where_to_turn(question: Question, *, today: date, limit: int = FEW) -> Answers:
    """The best services, no two of one organisation. Three statements, or four where words are typed."""
    if not question.is_asked:
        return Answers([])
    groups, understood = understand(question.words)
    found = _ranked(question, groups, today, limit + 1)
    services = {row.pk: row for row in _with_parts([pk for pk, _points in found[:limit]])}
    rows = [_explained(services[pk], points, question, today) for pk, points in found[:limit]]
    instead = [] if rows else working_on(question.need, today=today, limit=limit)
    return Answers(rows, has_more=len(found) > limit, understood=understood, organisations=instead)


def understand(text: str) -> tuple[list[list[str]], list[tuple[str, str]]]:
    """For each typed word the words of the vocabulary that it may mean, and what was read otherwise than typed."""
    typed = words_of(text)[:MOST_WORDS]
    if not typed:
        return [], []
    grams = {word: trigrams(word) for word in typed}
    with connection.cursor() as cursor:
        cursor.execute(NEAR_SQL, {"typed": typed, "grams": ["|".join(grams[word]) for word in typed]})
        rows = cursor.fetchall()
    groups, understood = [], []
    for word in typed:
        likely = [(likeness(grams[word], trigrams(other)), other) for asked, other in rows if asked == word]
        least = ALIKE_TO_KNOWN if (1.0, word) in likely else LEAST_ALIKE
        best = sorted((pair for pair in likely if pair[0] >= least), reverse=True)[:NEAREST_WORDS]
        groups.append([other for _alike, other in best] or [word])
        if best and best[0][1] != word:
            understood.append((word, best[0][1]))
    return groups, understood


NEAR_SQL = """
SELECT t.typed, w.text FROM unnest(%(typed)s::varchar[], %(grams)s::varchar[]) AS t(typed, grams)
CROSS JOIN LATERAL (
    SELECT v.text FROM partners_word AS v
    WHERE v.trigrams && string_to_array(t.grams, '|')::varchar[]
    ORDER BY v.text = t.typed DESC, cardinality(ARRAY(
        SELECT unnest(v.trigrams) INTERSECT SELECT unnest(string_to_array(t.grams, '|')::varchar[])
    ))::float / (cardinality(v.trigrams) + cardinality(string_to_array(t.grams, '|'))) DESC, v.text
    LIMIT 12
) AS w
"""


def _ranked(question: Question, groups: list[list[str]], today: date, limit: int) -> list[tuple[int, int]]:
    """(service id, points), best first."""
    hits = " + ".join(f"(s.words && %(group{number})s::varchar[])::int" for number in range(len(groups))) or "0"
    values = {
        "needs": [question.need] if question.need else [],
        "words": [word for group in groups for word in group],
        "language": question.language,
        "district": question.district,
        "age": question.age,
        "due": due_before(today),
        "stale": stale_before(today),
        "limit": limit,
        **{f"p_{name}": points for name, points in POINTS.items()},
        **{f"group{number}": group for number, group in enumerate(groups)},
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(hits=f"({hits})"), values)
        return [(pk, points) for pk, points in cursor.fetchall()]


# What no answer shows: texts in many languages and lists of words are dear to read.
UNREAD = ("carried", "words", "organisation__carried", "organisation__words", "organisation__description")


def _with_parts(ids: Iterable[int]) -> list[Service]:
    """With places. The hours of all of them are read together, by `lines_of`."""
    places = ServiceAtLocation.objects.select_related("location__area").defer("carried", "location__carried")
    rows = Service.objects.filter(pk__in=ids).select_related("organisation").defer(*UNREAD)
    return list(rows.prefetch_related(Prefetch("at_locations", places)))


def _explained(service: Service, points: int, question: Question, today: date) -> Answer:
    reasons, cautions = [], []
    if question.need in service.needs:
        reasons.append(_("helps with: %(need)s") % {"need": needs()[question.need].name.plain})
    if question.language:
        language = named(question.language)
        if question.language in service.languages:
            reasons.append(_("speaks %(language)s") % {"language": language.name})
        elif service.has_interpreter:
            reasons.append(_("can call in an interpreter for %(language)s") % {"language": language.name})
        else:
            cautions.append(
                _("not known to speak %(language)s: bring somebody along or ask") % {"language": language.name}
            )
    if question.district:
        if question.district in service.found_in:
            reasons.append(_("in your district"))
        elif not service.areas:
            reasons.append(_("for the whole city"))
        else:
            cautions.append(_("meant for another district"))
    confirmed = service.organisation.confirmed_on
    if confirmed is None or confirmed < due_before(today):
        cautions.append(_("not confirmed lately: ask before you go"))
    return Answer(service, points, reasons, cautions)
