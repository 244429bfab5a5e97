"""The watch over the journeys sees what it is for, and without a browser the journeys fail and say why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Watch, need_browser

Visit = Callable[..., Any]


@pytest.fixture
def watched(browser: Any, site: str) -> Any:
    """A page under a watch of its own, whose faults fail nothing."""
    watching, context = Watch(site), browser.new_context(base_url=site)
    page = context.new_page()
    watching.over(page)
    yield page, watching.faults
    context.close()


def test_without_a_browser_a_journey_fails_and_says_how_to_get_one() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"start\.py test"):
        need_browser(None)
    assert need_browser("/usr/bin/chromium") == "/usr/bin/chromium"


def test_a_script_or_style_that_the_policy_refuses_is_seen(watched: Any) -> None:
    page, faults = watched
    page.goto("/open/")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: '1'}))")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.wait_for_timeout(200)
    assert len([fault for fault in faults if "Content Security Policy" in fault]) == 2


def test_a_request_to_another_host_is_seen(watched: Any) -> None:
    page, faults = watched
    page.goto("/open/")
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://elsewhere.invalid/x.png'}))")
    page.wait_for_timeout(200)
    assert any("elsewhere.invalid" in fault for fault in faults)


def test_a_page_that_is_not_there_and_an_error_of_a_script_are_seen(watched: Any) -> None:
    page, faults = watched
    page.goto("/open/nowhere/")
    page.evaluate("setTimeout(() => { throw new Error('broken') })")
    page.wait_for_timeout(200)
    assert any(fault.startswith("404:") for fault in faults)
    assert any("broken" in fault for fault in faults)
