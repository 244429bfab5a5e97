"""What stands in the way is named in both languages, with the remedy, before anything is half done."""

from __future__ import annotations

import runpy
import socket
import sys
from pathlib import Path

import pytest

from .conftest import ROOT, Checkout


def test_a_port_in_use_is_named_with_one_that_is_free(checkout: Checkout) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        taken = holder.getsockname()[1]
        code, said = checkout.run("--port", str(taken))
    assert code == 1
    assert f"端口 {taken} 已被占用" in said
    assert f"Port {taken} is in use" in said
    suggested = int(said.rsplit("--port ", 1)[1])
    assert taken < suggested < 65536
    assert not checkout.log()


def test_a_port_out_of_range_is_named(checkout: Checkout) -> None:
    code, said = checkout.run("--port", "70000")
    assert code == 1
    assert "Port 70000 is not valid" in said


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13)])
def test_an_older_python_is_refused_in_words(
    version: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(ROOT / "start.py"), run_name="__main__")
    assert stop.value.code == 2
    said = capsys.readouterr().err
    assert "阳光需要 Python 3.11" in said
    assert "Daylight needs Python 3.11" in said


def test_a_python_without_venv_is_told_which_package_to_install(checkout: Checkout) -> None:
    (checkout.folder / "requirements/run.lock").write_text("# changed\n")
    (checkout.folder / ".venv/daylight.json").write_text('{"building": "venv"}')
    driver = (
        "real = start.importlib.util.find_spec\nstart.importlib.util.find_spec = lambda n: n != 'ensurepip' and real(n)"
    )
    code, said = checkout.run("setup", driver=driver)
    assert code == 1
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    assert f"请先安装，例如：sudo apt-get install {package}" in said
    assert f"sudo apt-get install {package}, then start again" in said


def test_a_full_disk_is_named_before_anything_is_written(checkout: Checkout, port: int) -> None:
    driver = "from types import SimpleNamespace as N\nstart.shutil.disk_usage = lambda _p: N(free=3e8)"
    code, said = checkout.run("--port", str(port), driver=driver)
    assert code == 1
    assert "磁盘空间不足" in said
    assert "has 0.3 GB left, 1.5 GB are needed" in said
    assert not checkout.log()


def test_a_disk_that_fills_up_in_the_middle_of_installing_is_named(checkout: Checkout) -> None:
    (checkout.folder / "requirements/run.lock").write_text("# changed\n")
    words = "OSError: [Errno 28] No space left on device"
    driver = f"start.install_command = lambda _l: [sys.executable, '-c', 'raise SystemExit(\"{words}\")']"
    code, said = checkout.run("setup", driver=driver)
    assert code == 1
    assert "磁盘已满" in said
    assert "The disk is full" in said
    assert checkout.run("setup")[0] == 0


def test_a_disk_that_fills_up_under_our_own_hands_is_named(checkout: Checkout) -> None:
    driver = "def full(*_): raise OSError(28, 'No space left on device')\nstart.note = full"
    code, said = checkout.run(driver=driver)
    assert code == 1
    assert "The disk is full" in said


def test_a_folder_that_cannot_be_written_is_named(checkout: Checkout) -> None:
    blocked = checkout.folder / "start.py" / "var"
    code, said = checkout.run(DAYLIGHT_HOME=str(blocked))
    assert code == 1
    assert f"无法写入 {blocked}" in said
    assert "set DAYLIGHT_HOME" in said


def test_an_environment_of_somebody_else_is_left_alone(checkout: Checkout) -> None:
    marker = checkout.folder / ".venv" / "daylight.json"
    marker.unlink()
    code, said = checkout.run("setup")
    assert code == 1
    assert "不是 start.py 建立的" in said
    assert (checkout.folder / ".venv" / "bin").exists()


def test_a_demo_that_fails_leaves_its_own_words_and_ours(checkout: Checkout, port: int) -> None:
    code, said = checkout.run("--port", str(port), FAKE_MOOD="broken")
    assert code == 1
    assert "No space left on device" in said
    assert "`daylight setup-demo` 未能完成" in said


def test_uv_asked_for_but_absent_is_said(checkout: Checkout) -> None:
    (checkout.folder / "requirements/run.lock").write_text("# changed\n")
    code, said = checkout.run("setup", USE_UV="1", PATH=str(Path(sys.executable).parent / "nowhere"))
    assert code == 1
    assert "找不到 uv" in said
    assert "unset USE_UV" in said
