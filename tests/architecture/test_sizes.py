"""A function fits a screen, a file a sitting, and the tests outweigh the code."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import ROOT, SRC

FILE_LINES, FUNCTION_LINES, MEDIAN_LINES = 500, 60, 8


def sources() -> list[Path]:
    return [path for path in sorted(SRC.rglob("*.py")) if "migrations" not in path.parts]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each function with its length: from ``def`` to its end, the docstring not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", length(node)


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert node.end_lineno is not None
    lines = node.end_lineno - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None and first.end_lineno is not None:
        lines -= first.end_lineno - first.lineno + 1
    return lines


def code_lines(paths: list[Path]) -> int:
    return sum(bool(line.strip()) for path in paths for line in path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_longer_than_a_sitting() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {str(path): n for path, n in lengths.items() if n > FILE_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    assert [f"{name}: {n}" for path in sources() for name, n in functions(path) if n > FUNCTION_LINES] == []


def test_the_median_function_is_short() -> None:
    assert statistics.median(n for path in sources() for _, n in functions(path)) <= MEDIAN_LINES


def test_there_are_as_many_lines_of_tests_as_of_code() -> None:
    tests = code_lines(sorted((ROOT / "tests").rglob("*.py")))
    assert tests >= code_lines(sources())


def test_the_start_is_one_file_of_moderate_size() -> None:
    start = ROOT / "start.py"
    assert len(start.read_text(encoding="utf-8").splitlines()) <= 600
    assert [f"{name}: {n}" for name, n in functions(start) if n > 40] == []


@pytest.mark.parametrize("body", ['    """Say."""\n    return 1\n', "    return 1\n"])
def test_a_docstring_does_not_count_as_length(body: str) -> None:
    node = ast.parse(f"def f():\n{body}").body[0]
    assert isinstance(node, ast.FunctionDef)
    assert length(node) == 2


def test_every_room_of_the_source_has_its_room_of_tests() -> None:
    rooms = [path.parent for path in SRC.glob("**/__init__.py") if len(path.relative_to(SRC).parts) in (2, 3)]
    named = {room.relative_to(SRC) for room in rooms if len(list(room.glob("*.py"))) > 1 or room.parent == SRC}
    doors = {room for room in named if room.parts[0] in ("apps", "interfaces") or len(room.parts) == 1}
    missing = [str(room) for room in sorted(doors) if not (ROOT / "tests" / room).is_dir()]
    assert missing == []
