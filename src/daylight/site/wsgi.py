"""The application that a web server runs (WSGI 入口)."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daylight.site.settings.dev")

application = get_wsgi_application()
