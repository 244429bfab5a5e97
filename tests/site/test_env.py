"""The environment is read once, typed, and every fault is named at once."""

from __future__ import annotations

import base64
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from daylight.kernel.errors import Problems
from daylight.site.env import DataKeyLost, kept_secret, new_ring, read_env

KEY = base64.b64encode(bytes(32)).decode()
STATED = {
    "DAYLIGHT_SECRET_KEY": "sunshine" * 7,
    "DAYLIGHT_DATA_KEYS": f"index={KEY},1={KEY},2={KEY}",
    "DAYLIGHT_HOSTS": "sunshine.example.cn, www.example.cn",
}


def codes(error: Problems) -> list[tuple[str, object]]:
    return [(problem.code, problem.values["name"]) for problem in error.problems]


def test_a_desk_gets_keys_of_its_own_that_only_it_can_read(tmp_path: Path) -> None:
    env = read_env({"DAYLIGHT_HOME": str(tmp_path)}, demands=False)
    assert len(env.secret_key) >= 50
    assert set(env.data_keys) == {1}
    assert env.index_key != env.data_keys[1]
    assert {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("secret.key", "data.key")} == {0o600}


def test_a_desk_keeps_its_keys_from_start_to_start(tmp_path: Path) -> None:
    first, second = (read_env({"DAYLIGHT_HOME": str(tmp_path)}, demands=False) for _ in range(2))
    assert first == second


def test_stated_keys_leave_no_file_behind(tmp_path: Path) -> None:
    env = read_env({**STATED, "DAYLIGHT_HOME": str(tmp_path)}, demands=False)
    assert env.secret_key == STATED["DAYLIGHT_SECRET_KEY"]
    assert list(tmp_path.iterdir()) == []


def test_of_many_that_make_a_key_at_once_all_get_the_same(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret.key"
    with ThreadPoolExecutor(8) as pool:
        made = {future.result() for future in [pool.submit(kept_secret, path, new_ring) for _ in range(32)]}
    assert len(made) == 1
    assert [item.name for item in path.parent.iterdir()] == ["secret.key"]


def test_a_database_without_its_data_key_is_not_given_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "daylight.sqlite3").touch()
    with pytest.raises(DataKeyLost) as caught:
        read_env({"DAYLIGHT_HOME": str(tmp_path)}, demands=False)
    assert "备份" in caught.value.says("zh")
    assert not (tmp_path / "data.key").exists()


def test_production_names_everything_that_is_missing_at_once(tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        read_env({"DAYLIGHT_HOME": str(tmp_path)}, demands=True)
    assert codes(caught.value) == [
        ("site.setting-missing", name) for name in ("DAYLIGHT_SECRET_KEY", "DAYLIGHT_DATA_KEYS", "DAYLIGHT_HOSTS")
    ]
    assert list(tmp_path.iterdir()) == []


def test_production_with_everything_stated_starts() -> None:
    env = read_env(STATED, demands=True)
    assert env.hosts == ("sunshine.example.cn", "www.example.cn")
    assert set(env.data_keys) == {1, 2}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DAYLIGHT_DEBUG", "yes please"),
        ("DAYLIGHT_DATA_KEYS", f"index={KEY}"),
        ("DAYLIGHT_DATA_KEYS", f"index={KEY},one={KEY}"),
        ("DAYLIGHT_DATA_KEYS", "index=short,1=short"),
        ("DAYLIGHT_DATABASE_URL", "mysql://root:secret@host/name"),
        ("DAYLIGHT_DATABASE_URL", "postgres://host"),
    ],
)
def test_a_value_that_cannot_be_read_is_named_but_not_shown_where_it_is_secret(name: str, value: str) -> None:
    with pytest.raises(Problems) as caught:
        read_env({**STATED, name: value}, demands=True)
    assert ("site.setting-unreadable", name) in codes(caught.value)
    assert "secret" not in caught.value.says("en")


def test_the_database_is_a_file_in_the_home_folder_unless_stated(tmp_path: Path) -> None:
    home = {"DAYLIGHT_HOME": str(tmp_path)}
    assert read_env(home, demands=False).database["NAME"] == tmp_path / "daylight.sqlite3"
    other = {**home, "DAYLIGHT_DATABASE_URL": "sqlite:////data/%E9%98%B3%E5%85%89.sqlite3"}
    assert read_env(other, demands=False).database["NAME"] == Path("/data/阳光.sqlite3")


def test_a_postgresql_address_is_taken_apart() -> None:
    address = "postgres://sun:p%40ss@10.0.0.1:5433/daylight"
    database = read_env({**STATED, "DAYLIGHT_DATABASE_URL": address}, demands=True).database
    assert {name: database[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "daylight", "USER": "sun", "PASSWORD": "p@ss", "HOST": "10.0.0.1", "PORT": "5433",
    }  # fmt: skip


@pytest.mark.parametrize("key", ["DAYLIGHT_SECRET_KEY", "DAYLIGHT_HOSTS"])
def test_production_settings_refuse_to_load_without(key: str) -> None:
    stated = {name: value for name, value in STATED.items() if name != key}
    done = subprocess.run(
        [sys.executable, "-c", "import daylight.site.settings.prod"], env={**stated, "PYTHONPATH": ":".join(sys.path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert key in done.stderr


@pytest.mark.parametrize(("stated", "least"), [("", 5), ("3", 3), (" 10 ", 10)])
def test_the_smallest_number_that_is_told_can_be_stated(tmp_path: Path, stated: str, least: int) -> None:
    environ = {"DAYLIGHT_HOME": str(tmp_path), "DAYLIGHT_SMALL_BELOW": stated}
    assert read_env(environ, demands=False).small_below == least


@pytest.mark.parametrize("stated", ["2", "0", "-5", "five", "1000", "4.5"])
def test_a_number_that_would_tell_on_people_is_refused(tmp_path: Path, stated: str) -> None:
    environ = {"DAYLIGHT_HOME": str(tmp_path), "DAYLIGHT_SMALL_BELOW": stated}
    with pytest.raises(Problems) as caught:
        read_env(environ, demands=False)
    assert codes(caught.value) == [("site.setting-unreadable", "DAYLIGHT_SMALL_BELOW")]
    assert "3–999" in caught.value.says()
