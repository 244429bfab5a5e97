"""Settings at a desk (本机设置): loopback, keys kept in the home folder, static files found without collecting."""

from __future__ import annotations

import os

from daylight.site.env import read_env
from daylight.site.settings.base import *  # noqa: F403 - settings build on one another
from daylight.site.settings.base import installed

globals().update(installed(read_env(os.environ, demands=False)))
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
