"""Settings of the web product. What differs between machines comes from :mod:`gongkai.conf.environment`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from gongkai.conf.environment import load

PACKAGE = Path(__file__).resolve().parent.parent
BASE_DIR = PACKAGE.parent.parent if (PACKAGE.parent.parent / "pyproject.toml").exists() else Path.cwd()
ENVIRONMENT = load(BASE_DIR)
VAR_DIR = ENVIRONMENT.var

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
FIELD_KEYS = ENVIRONMENT.field_keys
MARK_KEY = ENVIRONMENT.mark_key
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.origins)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",  # for its copy of htmx.js
    "gongkai.kernel",
    "gongkai.organs",
    "gongkai.search",
    "gongkai.api",
    "gongkai.documents",
    "gongkai.applications",
    "gongkai.reports",
    "gongkai.look",
    "gongkai.portal",
    "gongkai.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "gongkai.kernel.middleware.PermissionsPolicyMiddleware",
    "gongkai.kernel.middleware.RefuseNullMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gongkai.look.preferences.PreferencesMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",  # axes asks to stand last
]

if ENVIRONMENT.behind_proxy:
    MIDDLEWARE.insert(0, "gongkai.kernel.middleware.ProxiedAddressMiddleware")

ROOT_URLCONF = "gongkai.conf.urls"
WSGI_APPLICATION = "gongkai.conf.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.look.context.look",
            ]
        },
    }
]

# --- data ---------------------------------------------------------------------------------------------------------

DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FILES_ROOT = VAR_DIR / "files"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "papers": {  # printed PDFs, shared by all processes; some are dropped when there are too many
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "papers",
        "TIMEOUT": 24 * 3600,  # a copy names the day it was taken
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

# --- people -------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "organs.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/desk/login/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_TEMPLATE = "desk/locked.html"
AXES_VERBOSE = False

# --- safety -------------------------------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
if ENVIRONMENT.production:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
if ENVIRONMENT.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

MAX_UPLOAD_BYTES = 20 * 1024 * 1024  # one file
MAX_UPLOAD_FILES = 500  # one batch
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = MAX_UPLOAD_FILES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

READER_SECONDS = 60  # one file in the bounded reader
READER_MEMORY_BYTES = 2 * 1024**3  # address space, not resident memory
PRINTING_SECONDS = 20  # one PDF
PRINTING_MEMORY_BYTES = 2 * 1024**3  # address space, not resident memory
PRINTINGS_PER_HOUR = 120  # PDFs that were not printed before, each address
VISITOR_CHECKS_PER_HOUR = 30
VISITOR_OPINIONS_PER_HOUR = 20
VISITOR_APPLICATIONS_PER_HOUR = 20
VISITOR_LOOKUPS_PER_HOUR = 30  # number and query code of an application
VISITOR_SUGGESTIONS_PER_HOUR = 600  # asked while somebody types
EVIDENCE_FILES = 5  # of an applicant, for one purpose
EVIDENCE_BYTES = 5 * 1024 * 1024  # one of them
SUBMISSIONS_PER_HOUR = 600  # documents handed in by the interface, each token

# --- who publishes ------------------------------------------------------------------------------------------------

GONGKAI_SITE = ENVIRONMENT.site

# --- files of the pages -------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns when it is missing
WHITENOISE_USE_FINDERS = not ENVIRONMENT.production
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if ENVIRONMENT.production
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- words and time -----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- what happened ------------------------------------------------------------------------------------------------

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "gongkai.kernel.logs.JsonFormatter"},
        "text": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
    },
    "filters": {"refusals": {"()": "gongkai.kernel.logs.RefusalsWithoutTrace"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["refusals"],
            "formatter": "json" if ENVIRONMENT.json_log else "text",
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"gongkai": {"level": "INFO"}, "django.security": {"level": "WARNING"}},
}
