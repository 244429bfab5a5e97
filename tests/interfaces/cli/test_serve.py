"""The pages are served by a real server, to this machine only unless told, and never half ready."""

from __future__ import annotations

import base64
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from daylight.interfaces.cli.serve import arguments

from .test_main import run

SEAL_ONE = """
from daylight.apps.registry.models import Staff
staff = Staff(name="李", sex="2"); staff.give_identity("210302198001010001"); staff.save()
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with tables and one sealed number."""
    folder = tmp_path_factory.mktemp("serve")
    assert run(folder, "manage", "migrate", "-v0").returncode == 0
    assert run(folder, "manage", "shell", "-c", SEAL_ONE).returncode == 0
    return folder


@pytest.fixture
def served(home: Path) -> Iterator[str]:
    """The address of a server that runs for the test."""
    port = free_port()
    env = {**os.environ, "DAYLIGHT_HOME": str(home), "PYTHONPATH": ":".join(sys.path)}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "daylight", "serve", "--port", str(port), "--workers", "1"]
    child = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        child.terminate()
        assert child.wait(timeout=20) == 0


def get(address: str) -> tuple[int, dict[str, str]]:
    end = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as response:
                return response.status, dict(response.headers)
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers)
        except urllib.error.URLError:
            assert time.monotonic() < end, "the server never came up"
            time.sleep(0.1)


def test_a_page_comes_with_its_safeguards_and_the_server_ends_when_asked(served: str) -> None:
    status, headers = get(f"{served}/no-such-page/")
    assert status == 404
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_request_for_another_host_is_refused(served: str) -> None:
    get(served)
    request = urllib.request.Request(served, headers={"Host": "evil.example.com"})
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=10)
    assert caught.value.code == 400
    caught.value.close()


def test_a_database_without_tables_is_not_served(tmp_path: Path) -> None:
    done = run(tmp_path, "serve")
    assert (done.returncode, "migrate" in done.stderr) == (1, True)


def test_a_database_under_another_data_key_is_not_served(home: Path) -> None:
    one, two = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))
    done = run(home, "serve", DAYLIGHT_DATA_KEYS=f"index={one},1={two}")
    assert done.returncode == 1
    assert "数据密钥打不开" in done.stderr


@pytest.mark.parametrize("port", ["0", "65536", "x"])
def test_a_port_that_cannot_be_is_refused(home: Path, port: str) -> None:
    assert run(home, "serve", "--port", port).returncode == 2


def test_it_listens_on_this_machine_unless_told_otherwise() -> None:
    assert "--bind=127.0.0.1:8000" in arguments("127.0.0.1", 8000, 2, 4)
    assert "--bind=[::1]:8000" in arguments("::1", 8000, 2, 4)
    assert {"--workers=2", "--threads=4", "--worker-class=gthread"} <= set(arguments("127.0.0.1", 8000, 2, 4))
