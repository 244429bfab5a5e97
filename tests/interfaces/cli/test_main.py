"""The command imports what it is asked for and no more, and says failures in words."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from daylight.interfaces.cli import main as cli
from daylight.interfaces.cli.main import COMMANDS, Command, group, language, main
from daylight.kernel.errors import DaylightError


def run(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DAYLIGHT", "DJANGO", "LANG", "LC_"))
    }
    env = {**kept, "DAYLIGHT_HOME": str(home), "PYTHONPATH": ":".join(sys.path), "PYTHONUTF8": "1", **environment}
    command = [sys.executable, "-m", "daylight", *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_list_of_commands_imports_none_of_them(tmp_path: Path) -> None:
    code = (
        "import sys, click.testing; from daylight.interfaces.cli.main import group; "
        "said = click.testing.CliRunner().invoke(group, ['--help']).output; "
        "assert 'snapshot' in said, said; "
        "heavy = ('django', 'pyarrow', 'ibis', 'daylight.interfaces.cli.s'); "
        "print([name for name in sys.modules if name.startswith(heavy)])"
    )
    env = {**os.environ, "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_command_is_named_in_both_languages() -> None:
    for command in COMMANDS.values():
        chinese, _, english = command.says.partition(" · ")
        assert not chinese.isascii()
        assert english.isascii()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_asked_for_help(name: str) -> None:
    done = CliRunner().invoke(group, [name] if name == "manage" else [name, "--help"])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("name", [name for name, command in COMMANDS.items() if not command.database])
def test_a_command_without_a_database_imports_no_django(name: str) -> None:
    code = (
        f"import sys; from daylight.interfaces.cli.main import group; group.get_command(None, {name!r}); "
        "print('django' in sys.modules)"
    )
    env = {**os.environ, "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "False", done.stderr


def test_a_command_that_is_not_there_is_refused() -> None:
    assert CliRunner().invoke(group, ["no-such"]).exit_code == 2


def test_an_anticipated_failure_is_said_in_words_with_its_remedy(tmp_path: Path) -> None:
    done = run(tmp_path, "serve", "--port", "8999")
    assert done.returncode == 1
    assert done.stderr.strip() == "数据库尚未建好或版本较旧 请先运行 daylight manage migrate。"


def test_the_words_follow_the_terminals_language(tmp_path: Path) -> None:
    done = run(tmp_path, "serve", LANG="en_GB.UTF-8")
    assert done.stderr.startswith("The database is not set up")


@pytest.mark.parametrize(
    ("named", "reader"),
    [
        ({}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "C"}, "zh"),
        ({"LC_ALL": "en_GB", "LANG": "zh_CN"}, "en"),
    ],
)
def test_the_reader_is_chinese_unless_the_terminal_is_english(
    monkeypatch: pytest.MonkeyPatch, named: dict[str, str], reader: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    assert language() == reader


def test_main_runs_a_command_and_ends_with_its_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise DaylightError(what="X")

    monkeypatch.setattr(cli, "import_module", lambda _: type("M", (), {"x": cli.click.Command("x", callback=fail)}))
    monkeypatch.setitem(COMMANDS, "x", Command("x", "x", "x"))
    with pytest.raises(SystemExit) as caught:
        main(["x"])
    assert caught.value.code == 1
    assert "出错:X" in capsys.readouterr().err or "Failed: X" in capsys.readouterr().err


def test_manage_passes_everything_on_to_django(tmp_path: Path) -> None:
    done = run(tmp_path, "manage", "check", "--fail-level", "WARNING")
    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (0 silenced).")
    assert run(tmp_path, "manage", "no-such").returncode == 1
