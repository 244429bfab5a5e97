"""A small city, really built and really served, and a real browser in front of it.

The home is made by ``daylight setup-demo`` and served by ``daylight serve``, as ``start.py`` does it. Every
page that a journey opens is watched: an error in the console, a request to another host, a broken address
or an answer of the server's own failure fails the journey.
"""

from __future__ import annotations

import importlib.util
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SCALE = "0.02"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
#: A journey waits this long for anything, in milliseconds.
PATIENCE = 15_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every journey as one."""
    for item in items:
        if "journeys" in Path(item.path).parts:
            item.add_marker(pytest.mark.journey)


def start_file() -> ModuleType:
    """Return ``start.py``, which knows how a browser is found."""
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def need_browser(found: str | None) -> str:
    """Return the browser that was found, or fail and say how to get one."""
    if found is None:
        pytest.fail(
            "没有找到 Chromium。运行 python3 start.py test 会安装它；或安装 chromium，或设 DAYLIGHT_CHROMIUM。\n"
            "No Chromium found. `python3 start.py test` fetches it; or install chromium, or set DAYLIGHT_CHROMIUM.",
            pytrace=False,
        )
    return found


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a `daylight` command with a home of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DAYLIGHT_", "DJANGO_"))}
    return {**kept, "DAYLIGHT_HOME": str(home), "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def daylight(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a `daylight` command to its end."""
    command = [sys.executable, "-m", "daylight", *arguments]
    return subprocess.run(command, env=environment(home), cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the demo city: database, snapshots, published boards, accounts."""
    folder = tmp_path_factory.mktemp("journeys")
    done = daylight(folder, "setup-demo", "--scale", SCALE)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def site(home: Path) -> Iterator[str]:
    """The address of the city's site, served for as long as the journeys last."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "daylight", "serve", "--port", str(port), "--workers", "1"]
    log = (home / "served.log").open("wb")
    child = subprocess.Popen(command, env=environment(home), cwd=ROOT, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/open/", child, home / "served.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        child.terminate()
        child.wait(timeout=20)
        log.close()


def wait_for(address: str, child: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the site answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + 60
    while time.monotonic() < end and child.poll() is None:
        try:
            with opener.open(address, timeout=10):
                return
        except urllib.error.HTTPError as error:
            pytest.fail(f"{address}: {error.code}\n{log.read_text(errors='replace')}")
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the site did not come up:\n{log.read_text(errors='replace')}")


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """The system's Chromium."""
    from playwright.sync_api import sync_playwright

    path = need_browser(start_file().find_browser())
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


@dataclass
class Watch:
    """What went wrong on the pages of a journey (页面监视)."""

    site: str
    faults: list[str] = field(default_factory=list)
    #: Answers that the journey itself asks for: a 404 is told in the console as an error.
    expected: set[int] = field(default_factory=set)

    def over(self, page: Any) -> None:
        """Watch a page."""
        page.on("console", self.spoken)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("request", self.asked)
        page.on("response", self.answered)

    def spoken(self, message: Any) -> None:
        """Note what the console complains of, a refused script or style among it."""
        asked_for = any(f"status of {status}" in message.text for status in self.expected)
        if message.type in ("error", "warning") and not asked_for:
            self.faults.append(f"console: {message.text}")

    def asked(self, request: Any) -> None:
        """Note a request to anywhere else."""
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.faults.append(f"foreign: {request.url}")

    def answered(self, response: Any) -> None:
        """Note what is not there, and what failed."""
        if response.status >= 400 and response.status not in self.expected:
            self.faults.append(f"{response.status}: {response.url}")


@pytest.fixture
def watch(site: str) -> Iterator[Watch]:
    """Watches every page of a journey; at its end nothing may have gone wrong."""
    watching = Watch(site)
    yield watching
    assert watching.faults == []


@pytest.fixture
def visit(browser: Any, site: str, watch: Watch) -> Iterator[Callable[..., Any]]:
    """Opens a browser of its own for a person: ``visit("/open/")``, ``visit("/", account="head", size=PHONE)``."""
    contexts = []

    def opened(
        address: str, *, account: str | None = None, size: dict[str, int] | None = None, watched: bool = True,
        **more: Any,
    ) -> Any:  # fmt: skip
        context = browser.new_context(base_url=site, viewport=size or DESK, **{"locale": "zh-CN", **more})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        if watched:
            watch.over(page)
        if account is not None:
            sign_in(page, account)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


def sign_in(page: Any, account: str) -> None:
    """Sign in as one of the demo's people, by the form."""
    page.goto("/sign-in/")
    page.get_by_label("账号").fill(account)
    page.get_by_label("密码").fill(f"sunshine-{account}")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("button", name="退出").wait_for()


@pytest.fixture(scope="session")
def accounts(home: Path) -> list[dict[str, str]]:
    """The demo's accounts, as they are shown when it starts."""
    return json.loads((home / "accounts.json").read_text(encoding="utf-8"))
