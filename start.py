#!/usr/bin/env python3
"""One command from a bare Python to a running city (一键启动).

``python3 start.py`` installs, builds the demo city, serves it on this machine and prints the address
and the demo accounts; ``start.py setup`` only installs; ``start.py test`` runs everything that is
checked. Only the standard library is used here, and nothing of what the `daylight` command does is
repeated: this file makes the ground on which that command stands.

Whatever stops it half way (Ctrl-C, a killed process, a full disk), the next start mends it: an
environment counts only once its marker says so, and the demo's database appears by one rename.
"""

import sys

if sys.version_info < (3, 11):
    sys.stderr.write(
        "\u9633\u5149\u9700\u8981 Python 3.11 \u6216\u66f4\u65b0\u7248\u672c\uff0c\u5f53\u524d\u662f {0}\u3002"
        "\u8bf7\u5b89\u88c5\u540e\u8fd0\u884c\uff1apython3.11 start.py\n"
        "Daylight needs Python 3.11 or newer, this is {0}. Install one, then run: python3.11 start.py\n".format(
            sys.version.split()[0]
        )
    )
    sys.exit(2)

import argparse
import errno
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
HOME = Path(os.environ.get("DAYLIGHT_HOME") or ROOT / "var")
MARKER = "daylight.json"
WINDOWS = os.name == "nt"
HOST = "127.0.0.1"
INSTALL_BYTES = 2_000_000_000
CITY_BYTES = 1_500_000_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)


class Stop(Exception):
    """A reason to stop that the reader can act on (可处理的中止): both languages, and an exit code."""

    def __init__(self, zh: str, en: str, code: int = 1) -> None:
        super().__init__(en)
        self.zh, self.en, self.code = zh, en, code


def say(zh: str, en: str, stream: IO[str] | None = None) -> None:
    """Print one message in both languages."""
    print(f"{zh}\n  {en}", file=stream or sys.stdout, flush=True)


# ---------------------------------------------------------------- what must be true before we begin


def need_venv_module() -> None:
    """Refuse where Python came without venv and pip, as Debian's does until asked."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    raise Stop(
        f"这个 Python 没有 venv 模块。请先安装，例如：sudo apt-get install {package}，再运行一次。",
        f"This Python has no venv module. Install it, e.g. sudo apt-get install {package}, then start again.",
    )


def need_disk(folder: Path, wanted: int) -> None:
    """Refuse early when the disk cannot hold what is about to be written."""
    free = shutil.disk_usage(folder).free
    if free < wanted:
        raise Stop(
            f"磁盘空间不足：{folder} 剩余 {free / 1e9:.1f} GB，需要 {wanted / 1e9:.1f} GB。请清理后再运行。",
            f"Not enough disk: {folder} has {free / 1e9:.1f} GB left, {wanted / 1e9:.1f} GB are needed. "
            "Free some and start again.",
        )


def need_writable(folder: Path) -> None:
    """Create a folder, or say why it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".write-{os.getpid()}"
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        raise Stop(
            f"无法写入 {folder}：{error.strerror}。请换一个有写权限的文件夹，或设置 DAYLIGHT_HOME。",
            f"Cannot write to {folder}: {error.strerror}. Use a folder you may write to, or set DAYLIGHT_HOME.",
        ) from error


def port_is_free(port: int) -> bool:
    """Tell whether a server could listen on the port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if not WINDOWS:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def need_port(port: int) -> None:
    """Refuse a port that another program holds, and name one that is free."""
    if not 1 <= port <= 65535:
        raise Stop(f"端口 {port} 无效：应在 1 至 65535 之间。", f"Port {port} is not valid: use 1 to 65535.")
    if port_is_free(port):
        return
    free = next((other for other in range(port + 1, min(port + 200, 65536)) if port_is_free(other)), 0)
    raise Stop(
        f"端口 {port} 已被占用（或无权使用）。请运行：python3 start.py --port {free or 'N'}",
        f"Port {port} is in use (or not allowed). Run: python3 start.py --port {free or 'N'}",
    )


# ---------------------------------------------------------------- one start at a time


def _try_lock(handle: IO[Any]) -> bool:
    """Take the lock that the system frees by itself when its holder dies."""
    try:
        if WINDOWS:
            import msvcrt

            handle.seek(1 << 20)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def only_one(path: Path) -> Iterator[IO[Any]]:
    """Hold the start lock; a second start is told who holds it and where the page is."""
    with path.open("a+", encoding="utf-8") as handle:
        if not _try_lock(handle):
            handle.seek(0)
            holder = handle.read().strip() or "?"
            raise Stop(
                f"另一个 start.py 正在运行（{holder}）。请等它完成，或先在那个窗口按 Ctrl-C。",
                f"Another start.py is running ({holder}). Wait for it, or press Ctrl-C in its window first.",
                code=3,
            )
        note(handle, f"pid {os.getpid()}")
        yield handle


def note(handle: IO[Any], text: str) -> None:
    """Write into the lock file what a second start should be told."""
    handle.seek(0)
    handle.truncate()
    handle.write(text)
    handle.flush()


# ---------------------------------------------------------------- running other programs


def _die_with_parent() -> None:
    """Ask Linux to end the child when this process is killed."""
    import ctypes

    ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGKILL)


def environment() -> dict[str, str]:
    """Return the children's environment: ours, without what would lead Python or pip elsewhere."""
    kept = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    return {**kept, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "DAYLIGHT_HOME": str(HOME)}


_MISLEADING = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_REQUIRE_VIRTUALENV"}


def begin(command: Sequence[str | Path], lock: IO[Any] | None = None, **options: Any) -> "subprocess.Popen[str]":
    """Start a child in the checkout; it keeps the lock for as long as it lives."""
    if sys.platform == "linux":
        options["preexec_fn"] = _die_with_parent
    if lock is not None and not WINDOWS:
        options["pass_fds"] = (lock.fileno(),)
    return subprocess.Popen([str(part) for part in command], cwd=ROOT, env=environment(), text=True, **options)


@contextmanager
def ended_with_us(child: "subprocess.Popen[str]") -> Iterator[None]:
    """See to it that the child has gone when we are interrupted (Ctrl-C reaches it by itself)."""
    try:
        yield
    except BaseException:
        for ask in (None, signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
            with suppress(OSError):
                child.send_signal(ask) if ask else None
            with suppress(subprocess.TimeoutExpired):
                child.wait(timeout=2)
                break
        raise


def finish(child: "subprocess.Popen[str]") -> int:
    """Wait for a child's exit code."""
    with ended_with_us(child):
        return child.wait()


def explain_failure(zh: str, en: str, tail: Sequence[str]) -> Stop:
    """Make the message for a failed child from the end of what it said."""
    text = "\n".join(tail)
    if "No space left on device" in text or f"[Errno {errno.ENOSPC}]" in text:
        zh, en = zh + " 磁盘已满，请清理后再运行。", en + " The disk is full: free some space and start again."
    return Stop(f"{zh}\n{text}" if text else zh, en)


def read_json(path: Path) -> Any:
    """Return what a JSON file holds; None when there is none that can be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


# ---------------------------------------------------------------- the environment


def venv_python() -> Path:
    """Return the interpreter of the environment."""
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def wanted_marker(lock_file: Path) -> dict[str, str]:
    """Return what the marker says once this lock is installed for this Python."""
    return {
        "lock": lock_file.stem,
        "digest": hashlib.sha256(lock_file.read_bytes()).hexdigest(),
        "python": f"{platform.python_implementation()} {sys.version_info.major}.{sys.version_info.minor}",
    }


def read_marker() -> dict[str, Any]:
    """Return the environment's marker; empty when there is none."""
    content = read_json(VENV / MARKER)
    return content if isinstance(content, dict) else {}


def write_marker(content: dict[str, Any]) -> None:
    """Write the marker in one step."""
    part = VENV / f"{MARKER}.part"
    part.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    part.replace(VENV / MARKER)


def is_installed(name: str) -> bool:
    """Tell whether the lock of this name is in the environment, unchanged and whole."""
    marker = read_marker()
    wanted = wanted_marker(ROOT / "requirements" / f"{name}.lock")
    return marker.get(name) == wanted and "building" not in marker and venv_python().exists()


def clear_half_built() -> None:
    """Remove an environment that was left half-built or belongs to another Python."""
    if not VENV.exists():
        return
    marker = read_marker()
    if not marker and any(VENV.iterdir()):
        raise Stop(
            f"{VENV} 不是 start.py 建立的。请改名或删除后再运行。",
            f"{VENV} was not made by start.py. Rename or delete it, then start again.",
        )
    ours = wanted_marker(ROOT / "requirements" / "run.lock")["python"]
    others = {entry["python"] for entry in marker.values() if isinstance(entry, dict)} - {ours}
    if "building" in marker or others or not venv_python().exists():
        shutil.rmtree(VENV)


def make_venv(lock: IO[Any]) -> None:
    """Create the environment with venv, or with uv where asked."""
    VENV.mkdir(exist_ok=True)
    write_marker({"building": "venv"})
    if uses_uv():
        command: list[str | Path] = [uv(), "venv", "--allow-existing", "--python", sys.executable, VENV]
    else:
        need_venv_module()
        command = [sys.executable, "-m", "venv", VENV]
    run_quietly(command, lock, lambda _line: None, "建立 Python 环境失败。", "Could not create the environment.")


def uses_uv() -> bool:
    """Tell whether the reader asked for uv."""
    return os.environ.get("USE_UV", "") not in ("", "0")


def uv() -> str:
    """Return the path of uv, which was asked for."""
    found = shutil.which("uv")
    if found is None:
        raise Stop(
            "设置了 USE_UV=1，但找不到 uv。请安装 uv，或去掉 USE_UV。",
            "USE_UV=1 is set but uv is not on PATH. Install uv, or unset USE_UV.",
        )
    return found


def run_quietly(
    command: Sequence[str | Path], lock: IO[Any] | None, hear: Callable[[str], None], zh: str, en: str
) -> None:
    """Run a child whose words are only shown when it fails."""
    child = begin(command, lock, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace")
    tail: list[str] = []
    with ended_with_us(child):
        for line in child.stdout or ():
            tail = [*tail[-14:], line.rstrip()]
            hear(line)
    if finish(child):
        raise explain_failure(zh, en, tail)


def install_command(lock_file: Path) -> list[str | Path]:
    """Return the command that installs a lock, every file checked against its hash."""
    if uses_uv():
        return [uv(), "pip", "install", "--python", venv_python(), "--require-hashes", "-r", lock_file]
    quiet = ["--no-input", "--disable-pip-version-check", "--no-warn-script-location", "--progress-bar", "off"]
    return [venv_python(), "-m", "pip", "install", "--require-hashes", *quiet, "-r", lock_file]


def package_counter(total: int) -> Callable[[str], None]:
    """Return a listener that draws a progress bar from pip's words, on a terminal."""
    seen: list[str] = []

    def hear(line: str) -> None:
        if line.startswith(("Collecting", "Requirement already")):
            seen.append(line)
        if sys.stdout.isatty():
            done = min(len(seen), total)
            filled = 30 * done // max(total, 1)
            print(f"\r  [{'█' * filled}{'░' * (30 - filled)}] {done}/{total} ", end="", flush=True)

    return hear


def link_source() -> None:
    """Put ``src`` on the environment's path, relatively, so that the folder may have any name and move."""
    pattern = "Lib/site-packages" if WINDOWS else "lib/python*/site-packages"
    for packages in VENV.glob(pattern):
        (packages / "daylight-source.pth").write_text(os.path.relpath(ROOT / "src", packages) + "\n", encoding="ascii")
    if not WINDOWS:
        script = VENV / "bin" / "daylight"
        script.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m daylight "$@"\n', encoding="ascii")
        script.chmod(0o755)


def install(name: str) -> None:
    """Bring the environment to a lock; nothing happens when it is there already."""
    if not is_installed(name):
        with only_one(HOME / "install.lock") as lock:
            install_now(name, lock)


def install_now(name: str, lock: IO[Any]) -> None:
    """Install a lock into the environment, building that first where needed."""
    lock_file = ROOT / "requirements" / f"{name}.lock"
    need_writable(ROOT)
    need_disk(ROOT, INSTALL_BYTES)
    clear_half_built()
    known = read_marker()
    if not known:
        make_venv(lock)
    write_marker({**known, "building": name})
    say("正在安装所需软件包（只在第一次）…", "Installing packages (first time only) …")
    hear = package_counter(lock_file.read_text(encoding="utf-8").count("=="))
    failed = ("安装失败，请检查网络后再运行。", "Installation failed; check the network and start again.")
    run_quietly(install_command(lock_file), lock, hear, *failed)
    print("", flush=True)
    link_source()
    write_marker({**known, name: wanted_marker(lock_file)})


# ---------------------------------------------------------------- city, server, tests


def daylight(lock: IO[Any], *arguments: str) -> None:
    """Run one `daylight` command, its words going to the reader as they come."""
    code = finish(begin([venv_python(), "-m", "daylight", *arguments], lock))
    if code:
        raise Stop(
            f"`daylight {arguments[0]}` 未能完成（代码 {code}）。原因见上；处理后再次运行 start.py 即可继续。",
            f"`daylight {arguments[0]}` did not finish (code {code}). The reason stands above; "
            "mend it and run start.py again.",
        )


def stamp(options: argparse.Namespace) -> str:
    """Return one hash over what the demo's database was made from: tables, packs, scale, seed."""
    digest = hashlib.sha256(f"{options.scale} {options.seed}".encode())
    tables = ROOT.glob("src/daylight/apps/*/migrations/*.py")
    packs = (path for path in ROOT.glob("packs/**/*") if path.is_file())
    for path in sorted((*tables, *packs)):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def prepare(lock: IO[Any], options: argparse.Namespace) -> None:
    """Build the demo city, unless it stands as it should."""
    ready, wanted = read_json(HOME / "ready.json"), stamp(options)
    if not options.fresh and ready and ready.get("stamp") == wanted:
        return
    need_disk(HOME, CITY_BYTES)
    fresh = ["--fresh"] if options.fresh else []
    daylight(lock, "setup-demo", "--scale", options.scale, "--seed", str(options.seed), "--stamp", wanted, *fresh)


def answers(address: str) -> bool:
    """Tell whether the page is up."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=5):
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


def announce(address: str, seconds: float) -> None:
    """Print the address and the demo accounts."""
    say(f"\n阳光已启动（{seconds:.0f} 秒）：{address}", f"Daylight is up ({seconds:.0f} s): {address}")
    say("演示账号：", "Demo accounts:")
    for account in read_json(HOME / "accounts.json") or ():
        print(f"    {account['username']:<14} {account['password']:<18} {account['zh']} · {account['en']}")
    say("按 Ctrl-C 结束。", "Press Ctrl-C to end.")


def serve(lock: IO[Any], options: argparse.Namespace, began: float) -> None:
    """Serve on loopback until interrupted."""
    address = f"http://{HOST}:{options.port}/"
    command: list[str | Path] = [venv_python(), "-m", "daylight", "serve", "--host", HOST, "--port", str(options.port)]
    child = begin(command, lock)
    with ended_with_us(child):
        while child.poll() is None and not answers(address):
            time.sleep(0.1)
        if child.poll() is None:
            note(lock, f"pid {os.getpid()}, {address}")
            announce(address, time.monotonic() - began)
    code = finish(child)
    if code:
        raise Stop(f"网页服务意外结束（代码 {code}）。", f"The server ended unexpectedly (code {code}).")


def find_browser() -> str | None:
    """Return a Chromium of the system, if there is one."""
    named = os.environ.get("DAYLIGHT_CHROMIUM")
    found = (shutil.which(name) for name in ([named] if named else []) + list(BROWSERS))
    places = (place for place in BROWSER_PLACES if Path(place).exists())
    return next((path for path in (*found, *places) if path), None)


def fetch_browser() -> None:
    """Install Chromium by the system's own means where we may."""
    may = shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0
    if not may:
        raise Stop(
            "浏览器测试需要 Chromium。请安装，例如：sudo apt-get install chromium fonts-noto-cjk，再运行一次。",
            "The browser tests need Chromium. Install it, e.g. sudo apt-get install chromium fonts-noto-cjk, "
            "then run again.",
        )
    say("正在安装 Chromium（浏览器测试用）…", "Installing Chromium for the browser tests …")
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    for command in ("apt-get update", "apt-get install -y chromium fonts-noto-cjk"):
        run_quietly(command.split(), None, lambda _line: None, "安装 Chromium 失败。", "Could not install Chromium.")


def run_tests(arguments: Sequence[str]) -> int:
    """Install the test lock, find a browser, and run everything; the last words are pytest's."""
    install("test")
    if find_browser() is None:
        fetch_browser()
    os.environ["DAYLIGHT_CHROMIUM"] = find_browser() or ""
    spread = [] if any(item.startswith("-n") for item in arguments) else ["-n", "2", "--dist", "loadfile"]
    command: list[str | Path] = [venv_python(), "-m", "pytest", *spread, *arguments]
    return finish(begin(command))


# ---------------------------------------------------------------- the command line


def read_arguments(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """Read the command line; what `test` does not know goes to pytest."""
    parser = argparse.ArgumentParser(prog="start.py", description="阳光：安装并启动 · Daylight: install and start")
    parser.add_argument("command", nargs="?", default="run", choices=("run", "setup", "test"),
                        help="run 启动（默认）| setup 只安装 | test 全部测试")  # fmt: skip
    parser.add_argument("--port", type=int, default=8000, help="端口 port (8000)")
    parser.add_argument("--scale", default="1", help="演示城市规模 size of the demo city (1 = the whole city)")
    parser.add_argument("--seed", type=int, default=2017, help="演示城市种子 seed of the demo city (2017)")
    parser.add_argument("--fresh", action="store_true", help="重建演示城市 build the demo city anew")
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command != "test":
        parser.error("unknown: " + " ".join(rest))
    return options, rest


def run(options: argparse.Namespace, began: float) -> int:
    """Install, build the demo city, serve: one start at a time."""
    with only_one(HOME / "start.lock") as lock:
        need_port(options.port)
        install("run")
        prepare(lock, options)
        serve(lock, options, began)
    return 0


def act(options: argparse.Namespace, rest: Sequence[str], began: float) -> int:
    """Do what was asked."""
    need_writable(HOME)
    if options.command == "test":
        return run_tests(rest)
    if options.command == "run":
        return run(options, began)
    install("run")
    say("安装完成。运行 python3 start.py 启动。", "Installed. Run python3 start.py to start.")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, and turn every anticipated failure into a message and an exit code."""
    began = time.monotonic()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    try:
        return act(*read_arguments(sys.argv[1:] if arguments is None else arguments), began)
    except Stop as stop:
        say(stop.zh, stop.en, sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        say("\n已中断。再次运行 start.py 即可继续。", "Interrupted. Run start.py again to go on.", sys.stderr)
        return 130
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        say("磁盘已满，请清理后再运行。", "The disk is full: free some space and start again.", sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
