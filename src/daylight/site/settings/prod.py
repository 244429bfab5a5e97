"""Settings of a city (生产设置): everything stated, HTTPS only, static files collected under hashed names."""

from __future__ import annotations

import os

from daylight.site.env import read_env
from daylight.site.settings.base import *  # noqa: F403 - settings build on one another
from daylight.site.settings.base import installed

_env = read_env(os.environ, demands=True)
globals().update(installed(_env))
DEBUG = False
STATIC_ROOT = _env.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
if _env.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
