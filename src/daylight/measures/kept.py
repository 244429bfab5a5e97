"""Intermediate tables that several measures read (共用中间表): made once where a back end can keep them.

Lives here: the mark on such functions. Must not: keeping, which the appraisal does; without it a
marked function is what it was.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import ibis

Made = TypeVar("Made", bound=Callable[..., ibis.Table])


def kept(function: Made) -> Made:
    """Mark a function of tables and plain values whose result is worth keeping (可留存).

    Parameters
    ----------
    function : callable
        ``function(tables, *values)``; values are days, texts, numbers or None, and decide the result.

    Notes
    -----
    Tables that offer ``keep(key, make)`` are asked for a table that holds what ``make`` describes.
    """

    @wraps(function)
    def asked(tables: Any, *values: Any) -> ibis.Table:
        keep = getattr(tables, "keep", None)
        if keep is None:
            return function(tables, *values)
        key = (function.__module__, function.__qualname__, *values)
        found: ibis.Table = keep(key, lambda: function(tables, *values))
        return found

    return asked  # type: ignore[return-value]
