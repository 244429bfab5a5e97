"""`start.py test`: the test lock, a browser, and pytest's own words last."""

from __future__ import annotations

from pathlib import Path

from .conftest import Checkout

NO_BROWSER = "start.BROWSERS = ('no-such-browser',); start.BROWSER_PLACES = ()\n"


def fake_pytest(checkout: Checkout) -> None:
    packages = next((checkout.folder / ".venv/lib").glob("python*/site-packages"))
    (packages / "pytest.py").write_text(
        "import os, sys\nprint('PYTEST', sys.argv[1:], os.environ['DAYLIGHT_CHROMIUM'])\nsys.exit(5)"
    )


def browser(folder: Path) -> Path:
    path = folder / "chromium"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_pytest_gets_the_arguments_the_browser_and_the_last_word(checkout: Checkout, tmp_path: Path) -> None:
    fake_pytest(checkout)
    found = browser(tmp_path)
    code, said = checkout.run("test", "-k", "board", DAYLIGHT_CHROMIUM=str(found))
    assert code == 5
    assert said.rstrip().splitlines()[-1] == f"PYTEST ['-n', '2', '--dist', 'loadfile', '-k', 'board'] {found}"


def test_the_number_of_workers_may_be_given(checkout: Checkout, tmp_path: Path) -> None:
    fake_pytest(checkout)
    _, said = checkout.run("test", "-n0", DAYLIGHT_CHROMIUM=str(browser(tmp_path)))
    assert "PYTEST ['-n0']" in said


def test_without_a_browser_and_without_rights_the_remedy_is_named(checkout: Checkout) -> None:
    fake_pytest(checkout)
    code, said = checkout.run("test", driver=NO_BROWSER + "start.os.geteuid = lambda: 1000", DAYLIGHT_CHROMIUM="")
    assert code == 1
    assert "浏览器测试需要 Chromium" in said
    assert "sudo apt-get install chromium fonts-noto-cjk" in said
    assert "PYTEST" not in said


def test_as_root_on_debian_the_browser_is_fetched_by_the_system(checkout: Checkout, tmp_path: Path) -> None:
    fake_pytest(checkout)
    apt = tmp_path / "apt-get"
    apt.write_text(
        f'#!/bin/sh\necho "$@" >> "{tmp_path}/asked"\ncp "{browser(tmp_path)}" "{tmp_path}/no-such-browser"\n'
    )
    apt.chmod(0o755)
    driver = (
        NO_BROWSER
        + f"import os; start.os.geteuid = lambda: 0; os.environ['PATH'] = {str(tmp_path)!r} + ':' + os.environ['PATH']"
    )
    code, said = checkout.run("test", driver=driver, DAYLIGHT_CHROMIUM="")
    assert code == 5, said
    assert (tmp_path / "asked").read_text() == "update\ninstall -y chromium fonts-noto-cjk\n"
    assert "正在安装 Chromium" in said
