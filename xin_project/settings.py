"""Django's settings, all from `xin_project.environment`."""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "false")  # on by default, and calls home

from csp.constants import NONCE, NONE, SELF
from django.templatetags.static import static

from xin_project.environment import PROJECT_ROOT, environment, kept_secret, split_keys
from xin_project.logs import logging_config
from xin_project.look import COLOUR_STYLE, COLOURS, THEME_SCRIPT, csp_hash
from xin_project.mail_server import read_mail_server
from xin_project.static_files import NAMED_BY_CONTENT

ENVIRONMENT = environment()

SECRET_KEY = kept_secret("secret_key", ENVIRONMENT.secret_key)
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.web_url]
XIN_PUBLIC_URL = ENVIRONMENT.web_url
AT_HOME = urlsplit(XIN_PUBLIC_URL).hostname in ("localhost", "127.0.0.1", "::1")
# The demo shop is another site than the product, as a customer's would be.
XIN_SHOP_URL = XIN_PUBLIC_URL.replace("//localhost", "//127.0.0.1")
if XIN_SHOP_URL == XIN_PUBLIC_URL:
    XIN_SHOP_URL += "/shop/"
XIN_FLOW_TEMPLATES = {PROJECT_ROOT / "xin_project" / "demo" / "front_desk.json": "Mossbird"}

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",  # before the admin, whose pages it dresses
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_prometheus",
    "channels",
    "csp",
    "django_vite",
    "apps.tenants",  # before allauth, whose pages it dresses
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "apps.flows",
    "apps.channels",
    "apps.conversations",
    "xin_project",
    "xin_project.demo",
    "xin_project.entrance",
    "xin_project.mailbox",
    "xin_project.admin_site",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "apps.channels.website.cors.WidgetCors",
    "xin_project.api_errors.ApiErrors",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "apps.tenants.site.middleware.WorkspaceMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

LOGGING = logging_config(ENVIRONMENT.log_level, ENVIRONMENT.log_json)

ROOT_URLCONF = "xin_project.urls"
ASGI_APPLICATION = "xin_project.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_ROOT / "xin_project" / "templates"],
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


# A process that freezes in a transaction must not hold its rows for longer than its lease. Who
# waits for such a row gives up while half of its own lease is left: later its turn is another's.
# A lease may be short where recovery is tried; a busy machine must not look like a frozen one.
SHORTEST_PATIENCE = 5_000
LEASE_MILLISECONDS = int(ENVIRONMENT.lease_seconds * 1000)
OPTIONS_OF_SESSIONS = (
    f"-c idle_in_transaction_session_timeout={max(LEASE_MILLISECONDS, SHORTEST_PATIENCE)}"
    f" -c lock_timeout={max(LEASE_MILLISECONDS // 2, SHORTEST_PATIENCE)}"
    # They find their rows by index whatever the values, and planning costs more than running.
    " -c plan_cache_mode=force_generic_plan"
    " -c TimeZone=UTC"
)


def _database(url: str) -> dict[str, Any]:
    """Translate ``postgresql://user:password@host:port/name?host=/socket`` for Django."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", "") or parts.hostname or ""
    port = query.pop("port", "") or parts.port or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port),
        # A request's thread ends with it, so its connection must too. The few threads of
        # `apps.platform.db.units` keep theirs, where opening one each time costs most.
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            # Statements of the hot path are read once a connection; Django's own never are.
            "prepare_threshold": 0,
            "options": OPTIONS_OF_SESSIONS,
            **query,
        },
    }


DATABASES = {
    "default": _database(
        ENVIRONMENT.database_url.get_secret_value()
        if ENVIRONMENT.database_url
        else "postgresql://xin@127.0.0.1:5432/xin"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = (
    ENVIRONMENT.redis_url.get_secret_value() if ENVIRONMENT.redis_url else "redis://127.0.0.1:6379"
)
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        # Without time-outs a Redis that hangs would hold whoever publishes.
        "CONFIG": {
            "hosts": [{"address": REDIS_URL, "socket_timeout": 1, "socket_connect_timeout": 1}]
        },
    }
}

AUTH_USER_MODEL = "tenants.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {"signup": "xin_project.entrance.forms.SignUpForm"}
MFA_ADAPTER = "apps.tenants.sign_in.second_factor.EncryptingAdapter"
MFA_TOTP_ISSUER = "Xin ChatBot"
XIN_ENCRYPTION_KEYS = (
    split_keys(ENVIRONMENT.encryption_key) if ENVIRONMENT.encryption_key else []
) or [kept_secret("encryption_key", None)]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/app/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.web_url.startswith("https://")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = PROJECT_ROOT / "static-root"
STATICFILES_DIRS = [PROJECT_ROOT / "frontend" / "dist" / "static"]
DJANGO_VITE = {
    "default": {
        "manifest_path": STATICFILES_DIRS[0] / "app" / "manifest.json",
        "static_url_prefix": "app",
    }
}
# The widget's script stands under a stable address of its own: /embed.js
WHITENOISE_ROOT = PROJECT_ROOT / "frontend" / "dist" / "root"
WHITENOISE_MAX_AGE = 300
WHITENOISE_IMMUTABLE_FILE_TEST = NAMED_BY_CONTENT
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "xin_project.static_files.StaticFiles"},
}
MEDIA_ROOT = ENVIRONMENT.data_dir / "files"

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = ENVIRONMENT.data_dir / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = (
    ENVIRONMENT.email_from or f"Xin ChatBot <no-reply@{urlsplit(XIN_PUBLIC_URL).hostname}>"
)
if ENVIRONMENT.email_url and ENVIRONMENT.email_url.get_secret_value():
    MAIL_SERVER = read_mail_server(ENVIRONMENT.email_url.get_secret_value())
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = MAIL_SERVER.host, MAIL_SERVER.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER.user, MAIL_SERVER.password
    EMAIL_USE_TLS = MAIL_SERVER.security == "starttls"
    EMAIL_USE_SSL = MAIL_SERVER.security == "tls"
# Without a mail server people at this machine read the mails; nobody else may.
XIN_HAS_MAILBOX = AT_HOME and EMAIL_BACKEND.endswith("filebased.EmailBackend")

# The frame's two inline pieces are named by their hash; nothing else inline runs.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, csp_hash(THEME_SCRIPT), NONCE],
        "style-src": [SELF, csp_hash(COLOUR_STYLE), NONCE],
        # A bot's pictures, films and sounds lie where its workspace keeps them.
        "img-src": [SELF, "data:", "blob:", "https:"],
        "media-src": [SELF, "https:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
XIN_THEME_SCRIPT = THEME_SCRIPT
XIN_COLOUR_STYLE = COLOUR_STYLE
UNFOLD = {
    "SITE_TITLE": "Xin ChatBot",
    "SITE_HEADER": "Xin ChatBot",
    "SITE_SUBHEADER": "System administration",
    "SITE_ICON": lambda _: static("workspace/mark.svg"),
    "SITE_URL": "/app/",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda _: static("workspace/mark.svg")}
    ],
    "SHOW_LANGUAGES": True,
    "COLORS": COLOURS,
}

XIN_METRICS_TOKEN = (
    ENVIRONMENT.metrics_token.get_secret_value() if ENVIRONMENT.metrics_token else ""
)
XIN_LEASE_SECONDS = ENVIRONMENT.lease_seconds
XIN_SWEEP_SECONDS = ENVIRONMENT.sweep_seconds
XIN_STALE_SECONDS = ENVIRONMENT.stale_seconds
XIN_TRACE_DAYS = ENVIRONMENT.trace_days
XIN_MAIL_TEXT_DAYS = ENVIRONMENT.mail_text_days
XIN_UPLOAD_DAYS = ENVIRONMENT.upload_days
XIN_EVENT_DAYS = ENVIRONMENT.event_days
XIN_NEW_VISITORS_PER_MINUTE = ENVIRONMENT.new_visitors_per_minute
XIN_SOCKETS_PER_ADDRESS = ENVIRONMENT.sockets_per_address
XIN_ALLOW_LOOPBACK_HTTP = ENVIRONMENT.allow_loopback_http
XIN_ALLOW_PRIVATE_MODELS = ENVIRONMENT.allow_private_models

DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
