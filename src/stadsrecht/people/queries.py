"""Reads about people, teams and portfolios."""

from allauth.account import app_settings as account_settings
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.http import int_to_base36

from stadsrecht.kernel.registry import KeyScope, key_scopes
from stadsrecht.people.errors import UnknownKey, UnknownPerson, UnknownPersona
from stadsrecht.people.models import Portfolio, ProgramKey, Role, Team, User

PERSONA_DOMAIN = "demo.invalid"
ADMINISTRATOR = "administrator"


def portfolios() -> QuerySet[Portfolio]:
    return Portfolio.objects.all()


def teams() -> QuerySet[Team]:
    return Team.objects.select_related("portfolio")


def roles() -> QuerySet[Role]:
    return Role.objects.all()


def active_people() -> QuerySet[User]:
    """Those who can be given work: whoever holds a role and is not locked."""
    return User.objects.filter(is_active=True, roles__isnull=False).distinct()


def all_people() -> QuerySet[User]:
    """Every account with team, roles and `has_second_factor`: two statements, however many there are."""
    keys = _second_factors().filter(user_id=OuterRef("pk"))
    people = User.objects.select_related("team").prefetch_related("roles")
    return people.annotate(has_second_factor=Exists(keys))


def person_by_number(number: int) -> User:
    """Raises UnknownPerson."""
    person = all_people().filter(pk=number).first()
    if person is None:
        raise UnknownPerson(wanted=number)
    return person


def has_second_factor(person: User) -> bool:
    """An authenticator app or a passkey. Recovery codes alone are no second factor."""
    return _second_factors().filter(user_id=person.pk).exists()


def _second_factors() -> QuerySet[Authenticator]:
    keys: QuerySet[Authenticator] = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    return keys


def administrators() -> QuerySet[User]:
    """Those who can sign in and hold the role of administrator. Personas count only while there is a demonstration."""
    people = User.objects.filter(is_active=True, roles__code=ADMINISTRATOR)
    return people if settings.DEMO else people.filter(is_demo=False)


def personas() -> QuerySet[User]:
    """The cast of the demonstration, in the order of the city's pack."""
    return User.objects.filter(is_demo=True, is_active=True).prefetch_related("roles").order_by("pk")


def persona(username: str) -> User:
    """Raises UnknownPersona."""
    person = personas().filter(email=f"{username}@{PERSONA_DOMAIN}").first()
    if person is None:
        raise UnknownPersona(wanted=username)
    return person


def keys_for(person: User) -> QuerySet[ProgramKey]:
    """The keys that this person may see and end: their own, and to an administrator those of all."""
    keys = ProgramKey.objects.select_related("owner")
    return keys if ADMINISTRATOR in person.role_codes else keys.filter(owner=person)


def key_for(person: User, number: int) -> ProgramKey:
    """Raises UnknownKey, also for a key of somebody else."""
    found = keys_for(person).filter(pk=number).first()
    if found is None:
        raise UnknownKey
    return found


def scopes_of(person: User) -> list[KeyScope]:
    """What this person may give a key for."""
    return [scope for scope in key_scopes if scope.may(person)]


def password_address(person: User) -> str:
    """The address where this person, and who else holds it, can set a password once. It ends by itself after days."""
    token = account_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    key = {"uidb36": int_to_base36(person.pk), "key": token}
    return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=key)
