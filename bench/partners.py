"""What the directory costs: pages with 100 and 10,000 organisations, and the search for help with as many services."""

import random
import re
from datetime import date, time
from typing import Any
from uuid import UUID

from stage import cost, done, figure, installation

REQUESTS = 40
SIZES = (100, 10_000)
PAGE_CPU, SEARCH_CPU, DATA_CPU, STATEMENTS, KILOBYTES = 20, 40, 60, 8, 30
WORDS = re.findall(
    r"\w+",
    "taal les hulp buurt vrouwen jongeren asiel schulden wonen werk muziek sport advies klacht melding gezin school "
    "zorg ontmoeting koken tuin fiets rechten wijk huis spreekuur maatje tolk formulier brief",
)


def build(size: int, chance: random.Random) -> None:
    """Fill the tables directly up to this number of organisations, as gathering leaves them.

    Each has one service, given at one place, with hours to visit and hours to call.
    """
    from django.db import connection

    from stadsrecht.partners.models import Location, Organisation, Schedule, Service, ServiceAtLocation
    from stadsrecht.partners.operations.gathering import remember_words
    from stadsrecht.places.models import Area

    districts = list(Area.objects.filter(level="district").values_list("code", flat=True))
    organisations = [_organisation(number, chance) for number in range(Organisation.objects.count(), size)]
    services = [_service(row, districts, chance) for row in organisations]
    Organisation.objects.bulk_create(organisations, batch_size=2_000)
    Service.objects.bulk_create(services, batch_size=2_000)
    locations = [_location(row, chance) for row in organisations]
    Location.objects.bulk_create(locations, batch_size=2_000)
    places = zip(services, locations, strict=True)
    ServiceAtLocation.objects.bulk_create(
        (ServiceAtLocation(service=one, location=place, uuid=UUID(int=2**102 + one.uuid.int)) for one, place in places),
        batch_size=2_000,
    )
    Schedule.objects.bulk_create(
        (hours for one, place in zip(services, locations, strict=True) for hours in _hours(one, place, chance)),
        batch_size=2_000,
    )
    remember_words(word for row in services for word in row.words)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _organisation(number: int, chance: random.Random) -> Any:
    from stadsrecht.kernel.languages import SPOKEN
    from stadsrecht.partners.models import Accessibility, Organisation
    from stadsrecht.partners.queries import needs

    name = f"{chance.choice(WORDS)}{chance.choice(WORDS)} {number}"
    codes = chance.sample(list(needs()), 2)
    return Organisation(
        code=f"bench-{number}",
        uuid=UUID(int=number),
        name={"nl": name, "en": name, "fr": name},
        kind="civil-society",
        accessibility=chance.sample(Accessibility.values, 2),
        works_on=codes[:1],
        needs=codes,
        languages=chance.sample(list(SPOKEN), 4),
        sort_key=name,
        confirmed_on=date(2026, chance.randrange(1, 12), 1),
    )


def _location(organisation: Any, chance: random.Random) -> Any:
    from stadsrecht.partners.models import Location

    street = f"{chance.choice(WORDS).capitalize()}straat {chance.randrange(1, 200)}"
    return Location(
        organisation=organisation,
        uuid=UUID(int=2**101 + organisation.uuid.int),
        name={"nl": street},
        addresses=[{"address_1": street, "postal_code": "3500 AA", "city": "Utrecht", "country": "NL"}],
        latitude=52.0 + chance.random() / 10,
        longitude=5.0 + chance.random() / 10,
        accessibility=organisation.accessibility,
    )


def _hours(service: Any, location: Any, chance: random.Random) -> list[Any]:
    """When one can come to the place, and when one can call the service."""
    from stadsrecht.partners.models import Schedule

    days = sorted(chance.sample(["MO", "TU", "WE", "TH", "FR", "SA"], 3))
    return [
        Schedule(location=location, days=days, opens_at=time(chance.randrange(8, 11)), closes_at=time(17)),
        Schedule(service=service, attendance="contact", days=days, opens_at=time(9), closes_at=time(12, 30)),
    ]


def _service(organisation: Any, districts: list[str], chance: random.Random) -> Any:
    from stadsrecht.partners.bridge.words import words_of
    from stadsrecht.partners.models import Service
    from stadsrecht.partners.queries import needs

    areas = chance.sample(districts, 1) if chance.random() < 0.7 else []
    name, about = " ".join(chance.sample(WORDS, 3)), " ".join(chance.choices(WORDS, k=25))
    said = [word for code in organisation.needs for word in needs()[code].words]
    found = [*words_of(name, about, organisation.sort_key), *said]
    organisation.words = found
    return Service(
        organisation=organisation,
        uuid=UUID(int=2**100 + organisation.uuid.int),
        name={"nl": name},
        description={"nl": about},
        needs=organisation.needs,
        languages=organisation.languages,
        areas=areas,
        found_in=areas,
        words=found,
    )


def measure(title: str, address: str, budget: float) -> None:
    """Of a page that is built anew for each request."""
    from django.core.cache import caches
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    cpu, _passed, statements, weight = cost(client, address, REQUESTS, caches["pages"].clear)
    figure(f"{title}: CPU", cpu, "ms", budget)
    figure(f"{title}: SQL", statements, "statements", STATEMENTS, digits=0)
    figure(f"{title}: compressed", weight, "kB", KILOBYTES)


def main() -> None:
    chance = random.Random(7)  # noqa: S311 (no secret)
    with installation():
        for size in SIZES:
            build(size, chance)
            print(f"Cost of a request with {size:,} organisations and as many services")
            measure("directory", "/nl/partners/", PAGE_CPU)
            measure("directory, filtered", "/nl/partners/?need=asylum&language=ti", PAGE_CPU)
            measure("directory, searched", "/nl/partners/?q=asiel+muziek", PAGE_CPU)
            measure("directory as data, one part", "/nl/partners.json", DATA_CPU)
            measure("help, by need", "/nl/help/?need=asylum&language=ti&district=WK034403", SEARCH_CPU)
            measure("help, by words misspelt", "/nl/help/?q=hulp+bij+asiell&language=ti", SEARCH_CPU)
    done()


if __name__ == "__main__":
    main()
