"""Django's settings, from the environment (see `environment`). With no variable set, it runs on this machine alone."""

import os
import secrets
from datetime import timedelta

from downrange import __version__

from . import data_folder
from .environment import Environment

ENVIRONMENT = Environment.read(os.environ)
READ_ONLY = ENVIRONMENT.uses_sqlite and not data_folder.make(ENVIRONMENT.data)

DEBUG = ENVIRONMENT.debug
# Nothing that is signed outlives a process that can write nothing.
SECRET_KEY = ENVIRONMENT.secret_key or (secrets.token_urlsafe() if READ_ONLY else data_folder.own_key(ENVIRONMENT.data))
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
DATABASES = {"default": data_folder.read_only(ENVIRONMENT.database) if READ_ONLY else ENVIRONMENT.database}
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
MAX_LIMIT = ENVIRONMENT.max_limit
PICTURES = ENVIRONMENT.pictures
FIGURES_GRACE = timedelta(days=ENVIRONMENT.figures_grace)
ACCESS_LOG, ACCESS_LOG_FORMAT = ENVIRONMENT.access_log, ENVIRONMENT.access_log_format
LIMIT, LIMIT_FAILS_OPEN, CACHE_URL = ENVIRONMENT.limit, ENVIRONMENT.limit_fails_open, ENVIRONMENT.cache_url
QUERY_TIMEOUT = ENVIRONMENT.query_timeout
READY_MAX_AGE = timedelta(hours=ENVIRONMENT.ready_max_age) if ENVIRONMENT.ready_max_age else None
MIRROR, MIRROR_CALLS = ENVIRONMENT.mirror, ENVIRONMENT.mirror_calls
# Bytes of each process's caches: responses as they are sent, serialized records, and keys of the records of a list.
MEBIBYTE = 1024 * 1024
# The default holds every launch in normal mode.
CACHE_RESPONSES = ENVIRONMENT.cache_mib * MEBIBYTE // 3
CACHE_FRAGMENTS = ENVIRONMENT.cache_mib * MEBIBYTE // 2
CACHE_SELECTIONS = ENVIRONMENT.cache_mib * MEBIBYTE // 6

INSTALLED_APPS = [
    "downrange.desk",  # its templates come before those of the admin
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "downrange.catalog",
    "downrange.api",
    "downrange.mirror",
    "downrange.access",
    "downrange.explorer",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "downrange.explorer.views.DatabaseUnavailable",
    "downrange.desk.middleware.Desk",
]
ROOT_URLCONF = "downrange.config.urls"
APPEND_SLASH = True
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# The desk. Its sessions are signed with a key that all servers of a database share. The one that is made in the data
# folder is only this machine's, so a database that several machines may share owes one.
DATA_FOLDER = ENVIRONMENT.data
DESK_LACKS_KEY = ENVIRONMENT.secret_key is None and not ENVIRONMENT.uses_sqlite
AUTH_USER_MODEL = "desk.Account"
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("name",)}},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator"},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
# Sessions are of the desk alone: its middleware has the three that Django looks for.
SILENCED_SYSTEM_CHECKS = [
    *("admin.E408", "admin.E409", "admin.E410"),  # the desk has them, and the API is spared them
    "security.W003",  # nothing but the desk can be changed by a request, and it has CSRF protection
    "security.W004",  # no HSTS, and
    "security.W008",  # no redirect to HTTPS: both are the proxy's, which has the certificate
    *("security.W010", "security.W011", "security.W012", "security.W016"),  # see `desk.middleware`
]
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "downrange_session", "downrange_csrf"
SESSION_COOKIE_AGE = 14 * 86_400  # seconds
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"
USE_I18N = False

STATIC_URL = "/static/"
STORAGES = {"staticfiles": {"BACKEND": "downrange.explorer.storage.PrefixedStaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600  # seconds

# Faults of ours go to standard error. What clients do wrong (a path that is not there, a foreign host) does not.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
    },
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

REST_FRAMEWORK: dict[str, object] = {
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_THROTTLE_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
    "UNAUTHENTICATED_TOKEN": None,
    "URL_FORMAT_OVERRIDE": "format",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Downrange",
    "DESCRIPTION": "The Launch Library 2.3.0 API on your own machine.",
    "VERSION": "v2.3.0",
    "OAS_VERSION": "3.0.3",
    "LICENSE": {"name": "MIT"},
    "SWAGGER_UI_DIST": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": False,
    "POSTPROCESSING_HOOKS": [],  # they would move `response_mode` out of the components
    "EXTERNAL_DOCS": {"description": f"Downrange {__version__}", "url": "/docs/"},
}
