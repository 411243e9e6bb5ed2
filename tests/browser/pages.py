"""Every page there is, with a sample of what its address needs. A page without a sample fails a test.

A sample is written as the rest of the address would be read: `("adviser", "policy")` is the desk's page of the
policy that `Records` names, seen by the adviser.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

# Who sees a page. `newcomer` has a password and no second factor; `halfway` typed the password and not yet the code;
# `colleague` has an authenticator app and a passkey.
SAMPLES: dict[str, tuple[str, ...]] = {
    "home": ("resident",),
    "tour": ("resident",),
    "search": ("resident",),
    "about": ("resident",),
    "accessibility": ("resident",),
    "privacy": ("resident",),
    "rights": ("resident",),
    "theme": ("resident", "theme"),
    "instrument": ("resident", "instrument"),
    "provision": ("resident", "instrument", "article"),
    "policies": ("resident",),
    "explicit-share": ("resident",),
    "policy": ("resident", "policy"),
    "actions": ("resident",),
    "action": ("resident", "action"),
    "evidence": ("resident",),
    "evidence-item": ("resident", "evidence"),
    "matrix": ("resident",),
    "matrix-instrument": ("resident", "instrument"),
    "places": ("resident",),
    "place": ("resident", "place"),
    "figures": ("resident",),
    "figures-rights": ("resident",),
    "figures-goals": ("resident",),
    "figures-places": ("resident",),
    "figures-place": ("resident", "place"),
    "figures-compare": ("resident",),
    "indicator": ("resident", "figure"),
    "figures-releases": ("resident", "figure"),
    "figures-release": ("resident", "figure", "first_release"),
    "partners": ("resident",),
    "partner": ("resident", "partner"),
    "pacts": ("resident",),
    "pact": ("resident", "pact"),
    "pact-meetings": ("resident", "pact"),
    "pact-year": ("resident", "pact", "pact_year"),
    "pledge": ("resident", "pledge"),
    "coalition": ("resident",),
    "still-true": ("resident", "letter"),
    "newsletters": ("resident",),
    "newsletter": ("resident", "newsletter"),
    "turning": ("resident",),
    "training": ("resident",),
    "training-course": ("resident", "training"),
    "training-sign-up": ("resident", "training", "training_run"),
    "training-signed-up": ("resident", "training", "training_run"),
    "desk-training": ("partner",),
    "desk-training-new": ("partner",),
    "desk-training-course": ("partner", "training"),
    "desk-training-run-new": ("partner", "training"),
    "desk-training-run": ("partner", "training", "training_run"),
    "desk-training-attendance": ("partner", "training", "training_run"),
    "turning-sheet": ("resident",),
    "report": ("resident",),
    "report-figures": ("resident",),
    "report-figures-year": ("resident", "counted_year"),
    "report-form": ("resident",),
    "report-mine": ("resident",),
    "demo": ("resident",),
    "account_login": ("resident",),
    "account_signup": ("resident",),
    "account_inactive": ("resident",),
    "account_reset_password": ("resident",),
    "account_reset_password_done": ("resident",),
    "account_reset_password_from_key": ("resident", "user", "spent_key"),
    "account_reset_password_from_key_done": ("resident",),
    "account_email_verification_sent": ("resident",),
    "account_confirm_email": ("resident", "spent_key"),
    "desk": ("adviser",),
    "desk-board": ("adviser", "board"),
    "desk-rights": ("adviser",),
    "desk-policies": ("adviser",),
    "desk-policy": ("adviser", "policy"),
    "desk-policy-new": ("adviser",),
    "desk-policy-edit": ("adviser", "policy"),
    "desk-policy-state": ("adviser", "policy"),
    "desk-document-new": ("adviser", "policy"),
    "desk-document": ("adviser", "policy", "document"),
    "desk-document-remove": ("adviser", "policy", "document"),
    "desk-anchor-new": ("adviser", "policy"),
    "desk-anchor-remove": ("adviser", "policy", "anchor"),
    "desk-action": ("adviser", "action"),
    "desk-action-new": ("adviser", "policy"),
    "desk-action-edit": ("adviser", "action"),
    "desk-action-state": ("adviser", "action"),
    "desk-note-new": ("adviser", "action"),
    "desk-milestone-new": ("adviser", "action"),
    "desk-matrix": ("adviser",),
    "desk-matrix-instrument": ("adviser", "instrument"),
    "desk-evidence": ("adviser",),
    "desk-evidence-new": ("adviser",),
    "desk-evidence-edit": ("adviser", "evidence"),
    "desk-evidence-remove": ("adviser", "evidence"),
    "desk-places": ("adviser",),
    "desk-figures": ("adviser",),
    "desk-indicator": ("adviser", "figure"),
    "desk-indicator-new": ("adviser",),
    "desk-indicator-edit": ("adviser", "figure"),
    "desk-figures-upload": ("adviser", "figure"),
    "desk-release": ("adviser", "figure", "first_release"),
    "desk-release-review": ("adviser", "figure", "first_release"),
    "desk-release-publish": ("adviser", "figure", "first_release"),
    "desk-release-embargo": ("adviser", "figure", "first_release"),
    "desk-release-lift": ("adviser", "figure", "first_release"),
    "desk-release-discard": ("adviser", "figure", "first_release"),
    "desk-work": ("adviser", "work"),
    "keys": ("adviser",),
    "key-new": ("adviser",),
    "desk-partners": ("adviser",),
    "desk-partners-intake": ("adviser",),
    "desk-partner-new": ("adviser",),
    "desk-partner-proposal": ("adviser", "proposal"),
    "desk-coalition-decide": ("adviser", "join_request"),
    "desk-partner": ("adviser", "partner_with_parts"),
    "desk-partner-edit": ("adviser", "partner_with_parts"),
    "desk-partner-editor-new": ("adviser", "partner_with_parts"),
    "desk-partner-service-new": ("adviser", "partner_with_parts"),
    "desk-partner-service": ("adviser", "partner_with_parts", "partner_service"),
    "desk-partner-place-new": ("adviser", "partner_with_parts"),
    "desk-partner-place": ("adviser", "partner_with_parts", "partner_place"),
    "desk-pacts": ("adviser",),
    "desk-pact": ("adviser", "pact"),
    "desk-pact-new": ("adviser",),
    "desk-attendance": ("adviser", "pact", "pact_meeting"),
    "desk-pledge": ("adviser", "pledge"),
    "desk-pledge-tie": ("adviser", "pledge"),
    "desk-coalition": ("partner",),
    "desk-pledge-new": ("partner", "pact"),
    "desk-pledge-report": ("partner", "pledge"),
    "desk-report": ("case_worker",),
    "desk-key": ("case_worker",),
    "desk-cases": ("case_worker",),
    "desk-case-overview": ("office_coordinator",),
    "desk-case-keys": ("office_coordinator",),
    "desk-case-looks": ("office_coordinator",),
    "desk-case-figures": ("office_coordinator",),
    "desk-case-register": ("office_coordinator",),
    "desk-case-campaigns": ("office_coordinator",),
    "desk-case-retention": ("office_coordinator",),
    "people": ("administrator",),
    "person": ("administrator", "person"),
    "person-add": ("administrator",),
    "second-factor": ("newcomer",),
    "mfa_activate_totp": ("newcomer",),
    "mfa_add_webauthn": ("newcomer",),
    "mfa_authenticate": ("halfway",),
    "account_logout": ("colleague",),
    "account_reauthenticate": ("colleague",),
    "account_email": ("colleague",),
    "account_change_password": ("colleague",),
    "account_set_password": ("persona",),
    "mfa_index": ("colleague",),
    "mfa_reauthenticate": ("colleague",),
    "mfa_deactivate_totp": ("colleague",),
    "mfa_view_recovery_codes": ("colleague",),
    "mfa_generate_recovery_codes": ("colleague",),
    "mfa_list_webauthn": ("colleague",),
    "mfa_reauthenticate_webauthn": ("colleague",),
    "mfa_remove_webauthn": ("colleague", "key"),
    "mfa_edit_webauthn": ("colleague", "key"),
    "usersessions_list": ("colleague",),
}

# Addresses that answer with something else than a page, and why.
NOT_PAGES = {
    **dict.fromkeys(
        (
            *("desk-case-list", "desk-case", "desk-case-write", "desk-case-note", "desk-case-state"),
            *("desk-case-consent", "desk-case-step", "desk-case-facts", "desk-case-identity-ask", "desk-case-assign"),
            *("desk-case-hand-over", "desk-case-key-admit", "desk-case-key-retire", "desk-identities"),
            *("desk-case-refer-ask", "desk-case-refer"),
            *("desk-case-pass-on", "desk-case-passages", "desk-referral", "desk-referral-answer"),
        ),
        "leads to the passphrase of one's key first; test_office.py passes it",
    ),
    "desk-case-figures-draft": "made by the worker; test_figures_pages.py reads it",
    "desk-case-campaign-undo": "takes a click, then leads on",
    "desk-case-figures-drop": "takes a click, then leads on",
    "desk-case-take": "takes a click, then leads on",
    "desk-case-identity": "takes a click; test_case_pages.py reads its page",
    "desk-case-release": "takes a click, then leads on",
    "desk-case-step-done": "takes a click, then leads on",
    "desk-case-file": "a download",
    "desk-case-withdraw": "takes a click, then leads on",
    "desk-referral-file": "a download",
    "desk-referrals": "test_office.py opens it as the partner",
    "desk-identity": "takes a click, then leads on",
    "tour-stop": "leads to a page; the stops stand in FURTHER",
    "evidence-file": "a download",
    "release-file": "a download",
    "newest-file": "leads to a download",
    "mfa_download_recovery_codes": "a download",
    "demo-sign-in": "takes a click, then leads on",
    "sign-out-everywhere": "takes a click, then leads on",
    "person-lock": "takes a click, then leads on",
    "person-unlock": "takes a click, then leads on",
    "person-invite": "takes a click, then leads on",
    "person-reset": "takes a click, then leads on",
    "desk-work-stop": "takes a click, then leads on",
    "desk-work-file": "a download",
    "desk-open-data": "takes a click, then leads on",
    "key-end": "takes a click, then leads on",
    "desk-milestone-done": "takes a click, then leads on",
    "desk-proposals": "takes a click, then leads on",
    "desk-document-file": "a download",
    **dict.fromkeys(
        (
            *("desk-pact-edit", "desk-pact-sign", "desk-meeting-new", "desk-meeting", "desk-pledge-ask"),
            *("desk-pledge-view", "desk-pledge-edit", "desk-pledge-milestone-new", "desk-pledge-evidence"),
        ),
        "the same form page as desk-pact-new and desk-pledge-report; tests/partners/pacts/test_desk.py fills it in",
    ),
    "training-run.ics": "a download",
    "training-place": "opened by the link of a letter; test_training.py looks at it",
    "training-evaluation": "opened by the link of a letter; tests/neighbourhoods/test_evaluation.py fills it in",
    **dict.fromkeys(
        (
            *("desk-training-edit", "desk-training-state", "desk-training-serves", "desk-training-run-edit"),
            *("desk-training-run-cancel", "desk-training-message"),
        ),
        "the same form page as desk-training-new; tests/neighbourhoods/test_pages_desk.py fills it in",
    ),
    "desk-training-evaluation-new": "takes a click, then leads on",
    "desk-training-evaluation": "made by the worker; tests/neighbourhoods/test_evaluation.py reads it",
    "desk-training-evaluation-drop": "takes a click, then leads on",
    "desk-pledge-milestone-done": "takes a click, then leads on",
    "desk-coalition-join": "the same form page as desk-pledge-new; tests/partners/test_coalition.py fills it in",
    "desk-coalition-leave": "takes a click, then leads on",
    **dict.fromkeys(
        ("desk-newsletter-new", "desk-newsletter-edit", "desk-theme-meeting-new", "desk-theme-meeting"),
        "the same form page as desk-coalition-join; test_newsletters.py and test_theme_meetings.py fill it in",
    ),
    "desk-newsletter-withdraw": "takes a click, then leads on",
    "desk-pledge-untie": "takes a click, then leads on",
    "desk-partner-confirm": "takes a click, then leads on",
    "desk-partner-editor-remove": "takes a click, then leads on",
    "desk-partner-service-remove": "takes a click, then leads on",
    "desk-partner-place-remove": "takes a click, then leads on",
    "account_confirm_login_code": "codes by mail are switched off",
    "mfa_login_webauthn": "talks with the sign-in page's script",
}

# Further faces of pages: what a filter, a search or an error makes of them.
FURTHER = {
    "resident": (
        "search/?q=school",
        "search/?q=xyzzy",
        "help/?need=discrimination&language=ti",
        "help/?q=discriminasie&language=ar",
        "help/sheet/?need=discrimination&language=ti",
        "partners/?need=asylum",
        "matrix/eu-charter/?state=unaddressed",
        "matrix/sdg/",
        "rights/sdg/",
        "rights/udhr/1/",
        "policies/?state=ended",
        "tour/right/",
        "tour/policy/",
        "tour/action/",
        "tour/evidence/",
        "tour/account/",
        "policies/no-such-policy/",
        "nowhere/",
    ),
    "adviser": ("", "desk/people/", "desk/work/stalled/"),
    "administrator": ("desk/",),
}

# Forms that are also sent with nothing in them, to see the page of a refused form.
LEFT_EMPTY = frozenset(
    {
        "account_login",
        "account_reset_password",
        "report-form",
        "training-sign-up",
        "desk-training-new",
        "desk-training-run-new",
        "report-mine",
        "desk-case-campaigns",
        "desk-policy-new",
        "desk-document-new",
        "desk-anchor-new",
        "desk-action-new",
        "desk-action-state",
        "desk-note-new",
        "desk-milestone-new",
        "desk-evidence-new",
        "desk-places",
        "desk-indicator-new",
        "desk-figures-upload",
        "desk-release-embargo",
        "key-new",
        "desk-partner-new",
        "desk-partner-service-new",
        "desk-partners-intake",
        "desk-pledge-new",
        "desk-pledge-report",
        "desk-pledge-tie",
        "person-add",
    }
)


@dataclass(frozen=True)
class Address:
    """Where a page is. One that is `itself` answers with a page; another may lead elsewhere or be an error page."""

    path: str
    is_itself: bool = False
    is_left_empty: bool = False


def names() -> Iterator[str]:
    """The names of all addresses that could be pages: not of an interface for programs, and not a machine form."""
    resolvers = [part for part in get_resolver().url_patterns if isinstance(part, URLResolver)]
    for part in resolvers:
        if not str(part.pattern).startswith("api/"):
            yield from (name for name in _names_under(part) if not name.startswith("hsds"))


def _names_under(part: URLResolver) -> Iterator[str]:
    for one in part.url_patterns:
        if isinstance(one, URLResolver):
            yield from _names_under(one)
        elif isinstance(one, URLPattern) and one.default_args.get("form", "html") == "html":
            yield one.name or str(one.pattern)


def addresses(who: str, language: str, records: Any) -> list[Address]:
    """What this person can see, in one language."""
    found = []
    with translation.override(language):
        for name, (seer, *words) in SAMPLES.items():
            if seer == who:
                path = reverse(name, args=[records[word] for word in words])
                found.append(Address(path, is_itself=True, is_left_empty=name in LEFT_EMPTY))
    return [*found, *(Address(f"/{language}/{path}") for path in FURTHER.get(who, ()))]
