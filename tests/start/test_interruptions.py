"""Interrupted at any stage, in any way: nothing of it lives on, and the next start works."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

import pytest

from .conftest import Checkout, alive, end, read_until, until

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the system ends the children on Linux only")
SLOW_INSTALL = (
    "start.install_command = lambda _l: [sys.executable, '-c',"
    ' \'import os, time; open("var/pip", "w").write(str(os.getpid())); time.sleep(60)\']'
)
KILLS = pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])


def starts(checkout: Checkout, port: int) -> str:
    return read_until(checkout.begin("--port", str(port)), "Press Ctrl-C")


@linux_only
@KILLS
def test_killed_while_installing_it_installs_again(checkout: Checkout, port: int, number: int) -> None:
    (checkout.folder / "requirements/run.lock").write_text("# changed\n")
    child = checkout.begin("--port", str(port), driver=SLOW_INSTALL)
    pip = checkout.home / "pip"
    until(lambda: pip.exists() and pip.read_text())
    end(child, number)
    until(lambda: not alive(int(pip.read_text())))
    assert "Installing packages" in starts(checkout, port)


@linux_only
@KILLS
def test_killed_while_building_the_city_it_builds_again(checkout: Checkout, port: int, number: int) -> None:
    child = checkout.begin("--port", str(port), FAKE_MOOD="slow")
    until(checkout.log)
    end(child, number)
    until(lambda: not alive(int(checkout.log()[0].split()[0])))
    assert not (checkout.home / "ready.json").exists()
    starts(checkout, port)
    assert len(checkout.log()) == 2


@linux_only
@KILLS
def test_killed_while_serving_the_port_is_free_again(checkout: Checkout, port: int, number: int) -> None:
    child = checkout.begin("--port", str(port))
    read_until(child, "Press Ctrl-C")
    end(child, number)
    starts(checkout, port)


def test_killed_between_folder_and_environment_it_begins_anew(checkout: Checkout) -> None:
    venv = checkout.folder / ".venv"
    (venv / "bin" / "python").unlink()
    assert checkout.run("setup")[0] == 0
    assert (venv / "bin" / "python").exists()


@pytest.mark.parametrize("marker", ['{"building": "run"}', '{"run": {"python": "CPython 3.1"}}'])
def test_a_half_built_or_foreign_environment_is_built_anew(checkout: Checkout, marker: str) -> None:
    venv = checkout.folder / ".venv"
    (venv / "daylight.json").write_text(marker)
    (venv / "left-over.txt").write_text("x")
    assert checkout.run("setup")[0] == 0
    assert not (venv / "left-over.txt").exists()
    assert set(json.loads((venv / "daylight.json").read_text())) == {"run"}


def test_a_marker_that_is_no_json_is_not_taken_for_ours(checkout: Checkout) -> None:
    (checkout.folder / ".venv" / "daylight.json").write_text("{")
    assert "was not made by start.py" in checkout.run("setup")[1]


def test_a_changed_lock_installs_once_more_into_the_same_environment(checkout: Checkout) -> None:
    (checkout.folder / "requirements/run.lock").write_text("# changed\n")
    (checkout.folder / ".venv" / "kept.txt").write_text("x")
    assert "Installing packages" in checkout.run("setup")[1]
    assert "Installing packages" not in checkout.run("setup")[1]
    assert (checkout.folder / ".venv" / "kept.txt").exists()


def test_a_file_whose_hash_is_not_in_the_lock_is_refused(checkout: Checkout, tmp_path: Path) -> None:
    wheel = tmp_path / "nothing-1.0-py3-none-any.whl"
    wheel.write_bytes(b"not what the lock means")
    digest = "0" * 64
    (checkout.folder / "requirements/run.lock").write_text(f"nothing==1.0 --hash=sha256:{digest}\n")
    code, said = checkout.run("setup", PIP_FIND_LINKS=str(tmp_path), PIP_NO_INDEX="1")
    assert code == 1
    assert "安装失败" in said
    assert "HASH" in said.upper()
