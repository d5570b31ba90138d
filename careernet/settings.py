"""Every setting, read once from the environment. The README lists the variables under "Configuration"."""

from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
import environ
import structlog
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

from careernet.core import engines

# Django's own classes take type arguments only after this: admin.ModelAdmin[Mentor].
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = engines.VAR

env = environ.Env()
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
# Tests and the demo may move the clock; `core.clock` refuses an offset anywhere else.
CLOCK_OFFSET_FILE = env.str("CLOCK_OFFSET_FILE", default="")
# Without a database of its own the project runs on the engines embedded under var/.
EMBEDDED = not env.str("DATABASE_URL", default="")

SECRET_KEY = env.str("SECRET_KEY", default="only-for-the-embedded-engines" if EMBEDDED or DEMO else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY: DATABASE_URL is set, so this is not a development machine.")

SITE_URL = env.str("SITE_URL", default="http://localhost:8000")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "careernet.core",
    "careernet.accounts",
    "careernet.campus",
    "careernet.mail",
    "careernet.guides",
    "careernet.mentors",
    "careernet.students",
    "careernet.network",
    "careernet.interviews",
    "careernet.reflections",
    "careernet.courses",
    "careernet.reminders",
    "careernet.advising",
    "careernet.office",
    *(["careernet.demo"] if DEMO else []),
    "careernet.office.apps.OfficeAdminConfig",  # django.contrib.admin with our site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "careernet.core.apps.StaticFiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_structlog",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "careernet.core.middleware.HealthMiddleware",
    "careernet.core.middleware.NoNulMiddleware",
    "careernet.core.middleware.TooLargeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "careernet.accounts.middleware.WrongFormMiddleware",
    "careernet.core.middleware.NoStoreMiddleware",
    "careernet.core.middleware.SignInRedirectMiddleware",
    "careernet.core.middleware.RuleBrokenMiddleware",
]

ROOT_URLCONF = "careernet.urls"
WSGI_APPLICATION = "careernet.wsgi.application"
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
                "careernet.core.context.shell",
                "careernet.campus.context.office",
            ],
            "builtins": ["careernet.core.templatetags.cn", "careernet.guides.templatetags.guides"],
        },
    },
]

# --- Data ---------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=engines.database_url())}
DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c lock_timeout=4s"
REDIS_URL = env.str("REDIS_URL", default=engines.redis_url())
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}},
}

# --- People -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # the address is unique, in lower case: a constraint the check cannot read
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "careernet.accounts.backends.OfficeBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:start"
ACCOUNT_ADAPTER = "careernet.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # a password is an option; a mailed code always works
ACCOUNT_SIGNUP_FORM_CLASS = "careernet.accounts.forms.SignupForm"
ACCOUNT_FORMS = {
    "login": "careernet.accounts.entrance.SignIn",
    "signup": "careernet.accounts.entrance.Join",
    "request_login_code": "careernet.accounts.entrance.AskForCode",
    "confirm_login_code": "careernet.accounts.entrance.EnterCode",
    "confirm_email_verification_code": "careernet.accounts.entrance.ConfirmAddress",
    "change_password": "careernet.accounts.entrance.ChangePassword",
    "set_password": "careernet.accounts.entrance.SetPassword",
    "reset_password": "careernet.accounts.entrance.AskForLink",
    "reset_password_from_key": "careernet.accounts.entrance.TakePassword",
    "add_email": "careernet.accounts.entrance.AddAddress",
    "reauthenticate": "careernet.accounts.entrance.StillYou",
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Campus sign-in by OpenID Connect, for campuses that have it: `accounts/campus_sign_in.py`.
OIDC_ISSUER = env.str("OIDC_ISSUER", default="").rstrip("/")
OIDC_NAME = env.str("OIDC_NAME", default="campus account")
OIDC_STUDENT_CLAIM = env.str("OIDC_STUDENT_CLAIM", default="")  # such as affiliation=student
# Browsers hold a form to `form-action` through every redirect it leads to: to the issuer, and wherever that sends it.
OIDC_ORIGINS = [
    f"{address.scheme}://{address.netloc}"
    for address in map(urlsplit, [OIDC_ISSUER, *env.list("OIDC_ORIGINS", default=[])])
    if address.netloc
]
SOCIALACCOUNT_ADAPTER = "careernet.accounts.campus_sign_in.CampusSignIn"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # of addresses the campus vouches for; the adapter says whose they are
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
CAMPUS_SIGN_IN = {
    "provider_id": "campus",
    "name": OIDC_NAME,
    "client_id": env.str("OIDC_CLIENT_ID", default=""),
    "secret": env.str("OIDC_CLIENT_SECRET", default=""),
    "settings": {
        "server_url": OIDC_ISSUER,
        "scope": ["openid", "profile", "email", *env.list("OIDC_SCOPES", default=[])],
        "oauth_pkce_enabled": True,
        # Its word counts for addresses of these domains even where it does not say "email_verified".
        "verified_email": env.list("OIDC_VOUCHES_FOR", default=[]),
    },
}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [CAMPUS_SIGN_IN] if OIDC_ISSUER else []}}
# Advisors and the office see what students write: without a second factor these roles open nothing.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=not DEMO)
MFA_ADAPTER = "careernet.accounts.second_factor.SecondFactors"
MFA_FORMS = {"add_webauthn": "careernet.accounts.passkeys.AddPasskey"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO

# --- Pages --------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-us"
USE_I18N = False  # one language so far: the marked texts are shown as they are, without being looked up
NUMBER_GROUPING = 3
TIME_ZONE = "UTC"
USE_TZ = True
FORMS_URLFIELD_ASSUME_HTTPS = True
FORM_RENDERER = "careernet.core.widgets.Renderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("vendor/bootstrap", str(files("django_include_bootstrap") / "static"))]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "careernet.core.finders.FontFinder",
]
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "careernet.core.storage.Collected"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]

# --- Safety -------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF, *OIDC_ORIGINS],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
HTTPS = env.bool("HTTPS", default=not (EMBEDDED or DEMO or DEBUG))
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # asked from inside the container, without TLS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Mail ---------------------------------------------------------------------------------------------------------
# The outbox in careernet.mail is the record; this is only the wire. The demo's mailbox page reads the outbox.
EMAIL_CONFIG = env.email_url(
    "EMAIL_URL", default="dummymail://" if DEMO else ("consolemail://" if EMBEDDED else "smtp://localhost:25")
)
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20
# Where mail to us arrives that `manage.py receive_mail` reads: replies@example.edu means that whatever is sent to
# replies+ANYTHING@example.edu does. Without one, replies go to the office's own mailbox.
REPLY_ADDRESS = env.str("REPLY_ADDRESS", default="").lower()
# The mailbox where it waits, if it is not piped: imaps://user:password@host/INBOX, read once a minute.
IMAP_URL = env.str("IMAP_URL", default="")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="Career Office <careers@example.edu>")

# --- Background work: ticks only, see careernet.mail and careernet.reminders ---------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_ENABLE_UTC = True
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 2, "socket_connect_timeout": 2}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = {
    "deliver": {"task": "careernet.mail.tasks.deliver", "schedule": 2.0, "options": {"expires": 2}},
    "import_alumni": {"task": "careernet.mentors.tasks.import_alumni", "schedule": 5.0, "options": {"expires": 5}},
    "sweep": {"task": "careernet.reminders.tasks.sweep", "schedule": 60.0, "options": {"expires": 60}},
    "look_ahead": {"task": "careernet.reminders.tasks.look_ahead", "schedule": 60.0, "options": {"expires": 60}},
    "fetch_mail": {"task": "careernet.interviews.tasks.fetch_mail", "schedule": 60.0, "options": {"expires": 60}},
    "wake_all": {"task": "careernet.reminders.tasks.wake_all", "schedule": crontab(hour=4, minute=10)},
}

# Who may read /metrics; without it there is no such page.
METRICS_KEY = env.str("METRICS_KEY", default="")
LOG_LEVEL = env.str("LOG_LEVEL", default="WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "careernet.core.logs.Discreet", "format": "%(levelname)s %(name)s %(message)s"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
}
# Events of requests and tasks are key=value lines in the same log, at the same level. Whose they are is in them;
# from which address it was sent is not, and finding that out would take a tenth of an empty page.
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.processors.format_exc_info,
        structlog.processors.KeyValueRenderer(key_order=["event"]),
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
)
