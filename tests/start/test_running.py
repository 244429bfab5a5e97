"""What a newcomer sees when all goes well, and when a second start comes."""

from __future__ import annotations

import socket
import time
import urllib.request
from pathlib import Path

from .conftest import Checkout, end, read_until


def test_the_first_start_prints_the_address_and_the_accounts_in_both_languages(checkout: Checkout, port: int) -> None:
    child = checkout.begin("--port", str(port))
    said = read_until(child, "Press Ctrl-C")
    assert f"阳光已启动（0 秒）：http://127.0.0.1:{port}/" in said or f"http://127.0.0.1:{port}/" in said
    assert "Daylight is up" in said
    assert "city           open-sesame        市教育局 · city official" in said
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
        assert page.status == 200


def test_ctrl_c_ends_the_server_and_says_so(checkout: Checkout, port: int) -> None:
    child = checkout.begin("--port", str(port))
    read_until(child, "Press Ctrl-C")
    said = end(child)
    assert child.returncode == 130
    assert "已中断" in said
    assert "Interrupted" in said
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))


def test_the_second_start_installs_nothing_and_is_up_within_five_seconds(checkout: Checkout, port: int) -> None:
    began = time.monotonic()
    child = checkout.begin("--port", str(port))
    said = read_until(child, "Press Ctrl-C")
    assert time.monotonic() - began < 5
    assert "Installing" not in said


def test_scale_seed_and_fresh_reach_the_demo(checkout: Checkout, port: int) -> None:
    child = checkout.begin("--port", str(port), "--scale", "0.02", "--seed", "7", "--fresh")
    read_until(child, "Press Ctrl-C")
    called = checkout.log()[0].split()
    assert called[1:7] == ["setup-demo", "--scale", "0.02", "--seed", "7", "--stamp"]
    assert called[-1] == "--fresh"


def test_a_city_that_stands_is_not_built_again_until_a_table_or_a_pack_changes(checkout: Checkout, port: int) -> None:
    pack = checkout.folder / "packs" / "city-1" / "pack.yaml"
    pack.parent.mkdir(parents=True)
    for content, calls in (("a: 1", 1), ("a: 1", 1), ("a: 2", 2)):
        pack.write_text(content, encoding="utf-8")
        child = checkout.begin("--port", str(port))
        read_until(child, "Press Ctrl-C")
        end(child)
        assert len(checkout.log()) == calls


def test_a_second_start_beside_the_first_is_told_who_runs_and_where(checkout: Checkout, port: int) -> None:
    first = checkout.begin("--port", str(port))
    read_until(first, "Press Ctrl-C")
    code, said = checkout.run("--port", str(port))
    assert code == 3
    assert "另一个 start.py 正在运行" in said
    assert f"pid {first.pid}, http://127.0.0.1:{port}/" in said
    assert first.poll() is None


def test_a_checkout_that_was_moved_still_starts(checkout: Checkout, port: int, tmp_path: Path) -> None:
    checkout.folder = checkout.folder.rename(tmp_path / "搬到 别处")
    child = checkout.begin("--port", str(port))
    assert "Installing" not in read_until(child, "Press Ctrl-C")


def test_the_server_that_dies_is_reported(checkout: Checkout, port: int) -> None:
    (checkout.folder / "src/daylight/__main__.py").write_text(
        "import sys; sys.exit(0 if 'setup-demo' in sys.argv else 4)"
    )
    code, said = checkout.run("--port", str(port))
    assert code == 1
    assert "The server ended unexpectedly (code 4)" in said


def test_setup_only_installs(checkout: Checkout) -> None:
    code, said = checkout.run("setup")
    assert code == 0
    assert "安装完成" in said
    assert not checkout.log()


def test_an_unknown_option_is_refused_with_the_usage(checkout: Checkout) -> None:
    code, said = checkout.run("--prot=9")
    assert code == 2
    assert "unknown: --prot=9" in said
