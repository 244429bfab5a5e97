"""What the room of selectors gives away are functions, not its own files."""

from __future__ import annotations

from types import FunctionType

from daylight.apps.reporting import selectors


def test_every_name_is_a_function_that_takes_the_viewer_first() -> None:
    for name in selectors.__all__:
        function = getattr(selectors, name)
        assert isinstance(function, FunctionType), name
        assert function.__code__.co_varnames[0] == "viewer", name
