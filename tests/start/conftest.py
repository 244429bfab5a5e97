"""A checkout with the real start.py, a real environment, an empty lock and a stand-in `daylight`."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FAKE = Path(__file__).with_name("fake_daylight.py")


@dataclass
class Checkout:
    """A folder with a Chinese name and a space in which start.py is run."""

    folder: Path
    children: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def home(self) -> Path:
        return self.folder / "var"

    def begin(self, *arguments: str, driver: str = "", **environment: str) -> subprocess.Popen[str]:
        """Start start.py; ``driver`` is Python run with the module ``start`` before its main."""
        kept = {name: value for name, value in os.environ.items() if name not in ("DAYLIGHT_HOME", "USE_UV")}
        program = ["start.py", *arguments]
        if driver:
            program = ["-c", f"import sys, start\n{driver}\nsys.exit(start.main({list(arguments)!r}))"]
        child = subprocess.Popen(
            [sys.executable, *program], cwd=self.folder, env={**kept, "PYTHONUTF8": "1", **environment},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", start_new_session=True,
        )  # fmt: skip
        self.children.append(child)
        return child

    def run(self, *arguments: str, driver: str = "", **environment: str) -> tuple[int, str]:
        """Run start.py to its end; return the exit code and what it said."""
        child = self.begin(*arguments, driver=driver, **environment)
        said, _ = child.communicate(timeout=120)
        return child.returncode, said

    def log(self) -> list[str]:
        """Return the calls of the stand-in's setup-demo."""
        path = self.home / "log.txt"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def until(true: Callable[[], object], seconds: float = 30) -> None:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def read_until(child: subprocess.Popen[str], words: str) -> str:
    """Read what a child says up to a line with these words."""
    said = ""
    assert child.stdout is not None
    for line in child.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(f"never said {words!r}:\n{said}")


def end(child: subprocess.Popen[str], number: int = signal.SIGINT) -> str:
    """Send a signal as a terminal would; return what the child still said."""
    os.kill(child.pid, number)
    said, _ = child.communicate(timeout=30)
    return said


def alive(pid: int) -> bool:
    """Tell whether a process runs (a zombie does not)."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One environment made by the real start.py, copied for each test."""
    folder = tmp_path_factory.mktemp("start") / "阳光 样板"
    (folder / "src" / "daylight").mkdir(parents=True)
    (folder / "requirements").mkdir()
    shutil.copy(ROOT / "start.py", folder)
    shutil.copy(FAKE, folder / "src" / "daylight" / "__main__.py")
    for name in ("run", "test"):
        (folder / "requirements" / f"{name}.lock").write_text(f"# {name}\n", encoding="utf-8")
    code, said = Checkout(folder).run("setup")
    assert code == 0, said
    return folder


@pytest.fixture
def checkout(template: Path, tmp_path: Path) -> Iterator[Checkout]:
    """A checkout of its own for one test; what still runs at the end is ended."""
    folder = tmp_path / "阳光 试用"
    shutil.copytree(template, folder, symlinks=True)
    here = Checkout(folder)
    yield here
    for child in here.children:
        if child.poll() is None:
            child.kill()
        child.communicate(timeout=30)


@pytest.fixture
def port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
