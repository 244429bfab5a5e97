"""Publishing at the command line: the operator's act, from a snapshot that verifies."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from daylight.interfaces.cli import publish as command
from daylight.interfaces.cli.main import COMMANDS
from daylight.interfaces.cli.progress import telling
from daylight.kernel.text import Text
from tests.lake import freeze


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
    """What the service was asked for; it answers that this is the seventh."""
    calls: list[dict[str, Any]] = []

    def publish_board(**given: Any) -> int:
        calls.append(given)
        return 7

    monkeypatch.setattr(command, "publish_board", publish_board)
    monkeypatch.setenv("DAYLIGHT_HOME", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return calls


def run(*arguments: str) -> str:
    done = CliRunner().invoke(command.publish, list(arguments))
    assert done.exit_code == 0, done.output
    return done.stdout


def test_it_needs_the_database() -> None:
    assert COMMANDS["publish"].database


def test_the_service_is_asked_as_the_operator_and_the_number_told(asked: list[dict[str, Any]], tmp_path: Path) -> None:
    name = freeze(tmp_path / "snapshots").name
    assert run(name).strip() == "Published as number 7"
    (given,) = asked
    assert (given["folder"], given["pack_id"], given["as_of"]) == (tmp_path / "snapshots" / name, None, None)
    assert "viewer" not in given
    assert given["now"].tzinfo is not None


def test_pack_and_day_are_handed_on(asked: list[dict[str, Any]], tmp_path: Path) -> None:
    run(str(tmp_path), "--pack", "anshan-2017-066", "--as-of", "2017-12-31")
    assert (asked[0]["pack_id"], asked[0]["as_of"]) == ("anshan-2017-066", date(2017, 12, 31))


def test_it_speaks_chinese_too(asked: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert run(str(tmp_path)).strip() == "已发布，编号 7"


def test_progress_is_drawn_in_both_languages_beside_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    with telling() as tell:
        for words in ("plain", None, Text("评估", "appraising")):
            tell(1, 0, words)
    told = capsys.readouterr()
    assert "评估 appraising" in told.err
    assert "100%" in told.err
    assert told.out == ""
