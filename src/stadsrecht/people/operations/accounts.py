"""What an administrator does with accounts. The trail holds account numbers and role codes, never a name or address."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext

from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import EditConflict, TextTooLong
from stadsrecht.kernel.permissions import Person
from stadsrecht.people.errors import (
    AlreadyLocked,
    EmailNotValid,
    EmailTaken,
    LastAdministrator,
    NameMissing,
    NotLocked,
    PersonaIsFixed,
    UnknownRole,
)
from stadsrecht.people.models import Role, Team, User
from stadsrecht.people.permissions import PERMISSIONS
from stadsrecht.people.queries import ADMINISTRATOR, administrators, password_address


@transaction.atomic
def add_person(
    *,
    email: str,
    name: str,
    roles: Collection[str],
    team: Team | None,
    is_invited: bool,
    acting_user: Person,
    at: datetime,
) -> User:
    """Make an account without a password. An invited person gets a mail with a link to set one."""
    PERMISSIONS.require(acting_user, "manage_people")
    email = _free_email(email)
    name = _fitting_name(name)
    held = _known_roles(roles)
    person = User(email=email, name=name, team=team)
    person.set_unusable_password()
    person.save()
    person.roles.set(held)
    # The link to the first password is sent there and nowhere else, so whoever can sign in has proved the address.
    EmailAddress.objects.create(user=person, email=email, primary=True, verified=True)
    _record(acting_user, "add_person", person, at, new=_values(person))
    if is_invited:
        transaction.on_commit(lambda: _send_invitation(person), robust=True)
    return person


@transaction.atomic
def change_person(
    *, person: User, roles: Collection[str], team: Team | None, version: int | None, acting_user: Person, at: datetime
) -> User:
    """Give a person these roles and this team. Raises EditConflict where somebody else was first."""
    PERMISSIONS.require(acting_user, "manage_people")
    _require_real(person)
    person = User.objects.select_for_update().get(pk=person.pk)
    held = _known_roles(roles)
    if version is not None and version != person.version:
        raise EditConflict(current_version=person.version, differences=_differences(person, held, team))
    if ADMINISTRATOR not in {role.code for role in held}:
        _require_other_administrator(person)
    old = _values(person)
    person.team = team
    person.roles.set(held)
    person.forget_roles()
    old, new = audit.changed(old, _values(person))
    if new:
        person.version += 1
        person.save(update_fields=["team", "version"])
        _record(acting_user, "change_person", person, at, old=old, new=new)
    return person


@transaction.atomic
def lock_person(*, person: User, acting_user: Person, at: datetime) -> User:
    """Nobody can sign in with this account, and whoever is signed in is signed out."""
    PERMISSIONS.require(acting_user, "manage_people")
    _require_real(person)
    _require_other_administrator(person)
    person = User.objects.select_for_update().get(pk=person.pk)
    if not person.is_active:
        raise AlreadyLocked
    person.is_active = False
    person.version += 1
    person.save(update_fields=["is_active", "version"])
    end_sessions(person=person)
    _record(acting_user, "lock_person", person, at, old={"is_active": True}, new={"is_active": False})
    return person


@transaction.atomic
def unlock_person(*, person: User, acting_user: Person, at: datetime) -> User:
    PERMISSIONS.require(acting_user, "manage_people")
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.is_active:
        raise NotLocked
    person.is_active = True
    person.version += 1
    person.save(update_fields=["is_active", "version"])
    _record(acting_user, "unlock_person", person, at, old={"is_active": False}, new={"is_active": True})
    return person


@transaction.atomic
def invite_person(*, person: User, acting_user: Person, at: datetime) -> None:
    """Send the link to set a password (again)."""
    PERMISSIONS.require(acting_user, "manage_people")
    _require_real(person)
    _record(acting_user, "invite_person", person, at)
    transaction.on_commit(lambda: _send_invitation(person), robust=True)


@transaction.atomic
def reset_second_factor(*, person: User, acting_user: Person, at: datetime) -> None:
    """For somebody who lost telephone and recovery codes: they are signed out and set up a new second factor."""
    PERMISSIONS.require(acting_user, "manage_people")
    _require_real(person)
    keys = Authenticator.objects.filter(user=person)
    kinds = sorted(keys.values_list("type", flat=True))
    keys.delete()
    end_sessions(person=person)
    _record(acting_user, "reset_second_factor", person, at, old={"second_factors": kinds}, new={"second_factors": []})


def end_sessions(*, person: User, but: str | None = None) -> None:
    """Sign this person out everywhere, or everywhere but in the session with that key."""
    for session in UserSession.objects.filter(user_id=person.pk).exclude(session_key=but):
        session.end()


def _free_email(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise EmailNotValid from None
    is_used = User.objects.filter(email__iexact=email).exists()
    if is_used or EmailAddress.objects.filter(email__iexact=email).exists():
        raise EmailTaken
    return email


def _fitting_name(name: str) -> str:
    name = " ".join(name.split())
    limit: int = User._meta.get_field("name").max_length or 0
    if not name:
        raise NameMissing
    if len(name) > limit:
        raise TextTooLong(field="name", length=len(name), limit=limit)
    return name


def _known_roles(codes: Collection[str]) -> list[Role]:
    known = {role.code: role for role in Role.objects.filter(code__in=codes)}
    for code in codes:
        if code not in known:
            raise UnknownRole(wanted=code)
    return list(known.values())


def _require_real(person: User) -> None:
    if person.is_demo:
        raise PersonaIsFixed


def _require_other_administrator(person: User) -> None:
    """The role's row is locked, so that two administrators cannot lock out each other at the same moment."""
    Role.objects.select_for_update().filter(code=ADMINISTRATOR).first()
    able = administrators()
    if able.filter(pk=person.pk).exists() and not able.exclude(pk=person.pk).exists():
        raise LastAdministrator


def _values(person: User) -> dict[str, Any]:
    return {"roles": sorted(person.roles.values_list("code", flat=True)), "team": person.team and person.team.code}


def _differences(person: User, roles: Collection[Role], team: Team | None) -> list[tuple[str, str]]:
    """What the one who saved first wrote, where it differs from what was typed now."""
    rows = []
    present = list(person.roles.all())
    if set(present) != set(roles):
        rows.append((gettext("Roles"), ", ".join(map(str, present)) or "–"))
    if person.team != team:
        rows.append((gettext("Team"), str(person.team or "–")))
    return rows


def _record(
    acting_user: Any,
    verb: str,
    person: User,
    at: datetime,
    *,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
) -> None:
    """The trail cannot be erased, so it calls the person by number: a stand-in carries that number as its name."""
    stand_in = User(pk=person.pk, name=f"account {person.pk}")
    audit.record(acting_user=acting_user, verb=verb, subject=stand_in, at=at, old=old, new=new)


def _send_invitation(person: User) -> None:
    context = {
        "person": person,
        "address": password_address(person),
        "site": settings.SITE_URL,
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
    }
    text = render_to_string("people/mail/invitation.txt", context)
    send_mail(gettext("Your account on Stadsrecht"), text, None, [person.email])
