"""Settings of the tests (测试设置): a home of its own, a database in memory, quick passwords."""

from __future__ import annotations

import atexit
import os
import tempfile
from pathlib import Path

from daylight.site.env import SQLITE_OPTIONS, read_env
from daylight.site.settings.base import *  # noqa: F403 - settings build on one another
from daylight.site.settings.base import installed

_folder = tempfile.TemporaryDirectory(prefix="daylight-test-", ignore_cleanup_errors=True)
atexit.register(_folder.cleanup)
_stated = {name: value for name, value in os.environ.items() if name in {"DAYLIGHT_DATABASE_URL"}}
globals().update(installed(read_env({**_stated, "DAYLIGHT_HOME": _folder.name}, demands=False)))
if not _stated:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path(_folder.name) / "daylight.sqlite3",
            "OPTIONS": SQLITE_OPTIONS,
            # A file and not memory, so that a test may look at a copy, and a server at another.
            "TEST": {"NAME": str(Path(_folder.name) / "test.sqlite3")},
        }
    }
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
