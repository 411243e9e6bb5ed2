"""Gathering: what the directory filters and searches by follows from the services and places of an entry."""

from collections.abc import Iterable

from stadsrecht.partners.bridge.needs import needs
from stadsrecht.partners.bridge.words import folded, trigrams, words_of
from stadsrecht.partners.models import Organisation, Service, Word


def gather_entry(subject: Organisation) -> None:
    """Renew what follows from the services and places of this organisation. Call it last in each operation on them."""
    services = list(subject.services.exclude(status="defunct").prefetch_related("at_locations__location__area"))
    for service in services:
        _gather_service(subject, service)
    Service.objects.bulk_update(services, ["found_in", "words"])
    locations = list(subject.locations.select_related("area"))
    subject.needs = _each((*subject.works_on, *(code for row in services for code in row.needs)))
    subject.languages = _each(tag for row in services for tag in row.languages)
    subject.accessibility = _each(code for row in locations for code in row.accessibility)
    subject.found_in = _each(
        (*(row.area.code for row in locations if row.area), *(code for row in services for code in row.found_in))
    )
    subject.sort_key = folded(subject.name.shown_in(None).text)[:200]
    said = words_of(*subject.name.values(), *subject.description.values())
    subject.words = list(dict.fromkeys((*said, *(word for row in services for word in row.words))))
    subject.save(update_fields=["needs", "languages", "accessibility", "found_in", "sort_key", "words"])
    remember_words(word for row in services for word in row.words)


def _gather_service(subject: Organisation, service: Service) -> None:
    places = [row.location.area.code for row in service.at_locations.all() if row.location.area]
    service.found_in = _each((*service.areas, *places))
    known = needs()
    texts = [*service.name.values(), *service.description.values(), *subject.name.values()]
    said = [word for code in service.needs if code in known for word in known[code].words]
    service.words = list(dict.fromkeys((*words_of(*texts), *said)))[:400]


def remember_words(words: Iterable[str]) -> None:
    """Add words to the vocabulary by which spelling is forgiven. One that is there already stays."""
    rows = [Word(text=word, trigrams=trigrams(word)) for word in dict.fromkeys(words)]
    Word.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2_000)


def _each(values: Iterable[str]) -> list[str]:
    return sorted(set(values))
