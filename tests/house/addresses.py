"""The table of addresses: for each name in the URL resolver, what it is given in tests, who may come in, and how.

`READ` answers GET alone, `FORM` shows a form and takes it, `POST` only takes. Whoever may not come in is refused (403);
a resident is sent to sign in.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from stadsrecht.partners.bridge.identity import identity
from tests.conftest import CAST
from tests.house.given import (
    HOUSE,
    asked_evaluation,
    asked_figures,
    at_shelter,
    counted_year,
    evaluation_token,
    exported_work,
    first,
    join_number,
    kept_document,
    kept_key,
    letter_token,
    meeting_number,
    member_number,
    number_of,
    part_of,
    place_token,
    proposal_number,
    step_number,
    theme_meeting_number,
    tie_number,
    training_code,
    training_run,
)

READ, FORM, POST = ("GET",), ("GET", "POST"), ("POST",)
EVERYONE = frozenset(CAST)
READERS = frozenset({"adviser", "portfolio_holder", "administrator"})
EDITORS = frozenset({"adviser", "administrator"})
ADMINISTRATORS = frozenset({"administrator"})
OFFICE = frozenset({"case_worker", "custodian", "office_coordinator"})
INTERMEDIARIES = OFFICE | {"partner", "coordinator", "network_member"}
WORKERS = frozenset({"case_worker", "office_coordinator"})
PARTNERS = frozenset({"partner"})
COORDINATORS, CUSTODIANS = frozenset({"office_coordinator"}), frozenset({"custodian"})
SHUT = 302  # leads to the passphrase of one's key
NO_ROW = UUID(int=0)
FIGURE = "feels-at-home"
PACT, PLEDGE, NEWSLETTER = "samen-open", "long-table", "table-in-spring"
KEPT_FILE = "kept-file"  # evidence with a file, which the small city lacks


@dataclass(frozen=True)
class Rule:
    """Who may come in at an address; `answer` is what they get."""

    may: frozenset[str] = EVERYONE
    methods: tuple[str, ...] = READ
    answer: int = 200
    given: dict[str, Any] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """Whether the address can be told before there is a database."""
        return not any(isinstance(value, Callable) for value in self.given.values())

    def address(self, name: str, language: str = "nl") -> str:
        arguments = {key: value() if isinstance(value, Callable) else value for key, value in self.given.items()}
        with override(language):
            return reverse(name, kwargs=arguments)


def rules(*names: str, may: frozenset[str] = EVERYONE, methods: Any = READ, answer: int = 200, **given: Any) -> Any:
    return {name: Rule(may, methods, answer, given) for name in names}


PUBLIC = {
    **rules("home", "home.json", "search", "search.json", "tour", "about", "accessibility", "privacy", "city-colours"),
    **rules("tour-stop", answer=302, code="right"),
    **rules("demo"),
    **rules("rights", "rights.json", "rights.csv"),
    **rules("theme", "theme.json", "theme.csv", code="housing"),
    **rules("instrument", "instrument.json", "instrument.csv", code="eu-charter"),
    **rules("provision", "provision.json", instrument="eu-charter", code="12"),
    **rules("policies", "policies.json", "policies.csv"),
    **rules("explicit-share", "explicit-share.json", "explicit-share.csv"),
    **rules("policy", "policy.json", code="open-square"),
    **rules("actions", "actions.json", "actions.csv"),
    **rules("action", "action.json", code="benches"),
    **rules("matrix", "matrix.json", "matrix.csv"),
    **rules("matrix-instrument", "matrix-instrument.json", "matrix-instrument.csv", code="eu-charter"),
    **rules("evidence", "evidence.json", "evidence.csv"),
    **rules("evidence-item", "evidence-item.json", code="bench-count"),
    **rules("evidence-file", code=KEPT_FILE),
    **rules("places", "places.json", "places.csv", "places.geojson"),
    **rules("place", "place.json", code="WK999902"),
    **rules("figures", "figures.json", "figures.csv"),
    **rules("figures-rights", "figures-rights.json", "figures-rights.csv"),
    **rules("figures-goals", "figures-goals.json", "figures-goals.csv"),
    **rules("figures-places", "figures-places.json", "figures-places.csv"),
    **rules("figures-place", "figures-place.json", "figures-place.csv", code="WK999902"),
    **rules("figures-compare", "figures-compare.json", "figures-compare.csv"),
    **rules("indicator", "indicator.json", "indicator.csv", code=FIGURE),
    **rules("figures-releases", "figures-releases.json", "figures-releases.csv", code=FIGURE),
    **rules("figures-release", "figures-release.json", "figures-release.csv", code=FIGURE, number=1),
    **rules("partners", "partners.json", "partners.csv", "partners.geojson"),
    **rules("partner", "partner.json", "partner.vcf", code="meldpunt-kleinstad"),
    **rules("pacts", "pacts.json", "pacts.csv"),
    **rules("pact", "pact.json", "pact.csv", code=PACT),
    **rules("pact-meetings", "pact-meetings.json", "pact-meetings.csv", "pact-meetings.ics", code=PACT),
    **rules("pact-year", "pact-year.json", "pact-year.csv", code=PACT, year=2025),
    **rules("pledge", "pledge.json", code=PLEDGE),
    **rules("coalition", "coalition.json", "coalition.csv", "coalition.ics"),
    **rules("newsletters", "newsletters.json", "newsletters.csv", "newsletters.atom"),
    **rules("newsletter", "newsletter.json", code=NEWSLETTER),
    **rules("still-true", methods=FORM, token=letter_token),
    **rules("training", "training.json"),
    **rules("training-course", "training-course.json", code=training_code),
    **rules("training-run.ics", "training-signed-up", code=training_code, number=training_run),
    **rules("training-sign-up", methods=FORM, code=training_code, number=training_run),
    **rules("training-place", methods=FORM, token=place_token),
    **rules("training-evaluation", methods=FORM, token=evaluation_token),
    **rules("turning", "turning.json", "turning-sheet"),
    **rules("hsds", "hsds-profile", "hsds-services", "hsds-organizations", "hsds-service-at-locations"),
    **rules("hsds-taxonomies", "hsds-taxonomy-terms"),
    **rules("hsds-service", identifier=identity("service", "meldpunt-kleinstad", "complaint")),
    **rules("hsds-organization", identifier=identity("organisation", "veilig-huis")),
    **rules("hsds-service-at-location", identifier=at_shelter),
    **rules("hsds-taxonomy", identifier=identity("taxonomy", "need")),
    **rules("hsds-taxonomy-term", identifier=identity("taxonomy term", "need", "asylum")),
    **rules("release-file", code="feels-at-home", number=1, file="observations.json"),
    **rules("newest-file", answer=302, code="feels-at-home", file="observations.csv"),
    **rules("report"),
    **rules("report-figures", "report-figures.json", "report-figures.csv"),
    **rules("report-figures-year", "report-figures-year.json", "report-figures-year.csv", year=counted_year),
    **rules("report-form", "report-mine", methods=FORM),
    **rules("catalogue-ttl", "catalogue-jsonld", "figures-atom"),
}
DESK = {
    **rules("desk-key", may=OFFICE | {"partner"}, methods=FORM),
    **rules("desk-cases", may=WORKERS),
    **rules("desk-case-list", may=WORKERS, which="new"),
    **rules("desk-case-overview", "desk-case-retention", may=COORDINATORS),
    **rules("desk-case-register", "desk-case-campaigns", may=COORDINATORS, methods=FORM),
    **rules("desk-case-campaign-undo", may=COORDINATORS, methods=POST, code="no-campaign"),
    **rules("desk-case-figures", may=COORDINATORS, methods=FORM),
    **rules("desk-case-figures-draft", may=COORDINATORS, methods=FORM, number=asked_figures),
    **rules("desk-case-figures-drop", may=COORDINATORS, methods=POST, number=asked_figures),
    **rules("desk-case-looks", may=COORDINATORS, methods=FORM),
    **rules("desk-case-hand-over", may=COORDINATORS, methods=FORM, answer=SHUT),
    **rules("desk-case-keys", may=COORDINATORS),
    **rules("desk-case-key-admit", "desk-case-key-retire", may=COORDINATORS, methods=FORM, answer=SHUT, key=NO_ROW),
    **rules("desk-identities", may=CUSTODIANS, answer=SHUT),
    **rules("desk-identity", may=CUSTODIANS, methods=POST, asked=NO_ROW),
    **rules("desk-case", may=WORKERS, answer=SHUT, number=1),
    **rules("desk-case-write", "desk-case-note", "desk-case-state", may=WORKERS, methods=FORM, answer=SHUT, number=1),
    **rules("desk-case-consent", "desk-case-step", "desk-case-facts", may=WORKERS, methods=FORM, answer=SHUT, number=1),
    **rules("desk-case-identity-ask", may=WORKERS, methods=FORM, answer=SHUT, number=1),
    **rules("desk-case-take", "desk-case-identity", may=WORKERS, methods=POST, number=1),
    **rules("desk-case-step-done", may=WORKERS, methods=POST, number=1, step=NO_ROW),
    **rules("desk-case-file", may=WORKERS, answer=SHUT, number=1, file=NO_ROW),
    **rules("desk-case-refer-ask", "desk-case-passages", may=WORKERS, methods=FORM, answer=SHUT, number=1),
    **rules("desk-case-refer", may=WORKERS, methods=FORM, answer=SHUT, number=1, consent=NO_ROW),
    **rules("desk-case-withdraw", may=WORKERS, methods=POST, number=1, referral=NO_ROW),
    **rules("desk-case-pass-on", may=WORKERS, methods=FORM, answer=SHUT, number=1, said=NO_ROW),
    **rules("desk-referrals", may=PARTNERS),
    **rules("desk-referral", may=PARTNERS, answer=SHUT, number=NO_ROW),
    **rules("desk-referral-answer", may=PARTNERS, methods=FORM, answer=SHUT, number=NO_ROW),
    **rules("desk-referral-file", may=PARTNERS, answer=SHUT, number=NO_ROW, file=NO_ROW),
    **rules("desk-case-assign", may=COORDINATORS, methods=FORM, answer=SHUT, number=1),
    **rules("desk-case-release", may=COORDINATORS, methods=POST, number=1, person=number_of("stranger")),
    **rules("desk-report", may=INTERMEDIARIES, methods=FORM),
    **rules("desk", "desk-policies", may=READERS),
    **rules("desk-board", may=READERS, board="overdue"),
    **rules("desk-policy", may=READERS, code="equal-door"),
    **rules("desk-action", may=READERS, code="benches"),
    **rules("desk-matrix", "desk-matrix.json", "desk-matrix.csv", "desk-evidence", may=READERS),
    **rules("desk-matrix-instrument", may=READERS, code="eu-charter"),
    **rules("desk-matrix-instrument.json", "desk-matrix-instrument.csv", may=READERS, code="eu-charter"),
    **rules("desk-policy-state", may=READERS, methods=FORM, code="equal-door"),
    **rules("desk-rights", may=EDITORS),
    **rules("desk-places", "desk-policy-new", "desk-evidence-new", may=EDITORS, methods=FORM),
    **rules("desk-policy-edit", "desk-document-new", "desk-anchor-new", may=EDITORS, methods=FORM, code="equal-door"),
    **rules("desk-document", may=READERS, code="open-square", number=first("documents", "open-square")),
    **rules("desk-document-file", may=READERS, code="open-square", number=kept_document),
    **rules("desk-proposals", may=EDITORS, methods=POST, code="open-square"),
    **rules("desk-action-new", may=EDITORS, methods=FORM, code="equal-door"),
    **rules(
        "desk-document-remove",
        may=EDITORS,
        methods=FORM,
        code="open-square",
        number=first("documents", "open-square"),
    ),
    **rules(
        "desk-anchor-remove", may=EDITORS, methods=FORM, code="open-square", number=first("anchors", "open-square")
    ),
    **rules("desk-action-edit", "desk-action-state", may=EDITORS, methods=FORM, code="benches"),
    **rules("desk-note-new", "desk-milestone-new", may=EDITORS, methods=FORM, code="benches"),
    **rules("desk-milestone-done", may=EDITORS, methods=POST, code="benches", number=first("milestones", "benches")),
    **rules("desk-evidence-edit", "desk-evidence-remove", may=EDITORS, methods=FORM, code="desk-agreement"),
    **rules("desk-figures", may=READERS),
    **rules("desk-indicator", may=READERS, code=FIGURE),
    **rules("desk-open-data", may=EDITORS, methods=POST),
    **rules("desk-work", "desk-work-file", may=READERS, number=exported_work),
    **rules("desk-work-stop", may=EDITORS, methods=POST, number=exported_work),
    **rules("desk-release", may=READERS, code=FIGURE, number=1),
    **rules("desk-release-review", may=READERS, methods=FORM, code=FIGURE, number=1),
    **rules("desk-release-publish", "desk-release-embargo", may=EDITORS, methods=FORM, code=FIGURE, number=1),
    **rules("desk-release-lift", "desk-release-discard", may=EDITORS, methods=FORM, code=FIGURE, number=1),
    **rules("desk-indicator-new", may=EDITORS, methods=FORM),
    **rules("desk-indicator-edit", "desk-figures-upload", may=EDITORS, methods=FORM, code=FIGURE),
    **rules("keys", may=EDITORS),
    **rules("key-new", may=EDITORS, methods=FORM),
    **rules("key-end", may=EDITORS, methods=POST, number=kept_key),
    **rules("people", may=ADMINISTRATORS),
    **rules("person-add", may=ADMINISTRATORS, methods=FORM),
    **rules("person", may=ADMINISTRATORS, methods=FORM, number=number_of("stranger")),
    **rules("person-lock", "person-unlock", may=ADMINISTRATORS, methods=POST, number=number_of("stranger")),
    **rules("person-invite", "person-reset", may=ADMINISTRATORS, methods=POST, number=number_of("stranger")),
}
OWN_PARTNER = frozenset({"partner", "adviser", "administrator"})
DESK |= {
    **rules("desk-partners", may=READERS | {"partner"}),
    **rules("desk-partners-intake", "desk-partner-new", may=EDITORS, methods=FORM),
    **rules("desk-partner-proposal", may=EDITORS, methods=FORM, number=proposal_number),
    **rules("desk-partner", may=OWN_PARTNER, code=HOUSE),
    **rules("desk-partner-confirm", may=OWN_PARTNER, methods=POST, code=HOUSE),
    **rules("desk-partner-editor-new", may=EDITORS, methods=FORM, code=HOUSE),
    **rules("desk-partner-editor-remove", may=EDITORS, methods=POST, code=HOUSE, number=lambda: part_of("editorships")),
    **rules("desk-partner-edit", "desk-partner-service-new", may=OWN_PARTNER, methods=FORM, code=HOUSE),
    **rules("desk-partner-place-new", may=OWN_PARTNER, methods=FORM, code=HOUSE),
    **rules("desk-partner-service", may=OWN_PARTNER, methods=FORM, code=HOUSE, number=lambda: part_of("services")),
    **rules("desk-partner-place", may=OWN_PARTNER, methods=FORM, code=HOUSE, number=lambda: part_of("locations")),
    **rules(
        "desk-partner-service-remove", may=OWN_PARTNER, methods=POST, code=HOUSE, number=lambda: part_of("services")
    ),
    **rules(
        "desk-partner-place-remove", may=OWN_PARTNER, methods=POST, code=HOUSE, number=lambda: part_of("locations")
    ),
}
DESK |= {
    **rules("desk-pacts", may=READERS | PARTNERS),
    **rules("desk-pact", may=READERS | PARTNERS, code=PACT),
    **rules("desk-pact-new", may=EDITORS, methods=FORM),
    **rules("desk-pact-edit", "desk-meeting-new", may=EDITORS, methods=FORM, code=PACT),
    **rules("desk-meeting", "desk-attendance", may=EDITORS, methods=FORM, code=PACT, number=meeting_number),
    **rules("desk-pact-sign", may=OWN_PARTNER, methods=FORM, code=PACT),
    **rules("desk-pledge-new", may=PARTNERS, methods=FORM, code=PACT),
    **rules("desk-pledge", may=READERS | PARTNERS, code=PLEDGE),
    **rules("desk-pledge-edit", "desk-pledge-report", may=PARTNERS, methods=FORM, code=PLEDGE),
    **rules("desk-pledge-milestone-new", may=PARTNERS, methods=FORM, code=PLEDGE),
    **rules("desk-pledge-milestone-done", may=PARTNERS, methods=POST, code=PLEDGE, number=step_number),
    **rules("desk-pledge-ask", "desk-pledge-view", "desk-pledge-tie", may=EDITORS, methods=FORM, code=PLEDGE),
    **rules("desk-pledge-untie", may=EDITORS, methods=POST, code=PLEDGE, number=tie_number),
    **rules("desk-coalition", may=READERS | PARTNERS),
    **rules("desk-coalition-join", may=PARTNERS, methods=FORM),
    **rules("desk-coalition-decide", may=PARTNERS, methods=FORM, number=join_number),
    **rules("desk-theme-meeting-new", may=OWN_PARTNER, methods=FORM),
    **rules("desk-theme-meeting", may=PARTNERS, methods=FORM, number=theme_meeting_number),
    **rules("desk-coalition-leave", may=PARTNERS, methods=POST, number=member_number),
    **rules("desk-newsletter-new", may=OWN_PARTNER, methods=FORM),
    **rules("desk-newsletter-edit", may=PARTNERS, methods=FORM, code=NEWSLETTER),
    **rules("desk-newsletter-withdraw", may=PARTNERS, methods=POST, code=NEWSLETTER),
    **rules("desk-pledge-evidence", may=OWN_PARTNER, methods=FORM, code=PLEDGE),
}
COURSE, RUN = {"code": training_code}, {"code": training_code, "number": training_run}
RESULTS = {"code": training_code, "number": asked_evaluation}
ADVISERS = frozenset({"adviser"})
DESK |= {
    **rules("desk-training", may=READERS | PARTNERS),
    **rules("desk-training-new", may=OWN_PARTNER, methods=FORM),
    **rules("desk-training-course", may=READERS | PARTNERS, **COURSE),
    **rules("desk-training-edit", "desk-training-state", may=OWN_PARTNER, methods=FORM, **COURSE),
    **rules("desk-training-serves", may=EDITORS, methods=FORM, **COURSE),
    **rules("desk-training-run-new", may=PARTNERS, methods=FORM, **COURSE),
    **rules("desk-training-run", may=PARTNERS, **RUN),
    **rules("desk-training-run-edit", "desk-training-run-cancel", may=PARTNERS, methods=FORM, **RUN),
    **rules("desk-training-attendance", "desk-training-message", may=PARTNERS, methods=FORM, **RUN),
    **rules("desk-training-evaluation-new", may=ADVISERS, methods=POST, **COURSE),
    **rules("desk-training-evaluation", may=ADVISERS, methods=FORM, **RESULTS),
    **rules("desk-training-evaluation-drop", may=ADVISERS, methods=POST, **RESULTS),
}
API = {
    **rules("openapi-json", "list_instruments", "list_provisions", "list_policies", "list_actions", "list_evidence"),
    **rules("coverage", "list_indicators"),
    **rules("one_indicator", "list_observations", code="feels-at-home"),
    **rules("stage_release", may=EDITORS, methods=POST, code="feels-at-home"),
    **rules("figures_work", may=EDITORS, answer=404, number=0),
    **rules("api-root", answer=404),
}
# One's own account. A resident is sent to sign in. A persona sees what it has, and that is: no password to confirm
# (403), no authenticator app, recovery codes or passkey (404); where there is no password yet, it may set one (302).
OWN = {
    "account_email": 200,
    "account_set_password": 200,
    "account_change_password": 302,
    "account_reauthenticate": 403,
    "mfa_index": 200,
    "mfa_activate_totp": 200,
    "mfa_deactivate_totp": 404,
    "mfa_reauthenticate": 403,
    "mfa_generate_recovery_codes": 200,
    "mfa_view_recovery_codes": 404,
    "mfa_download_recovery_codes": 404,
    "mfa_list_webauthn": 200,
    "mfa_add_webauthn": 200,
    "mfa_reauthenticate_webauthn": 403,
    "mfa_edit_webauthn": 404,
    "mfa_remove_webauthn": 404,
    "usersessions_list": 200,
    "second-factor": 302,
}
# The way in: what a resident gets, and what somebody who is in already gets. 302 leads past the door.
DOOR = {
    "account_login": (200, 302),
    "account_signup": (200, 302),  # says that accounts are made by the administrator
    "account_logout": (302, 200),
    "account_inactive": (200, 200),
    "account_email_verification_sent": (200, 200),
    "account_confirm_email": (200, 200),
    "account_confirm_login_code": (302, 302),
    "account_reset_password": (200, 200),
    "account_reset_password_done": (200, 200),
    "account_reset_password_from_key": (200, 200),
    "account_reset_password_from_key_done": (200, 200),
    "mfa_authenticate": (302, 302),
    "mfa_login_webauthn": (302, 302),
    "demo-sign-in": (405, 405),  # takes a click on the page of personas
    "sign-out-everywhere": (302, 405),
}
GIVEN = {
    "account_confirm_email": {"key": "x"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "x"},
    "mfa_edit_webauthn": {"pk": 1},
    "mfa_remove_webauthn": {"pk": 1},
    "demo-sign-in": {"username": "adviser"},
}
RULED = {**PUBLIC, **DESK, **API}
NAMES = [*RULED, *OWN, *DOOR]
IN_API = "api:"


def address_of(name: str, language: str = "nl") -> str:
    """The address under this name, in one language where it is a page."""
    rule = RULED.get(name) or Rule(given=GIVEN.get(name, {}))
    if name == "api-root":
        return "/api/v1/"
    return rule.address(f"{IN_API}{name}" if name in API else name, language)


def public_addresses(language: str = "nl", *endings: str) -> list[str]:
    """What everyone may read and is known; with `endings` only what ends so (".json", ".csv", or "/" for pages)."""
    readable = [name for name in [*PUBLIC, *API] if name != "api-root" and "GET" in RULED[name].methods]
    found = [address_of(name, language) for name in readable if RULED[name].is_known]
    return [address for address in found if not endings or address.endswith(endings)]


def resolver_names() -> Iterator[str]:
    """Every name in the URL resolver."""

    def walk(resolver: URLResolver) -> Iterator[str]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLPattern):
                yield entry.name or str(entry.pattern)
            else:
                yield from walk(entry)

    return walk(get_resolver())
