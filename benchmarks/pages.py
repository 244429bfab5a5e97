"""Pages with eight readers at once (网页), against the smallest page of the same server."""

from __future__ import annotations

import http.client
import http.cookiejar
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

READERS, ROUNDS = 8, 4
#: A reader looks at a page this long before asking for the next: much shorter than people do.
LOOKS_S = 1.0
BASELINE = "/sign-in/"


@contextmanager
def served(home: Path) -> Iterator[int]:
    """Serve a home on a free port and end the server after."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "daylight", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env={**os.environ, "DAYLIGHT_HOME": str(home)})
    try:
        _wait(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError("the server ended")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{BASELINE}", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not come up")


def signed_in(port: int, home: Path, username: str) -> str:
    """Sign a demo account in and return its cookies."""
    accounts = {item["username"]: item for item in json.loads((home / "accounts.json").read_text(encoding="utf-8"))}
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"http://127.0.0.1:{port}{BASELINE}"
    page = opener.open(address).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if token is None:
        raise RuntimeError("no form at the sign-in page")
    form = {"username": username, "password": accounts[username]["password"], "csrfmiddlewaretoken": token.group(1)}
    request = urllib.request.Request(address, urllib.parse.urlencode(form).encode(), {"Referer": address})
    opener.open(request).read()
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def read(port: int, addresses: list[str], cookies: str, looks_s: float = LOOKS_S) -> dict[str, list[float]]:
    """Let eight readers ask for each address in turn, looking at each; return seconds by address."""
    taken: dict[str, list[float]] = {address: [] for address in addresses}
    failed: list[str] = []

    def reader(shift: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        time.sleep(looks_s * shift / READERS)
        for _ in range(ROUNDS):
            for address in addresses[shift % len(addresses) :] + addresses[: shift % len(addresses)]:
                began = time.perf_counter()
                connection.request("GET", address, headers={"Cookie": cookies} if cookies else {})
                answer = connection.getresponse()
                answer.read()
                taken[address].append(time.perf_counter() - began)
                time.sleep(looks_s)
                if answer.status != 200:
                    failed.append(f"{address}: {answer.status}")

    threads = [threading.Thread(target=reader, args=(number,)) for number in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise RuntimeError(f"{len(failed)} answers failed, e.g. {failed[0]}")
    return taken


def p95(seconds: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(seconds, n=20)[-1]


def pages(home: Path) -> tuple[dict[str, float], float]:
    """Return the p95 in seconds of every page, and how many pages a second the server gives at most."""
    school = _school(home)
    inside = [
        "/", "/targets/classes-66-gone/", "/clauses/c2-3-2/", f"/schools/{school}/", "/schools/", "/today/",
        "/counties/210381/", "/board/reform/210381/",
    ]  # fmt: skip
    outside = ["/open/", "/open/targets/classes-66-gone/", "/open/clauses/", f"/open/schools/{school}/"]
    with served(home) as port:
        cookies = signed_in(port, home, "city")
        for addresses, who in ((inside, cookies), (outside, ""), ([BASELINE], "")):
            read_once(port, addresses, who)
        taken = read(port, [BASELINE], "") | read(port, inside, cookies) | read(port, outside, "")
        began = time.perf_counter()
        without_pause = read(port, inside, cookies, looks_s=0.0)
        rate = sum(map(len, without_pause.values())) / (time.perf_counter() - began)
    return {address: p95(seconds) for address, seconds in taken.items()}, rate


def read_once(port: int, addresses: list[str], cookies: str) -> None:
    """Ask once for each address, so that no process is met cold."""
    for _ in range(4):
        for address in addresses:
            headers = {"Cookie": cookies} if cookies else {}
            urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}{address}", headers=headers)).read()


def _school(home: Path) -> str:
    import sqlite3

    with sqlite3.connect(f"file:{home / 'daylight.sqlite3'}?mode=ro", uri=True) as connection:
        largest = "SELECT code FROM reporting_boardorganisation WHERE level = 'school' ORDER BY pupils DESC LIMIT 1"
        return str(connection.execute(largest).fetchone()[0])
