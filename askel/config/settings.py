"""Django's settings. Everything a host may choose is read from the environment (``env.py``)."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Any

import django.forms
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from askel.config.env import read_environment

ROOT = Path(__file__).resolve().parents[1]
ENV = read_environment(os.environ)
VAULT_IN_TESTS = False

DEBUG = False
ASKEL_KEY_FILE = ENV.key_file
# One secret to keep: Django's is derived from the key file. Before the file exists nothing is served,
# so commands that need no secret (making migrations, reading a file) get one for their own lifetime.
SECRET_KEY = (
    hmac.new(ENV.key_file.read_bytes(), b"askel:django", hashlib.sha256).hexdigest()
    if ENV.key_file.exists()
    else secrets.token_hex(32)
)

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
    "csp",
    "django_htmx",
    "askel.vault",
    "askel.web",
    "askel.people",
    "askel.errand",
    "askel.letter",
    "askel.steps",
    "askel.journal",
    "askel.netmap",
    "askel.carry",
    "askel.plan",
    "askel.upkeep",
    "askel.sharing",
    "askel.privacy",
    "askel.home",
    "askel.public",
]

MIDDLEWARE = [
    "askel.web.middleware.lead_to_one_address",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "askel.web.middleware.keep_out_of_stores",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "askel.web.middleware.AskToSignIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "askel.people.middleware.where_they_live",
    "askel.people.middleware.note_visit",
]

ROOT_URLCONF = "askel.config.urls"
WSGI_APPLICATION = "askel.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja2",
        "APP_DIRS": False,
        "DIRS": [*sorted(ROOT.glob("*/templates")), Path(django.forms.__file__).parent / "jinja2"],
        "OPTIONS": {
            "environment": "askel.web.jinja.environment",
            "context_processors": [
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "askel.web.context.one_token",
                "askel.people.context.letters",
                "askel.people.context.leaving",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- databases -------------------------------------------------------------------------------


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;",
        },
    }


def _postgres(given: dict[str, Any]) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True, **given}


DATABASES = {
    "default": _postgres(ENV.database) if ENV.database else _sqlite(ENV.data / "askel.sqlite3"),
    "vault": _postgres(ENV.vault_database) if ENV.vault_database else _sqlite(ENV.data / "keys.sqlite3"),
}
DATABASE_ROUTERS = ["askel.vault.router.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "askel_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # of fewer, a guesser could push others' counts out
    },
}

# --- one address -------------------------------------------------------------------------------

ALLOWED_HOSTS = [ENV.url.hostname, *(["127.0.0.1", "localhost"] if ENV.is_loopback else [])]
CSRF_TRUSTED_ORIGINS = [ENV.address]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.is_secure else None
SECURE_SSL_REDIRECT = ENV.is_secure
SECURE_HSTS_SECONDS = 63_072_000 if ENV.is_secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENV.is_secure
SECURE_HSTS_PRELOAD = ENV.is_secure
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "__Host-askel" if ENV.is_secure else "askel"
CSRF_COOKIE_NAME = "__Host-askel_csrf" if ENV.is_secure else "askel_csrf"
LANGUAGE_COOKIE_NAME = "__Host-askel_language" if ENV.is_secure else "askel_language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENV.is_secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
CSRF_FAILURE_VIEW = "askel.web.errors.csrf_failed"
# The picking page after a file needs this much; other forms are held lower by their fields.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE  # files stay in memory, none touches a disk
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the design system's masks are data addresses
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

# --- people ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "home:home"
ACCOUNT_ADAPTER = "askel.people.adapter.SignIn"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # the old address hears of a new one, and of each passkey
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_REDIRECT_URL = "public:front"
ACCOUNT_USER_DISPLAY = "askel.people.models.display"
ACCOUNT_FORMS = {
    "add_email": "askel.people.forms.AddressForm",
    "confirm_email_verification_code": "askel.people.forms.ProveAddressForm",
    "confirm_login_code": "askel.people.forms.MailedCodeForm",
    "request_login_code": "askel.people.forms.AskCodeForm",
}
# A workshop signs in from behind one address: per address wide, per account strict.
ACCOUNT_RATE_LIMITS = {
    "login": "200/m/ip",
    "login_failed": "200/m/ip,5/300s/key",
    "request_login_code": "200/m/ip,3/m/key,20/h/key",
    "manage_email": "10/m/user",
    "confirm_email": "1/30s/key,10/h/key",
    "reauthenticate": "10/m/user",
    "signup": "200/m/ip",
    "test_letter": "5/h/user",
    "return_code": "60/10m/ip",
    "bring": "20/10m/user,100/10m/ip",
    "pick": "120/10m/user",
    "press": "10/10m/user,100/10m/ip",
    "share": "60/h/user",
    "report": "10/h/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENV.is_secure else 0  # https ends in the one proxy before Askel
MFA_ADAPTER = "askel.people.adapter.Passkeys"
MFA_SUPPORTED_TYPES = ["webauthn"]  # "totp" only with an adapter that seals its secrets
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV.is_secure
MFA_RATE_LIMITS = {"webauthn_login": "200/m/ip"}
MFA_FORMS = {
    "add_webauthn": "askel.people.forms.AddPasskeyForm",
    "authenticate_webauthn": "askel.people.forms.SecondFactorForm",
    "login_webauthn": "askel.people.forms.PasskeySignInForm",
    "reauthenticate_webauthn": "askel.people.forms.PasskeyAgainForm",
}

# --- letters -----------------------------------------------------------------------------------

EMAIL_BACKEND = "askel.letter.backend.Backend"
DEFAULT_FROM_EMAIL = ENV.mail.sender if ENV.mail else f"Askel <askel@{ENV.url.hostname}>"
LETTERS_FOLDER = ENV.data / "letters"

# --- languages and time ------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fi", _("Finnish"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"

# --- files that pages need ---------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = ENV.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "askel.web.log.WithoutWords"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "propagate": True, "level": "WARNING"}},
}
