"""All settings. What differs between installations is read from the environment, loudly where it is nonsense.

`stadsrecht` (command.py) starts the embedded database and sets DATABASE_URL before Django reads this file.
"""

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from stadsrecht.kernel.languages import RIGHT_TO_LEFT, extend_django
from stadsrecht.kernel.sealing.passphrases import Work

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]


def flag(name: str) -> bool:
    value = os.environ.get(name, "0").strip().lower()
    if value not in {"", "0", "1", "true", "false"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}")
    return value in {"1", "true"}


PORT = os.environ.get("PORT", "8000")
DEMO = flag("DEMO")
PRODUCTION = flag("PRODUCTION")
if DEMO and PRODUCTION:
    raise ImproperlyConfigured(
        "DEMO=1 lets anyone sign in with one click and must never run with PRODUCTION=1. Unset one of the two."
    )

VAR = Path(os.environ.get("STADSRECHT_VAR", ROOT / "var" / PORT))
PACKS = sorted(file.parent for file in (ROOT / "cities").glob("*/city.toml"))
CITY = Path(os.environ.get("CITY") or next(iter(PACKS), ROOT / "cities"))
VAR.mkdir(parents=True, exist_ok=True)


def secret_key() -> str:
    """From SECRET_KEY; outside production one is made once and kept under var/."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    if PRODUCTION:
        raise ImproperlyConfigured("PRODUCTION=1 needs SECRET_KEY in the environment.")
    kept = VAR / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split() if key]
DEBUG = False
HOST = os.environ.get("HOST", "127.0.0.1")
ALLOWED_HOSTS = [name for name in os.environ.get("ALLOWED_HOSTS", "").split(",") if name] or [
    HOST,
    "localhost",
    "127.0.0.1",
]
if PRODUCTION and not os.environ.get("ALLOWED_HOSTS"):
    raise ImproperlyConfigured("PRODUCTION=1 needs ALLOWED_HOSTS, the names this city's site answers to.")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "procrastinate.contrib.django",
    "stadsrecht.kernel",
    "stadsrecht.people",
    "stadsrecht.places",
    "stadsrecht.partners",
    "stadsrecht.rights",
    "stadsrecht.policies",
    "stadsrecht.evidence",
    "stadsrecht.monitoring",
    "stadsrecht.discrimination",
    "stadsrecht.neighbourhoods",
    "stadsrecht.shell",
    "stadsrecht.config",
]

MIDDLEWARE = [
    "stadsrecht.people.web.middleware.NoAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "stadsrecht.discrimination.web.middleware.DoorMiddleware",
    "django.middleware.common.CommonMiddleware",
    "stadsrecht.shell.web.kept.KeptPagesMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "stadsrecht.people.web.middleware.SecondFactorMiddleware",
    "stadsrecht.shell.web.middleware.NamedErrorMiddleware",
]

ROOT_URLCONF = "stadsrecht.config.urls"
WSGI_APPLICATION = "stadsrecht.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before the apps: our versions of django-allauth's templates stand in people.
        "DIRS": [HERE.parent / "shell" / "templates", HERE.parent / "people" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "stadsrecht.shell.web.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "stadsrecht.shell.templatetags.components",
                "stadsrecht.policies.templatetags.actions",
                "stadsrecht.evidence.templatetags.matrix",
                "stadsrecht.monitoring.templatetags.figures",
            ],
        },
    }
]
FORM_RENDERER = "stadsrecht.shell.web.rendering.FormRenderer"


def database() -> dict[str, object]:
    """Django's settings for DATABASE_URL, a PostgreSQL address."""
    parts = conninfo_to_dict(os.environ.get("DATABASE_URL", "postgresql://localhost/stadsrecht"))
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    settings = {known[key]: value for key, value in parts.items() if key in known}
    options = {key: value for key, value in parts.items() if key not in known}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": options,
        **settings,
    }


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kernel_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # room for the lock-out's counts, which a full cache would forget
    },
    # What each process may keep for itself because its key says when it is no longer true.
    "process": {"BACKEND": IN_MEMORY, "LOCATION": "process", "OPTIONS": {"MAX_ENTRIES": 20}},
    "pages": {"BACKEND": IN_MEMORY, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 500}},
}

LANGUAGE_CODE = "nl"
extend_django(LANG_INFO)
LANGUAGES_BIDI = sorted(RIGHT_TO_LEFT)
LANGUAGES = [("nl", _("Dutch")), ("en", _("English")), ("fr", _("French"))]
FORMAT_MODULE_PATH = ["stadsrecht.config.formats"]
LOCALE_PATHS = [HERE.parent / "locale"]
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "files"
FIGURES_ROOT = VAR / "figures"
EXPORTS_ROOT = VAR / "exports"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# An onion service that shows this site too; the door tells browsers of it.
ONION_LOCATION = os.environ.get("ONION_LOCATION", "").rstrip("/")
# How many reports one source sends in ten minutes before each further one costs a moment of work or waiting.
REPORTS_AT_ONCE = int(os.environ.get("REPORTS_AT_ONCE", "10"))
# What one guess at a passphrase of a case worker costs. Tests lower it; no variable of the environment does.
PASSPHRASE_WORK = Work()

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "stadsrecht.people.web.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Five wrong passwords for one account lock it for five minutes. Keyed on the account alone: no address is known here,
# so the limits that django-allauth counts by address are off.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/5m/key",
    "login": None,
    "signup": None,
    "reset_password": "5/m/key",
    "reset_password_from_key": None,
    "request_login_code": "3/m/key",
    "verify_phone": None,
}
MFA_ADAPTER = "stadsrecht.people.web.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Stadsrecht"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts are made by an administrator, so nobody can squat an address
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "stadsrecht.shell.web.views.form_expired"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

SITE_URL = os.environ.get("SITE_URL", f"http://{HOST}:{PORT}")
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "stadsrecht.kernel.mail.FolderBackend")
EMAIL_FILE_PATH = VAR / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "stadsrecht@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Its warnings about a broken file repeat what stands in it.
    "loggers": {"pypdf": {"level": "CRITICAL"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
