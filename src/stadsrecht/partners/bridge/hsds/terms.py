"""The terms of our profile: what HSDS has no field for is said by attributes that point to them."""

from typing import Any

from stadsrecht.partners.bridge.identity import identity
from stadsrecht.partners.bridge.needs import needs
from stadsrecht.partners.models import Accessibility, Group

MARKS = {
    "by-appointment": "One is welcome after making an appointment; this is not the same as closed.",
    "contact-hours": "The hours hold for phone and e-mail, not for visits.",
    "confidential-address": "The address is not given to anyone; the description says how to get in touch.",
    "residents-only": "Only for people who live in the city.",
}
TAXONOMIES = {
    "need": "What people come for.",
    "access": "How a place can be entered and used.",
    "group": "For whom a service is, where it is not for everyone.",
    "mark": "Marks of the Stadsrecht profile.",
}


def taxonomy(code: str) -> dict[str, Any]:
    return {
        "id": str(identity("taxonomy", code)),
        "name": f"stadsrecht-{code}",
        "description": TAXONOMIES[code],
        "version": "1",
    }


def term_id(taxonomy_code: str, code: str) -> str:
    return str(identity("taxonomy term", taxonomy_code, code))


def term(taxonomy_code: str, code: str) -> dict[str, Any]:
    """A term with its name in the language that is active."""
    name = _name(taxonomy_code, code)
    return {
        "id": term_id(taxonomy_code, code),
        "code": code,
        "name": name,
        "description": MARKS.get(code, name) if taxonomy_code == "mark" else name,
        "taxonomy": f"stadsrecht-{taxonomy_code}",
        "taxonomy_detail": taxonomy(taxonomy_code),
    }


def terms(taxonomy_code: str) -> list[str]:
    """The codes of a taxonomy, in order."""
    known: dict[str, list[str]] = {
        "need": list(needs()),
        "access": list(Accessibility.values),
        "group": list(Group.values),
        "mark": list(MARKS),
    }
    return known[taxonomy_code]


def _name(taxonomy_code: str, code: str) -> str:
    match taxonomy_code:
        case "need":
            return needs()[code].name.plain
        case "access":
            return str(Accessibility(code).label)
        case "group":
            return str(Group(code).label)
    return code


def code_of(attribute: Any, taxonomy_code: str) -> str | None:
    """The code that an attribute of ours gives in this taxonomy; None for another's attribute."""
    identifier = id_of_term(attribute)
    return next((code for code in terms(taxonomy_code) if term_id(taxonomy_code, code) == identifier), None)


def id_of_term(attribute: Any) -> Any:
    """The identity of the term that an attribute points to."""
    named = attribute.get("taxonomy_term") if isinstance(attribute, dict) else None
    return (named or {}).get("id") or (attribute or {}).get("taxonomy_term_id")


def ids_of_terms() -> set[str]:
    """The identities of all terms of our profile."""
    return {term_id(taxonomy_code, code) for taxonomy_code in TAXONOMIES for code in terms(taxonomy_code)}
