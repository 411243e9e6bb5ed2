"""Writes of partners."""

from stadsrecht.partners.operations.addresses import keep_address, reveal_address
from stadsrecht.partners.operations.entries import (
    edit_organisation,
    remove_location,
    remove_service,
    save_location,
    save_service,
    set_hours,
)
from stadsrecht.partners.operations.gathering import gather_entry
from stadsrecht.partners.operations.hsds import IntakeReport, Refused, take_in_hsds
from stadsrecht.partners.operations.pack import load_organisations
from stadsrecht.partners.operations.sheet import take_in_sheet

__all__ = [
    "IntakeReport",
    "Refused",
    "edit_organisation",
    "gather_entry",
    "keep_address",
    "load_organisations",
    "remove_location",
    "remove_service",
    "reveal_address",
    "save_location",
    "save_service",
    "set_hours",
    "take_in_hsds",
    "take_in_sheet",
]
