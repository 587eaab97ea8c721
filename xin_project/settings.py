"""Django's settings, all from `xin_project.environment`."""

import os
from typing import Any
from urllib.parse import unquote, urlsplit

os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "false")  # on by default, and calls home

from xin_project.environment import PROJECT_ROOT, environment, kept_secret
from xin_project.logs import logging_config

ENVIRONMENT = environment()

SECRET_KEY = kept_secret("secret_key", ENVIRONMENT.secret_key)
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.web_url]
XIN_PUBLIC_URL = ENVIRONMENT.web_url
# The demo shop is another site than the product, as a customer's would be.
XIN_SHOP_URL = XIN_PUBLIC_URL.replace("//localhost", "//127.0.0.1")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_prometheus",
    "channels",
    "apps.tenants",  # before allauth, whose pages it dresses
    "allauth",
    "allauth.account",
    "apps.flows",
    "apps.channels",
    "apps.conversations",
    "xin_project",
    "xin_project.demo",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "apps.channels.cors.WidgetCors",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
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


def _database(url: str) -> dict[str, Any]:
    """Translate ``postgresql://user:password@host:port/name?host=/socket`` for Django."""
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    host = unquote(query.pop("host", "")) or parts.hostname or ""
    port = query.pop("port", "") or parts.port or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port),
        # Opening a connection per unit of work costs three times the throughput.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **query},
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
        "CONFIG": {"hosts": [REDIS_URL]},
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
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.web_url.startswith("https://")

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = PROJECT_ROOT / "static-root"
# The widget's script stands under a stable address of its own: /embed.js
WHITENOISE_ROOT = PROJECT_ROOT / "frontend" / "dist"
WHITENOISE_MAX_AGE = 300
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = ENVIRONMENT.data_dir / "files"

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = ENVIRONMENT.data_dir / "mail"
DEFAULT_FROM_EMAIL = "Xin ChatBot <no-reply@localhost>"

XIN_METRICS_TOKEN = (
    ENVIRONMENT.metrics_token.get_secret_value() if ENVIRONMENT.metrics_token else ""
)
XIN_LEASE_SECONDS = ENVIRONMENT.lease_seconds
XIN_SWEEP_SECONDS = ENVIRONMENT.sweep_seconds
XIN_STALE_SECONDS = ENVIRONMENT.stale_seconds

DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
