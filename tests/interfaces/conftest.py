"""What all doors' tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """Let no test read on in the language of the one before: a request's language outlives the request."""
    from django.utils import translation

    translation.deactivate()
    yield
    translation.deactivate()
