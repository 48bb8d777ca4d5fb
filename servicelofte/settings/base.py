"""Apps, database, cache, languages, templates, files and mail."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from servicelofte.settings.environment import BASE_DIR, DEMO, PRODUCTION, VAR_DIR, env, local_secret_key

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY") if PRODUCTION else env.str("SECRET_KEY", default="") or local_secret_key()
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"]
)
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")
# Who runs the installation: of the pages that belong to no region. The name in each language where they differ.
OPERATOR_NAME = env.str("OPERATOR_NAME", default="")
OPERATOR_NAMES = {
    "sv": env.str("OPERATOR_NAME_SV", default=OPERATOR_NAME),
    "fi": env.str("OPERATOR_NAME_FI", default=OPERATOR_NAME),
    "en": env.str("OPERATOR_NAME_EN", default=OPERATOR_NAME),
}
OPERATOR_EMAIL = env.str("OPERATOR_EMAIL", default="")
OPERATOR_PHONE = env.str("OPERATOR_PHONE", default="")
OPERATOR_ADDRESS = env.str("OPERATOR_ADDRESS", default="")
OPERATOR_OFFICER_NAME = env.str("OPERATOR_OFFICER_NAME", default="")
OPERATOR_OFFICER_EMAIL = env.str("OPERATOR_OFFICER_EMAIL", default="")
OPERATOR_OFFICER_PHONE = env.str("OPERATOR_OFFICER_PHONE", default="")
OPERATOR_PROCESSORS = env.str("OPERATOR_PROCESSORS", default="")
OPERATOR_TRANSFER = env.str("OPERATOR_TRANSFER", default="")
OPERATOR_TRANSFERRED_TO = env.str("OPERATOR_TRANSFERRED_TO", default="")
IS_DEMO = DEMO
BENCH = env.bool("BENCH", default=False)

# Lowest first: each knows those before it.
APPS = (
    "accounts",
    "jobs",
    "notices",
    "projects",
    "participation",
    "drafting",
    "decisions",
    "implementation",
    "monitoring",
)
INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_prometheus",
    "django_structlog",
    "rules.apps.AutodiscoverRulesConfig",
    "simple_history",
    "template_partials",
    "servicelofte.common",
    *APPS,
    "servicelofte.apps.ServicelofteConfig",
]

MIDDLEWARE = [
    "servicelofte.common.middleware.HostileInputMiddleware",
    "servicelofte.common.public_cache.PublicCacheMiddleware",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "servicelofte.common.middleware.PrivateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.RegionScopeMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "servicelofte.portal.middleware.ButtonAddressMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "servicelofte.urls"
WSGI_APPLICATION = "servicelofte.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "servicelofte.common.context.page",
                "accounts.context.language_switch",
                "accounts.context.information_pages",
            ],
            "builtins": ["servicelofte.common.templatetags.words"],
        },
    }
]

SQLITE_OPTIONS = {
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000; PRAGMA foreign_keys=ON;"
    ),
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {})["connect_timeout"] = 5
    if env.str("TEST_DB_SUFFIX", default=""):
        DATABASES["default"]["TEST"] = {"NAME": f"test_servicelofte{env.str('TEST_DB_SUFFIX')}"}

IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES: dict[str, dict[str, Any]] = {
    # Attempts to sign in and used codes: in the database, where every web process sees them and nobody crowds them out.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "common_signinnote",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
        "KEY_FUNCTION": "servicelofte.common.tokens.hidden_key",
    },
    # Public pages, by what they were made of: each process may well have its own.
    "pages": env.cache_url("CACHE_URL")
    if env.str("CACHE_URL", default="")
    else {"BACKEND": IN_MEMORY, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 4000}},
    # Drawn parts of public pages, by what they were drawn from: in the process, since they are many and quick to make.
    "template_fragments": {"BACKEND": IN_MEMORY, "LOCATION": "drawn", "OPTIONS": {"MAX_ENTRIES": 3000}},
}
if "redis" in CACHES["pages"]["BACKEND"]:
    # A cache that is away makes pages slower, never impossible.
    CACHES["pages"].setdefault("OPTIONS", {}).update(
        IGNORE_EXCEPTIONS=True, SOCKET_CONNECT_TIMEOUT=1, SOCKET_TIMEOUT=1
    )
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("fi", _("Finnish")), ("en", _("English"))]
MODELTRANSLATION_LANGUAGES = ("sv", "fi", "en")
MODELTRANSLATION_DEFAULT_LANGUAGE = "sv"
MODELTRANSLATION_FALLBACK_LANGUAGES = {
    "default": ("sv", "fi", "en"),
    "fi": ("fi", "sv", "en"),
    "en": ("en", "sv", "fi"),
}
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "servicelofte.common.storage.MediaStorage"},
    "staticfiles": {"BACKEND": "servicelofte.common.storage.StaticStorage"},
}
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(VAR_DIR / "media"))
FILE_UPLOAD_PERMISSIONS = 0o600

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="servicelofte@localhost")
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
SIMPLE_HISTORY_REVERT_DISABLED = True
