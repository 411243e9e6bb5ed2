"""Writes about people: loading them from a pack, and what an administrator does."""

from stadsrecht.people.operations.accounts import (
    add_person,
    change_person,
    end_sessions,
    invite_person,
    lock_person,
    reset_second_factor,
    unlock_person,
)
from stadsrecht.people.operations.keys import end_key, make_key, use_key
from stadsrecht.people.operations.pack import load_people, load_roles

__all__ = [
    "add_person",
    "change_person",
    "end_key",
    "end_sessions",
    "invite_person",
    "load_people",
    "load_roles",
    "lock_person",
    "make_key",
    "reset_second_factor",
    "unlock_person",
    "use_key",
]
