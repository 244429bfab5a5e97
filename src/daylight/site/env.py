"""The environment, read once and typed (环境变量): all that differs between installations.

Lives here: every ``DAYLIGHT_*`` variable that the settings know, and the two key files of a desk
installation. Must not: anything that the settings can decide by themselves.
"""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from daylight.kernel.errors import DaylightError, Problems
from daylight.kernel.home import home_folder
from daylight.kernel.text import Text

DATABASE_NAME = "daylight.sqlite3"
KEY_BYTES = 32
#: WAL lets readers read while one writer writes; IMMEDIATE takes the write lock at BEGIN, so that a
#: transaction that reads first and writes later cannot fail half way with "database is locked".
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
        "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;"
    ),
}


class SettingMissing(DaylightError):
    """A setting that a production installation must state (缺少设置)."""

    code = "site.setting-missing"
    message = Text("环境变量 {name} 未设置", "The environment variable {name} is not set")
    remedy = Text("{zh}", "{en}")


class SettingUnreadable(DaylightError):
    """A setting whose value cannot be read (设置有误)."""

    code = "site.setting-unreadable"
    message = Text("环境变量 {name} 的值无法识别:{value}", "The environment variable {name} cannot be read: {value}")
    remedy = Text("允许:{allowed}", "Allowed: {allowed}")


class DataKeyLost(DaylightError):
    """A database without the key that opens its sealed columns (数据密钥丢失)."""

    code = "site.data-key-lost"
    message = Text("{database} 存在,但数据密钥 {key} 不见了", "{database} exists but its data key {key} is gone")
    remedy = Text(
        "请从备份恢复密钥文件;若数据可以放弃,请删除数据库后重试。",
        "Restore the key file from a backup; if the data may go, delete the database and try again.",
    )


@dataclass(frozen=True, slots=True)
class Env:
    """What an installation states about itself (安装参数)."""

    home: Path
    secret_key: str
    index_key: bytes
    data_keys: dict[int, bytes]
    database: dict[str, Any]
    hosts: tuple[str, ...]
    origins: tuple[str, ...]
    debug: bool
    behind_proxy: bool
    open_snapshots: bool
    small_below: int


def read_env(environ: Mapping[str, str], *, demands: bool) -> Env:
    """Read the environment (读取环境变量).

    Parameters
    ----------
    environ : mapping
        The process's environment.
    demands : bool
        True in production: keys and hosts must be stated, nothing is generated.

    Raises
    ------
    Problems
        Every variable that is missing or unreadable, at once.
    """
    reader = _Reader(environ)
    home = home_folder(environ)
    secret_key, ring = _stated_keys(reader) if demands else _kept_keys(reader, home)
    index_key, data_keys = reader.keys(ring)
    env = Env(
        home=home,
        secret_key=secret_key,
        index_key=index_key,
        data_keys=data_keys,
        database=reader.database(home),
        hosts=reader.hosts(demands),
        origins=reader.words("DAYLIGHT_ORIGINS"),
        debug=reader.flag("DAYLIGHT_DEBUG"),
        behind_proxy=reader.flag("DAYLIGHT_BEHIND_PROXY"),
        open_snapshots=reader.flag("DAYLIGHT_OPEN_SNAPSHOTS"),
        small_below=reader.number("DAYLIGHT_SMALL_BELOW", 5, least=3),
    )
    reader.finish()
    return env


def _stated_keys(reader: _Reader) -> tuple[str, str]:
    secret = reader.needed(
        "DAYLIGHT_SECRET_KEY", "请设置一个 50 字符以上的随机串。", "Set a random string of 50 characters."
    )
    ring = reader.needed(
        "DAYLIGHT_DATA_KEYS",
        "格式为 index=BASE64,1=BASE64,各 32 字节。",
        "The form is index=BASE64,1=BASE64, 32 bytes each.",
    )
    return secret, ring


def _kept_keys(reader: _Reader, home: Path) -> tuple[str, str]:
    """Return the keys of a desk installation: stated, or kept in the home folder, or made now."""
    secret = reader.environ.get("DAYLIGHT_SECRET_KEY") or kept_secret(home / "secret.key", _new_secret)
    ring = reader.environ.get("DAYLIGHT_DATA_KEYS")
    if not ring:
        if (home / DATABASE_NAME).exists() and not (home / "data.key").exists():
            raise DataKeyLost(database=home / DATABASE_NAME, key=home / "data.key")
        ring = kept_secret(home / "data.key", new_ring)
    return secret, ring


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """Return the secret in a file, made on first use with mode 0600 (密钥文件).

    Notes
    -----
    The file appears whole or not at all, and of two processes that make it at once the first wins.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as handle:
            handle.write(make())
            handle.flush()
            os.fsync(handle.fileno())
        try:
            os.link(part, path)
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return path.read_text(encoding="ascii").strip()


def _new_secret() -> str:
    return secrets.token_urlsafe(48)


def new_ring() -> str:
    """Return a new key ring: a key for look-ups and version 1 of the key that seals."""
    one, two = (base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode() for _ in range(2))
    return f"index={one},1={two}"


class _Reader:
    """Reads variables and collects what is wrong with them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.problems: list[DaylightError] = []

    def finish(self) -> None:
        if self.problems:
            raise Problems(self.problems)

    def needed(self, name: str, zh: str, en: str) -> str:
        value = self.environ.get(name, "")
        if not value:
            self.problems.append(SettingMissing(name=name, zh=zh, en=en))
        return value

    def wrong(self, name: str, value: str, allowed: str) -> None:
        self.problems.append(SettingUnreadable(name=name, value=value, allowed=allowed))

    def flag(self, name: str) -> bool:
        value = self.environ.get(name, "0").strip().lower()
        if value not in {"0", "1", "false", "true", ""}:
            self.wrong(name, value, "0, 1")
        return value in {"1", "true"}

    def number(self, name: str, otherwise: int, *, least: int) -> int:
        value = self.environ.get(name, "").strip()
        if value and not (value.isdecimal() and least <= int(value) < 1000):
            self.wrong(name, value, f"{least}–999")
            return otherwise
        return int(value) if value else otherwise

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.environ.get(name, "").split(",") if word.strip())

    def hosts(self, demands: bool) -> tuple[str, ...]:
        if demands:
            self.needed(
                "DAYLIGHT_HOSTS", "请写明网站域名,以逗号分隔。", "State the site's host names, separated by commas."
            )
        return self.words("DAYLIGHT_HOSTS") or ("127.0.0.1", "localhost", "[::1]")

    def keys(self, ring: str) -> tuple[bytes, dict[int, bytes]]:
        """Split ``index=…,1=…`` into the look-up key and the sealing keys by version."""
        index, sealing = b"", {}
        for entry in filter(None, ring.split(",")):
            name, _, coded = entry.strip().partition("=")
            key = _decoded(coded)
            if key is None or not (name == "index" or name.isdecimal()):
                self.wrong("DAYLIGHT_DATA_KEYS", name, "index=BASE64,1=BASE64 (32 bytes)")
            elif name == "index":
                index = key
            else:
                sealing[int(name)] = key
        if ring and not (index and sealing):
            self.wrong("DAYLIGHT_DATA_KEYS", "…", "index=BASE64,1=BASE64 (32 bytes)")
        return index, sealing

    def database(self, home: Path) -> dict[str, Any]:
        """Return Django's description of the database: SQLite in the home folder unless stated."""
        address = self.environ.get("DAYLIGHT_DATABASE_URL", "")
        parts = urlsplit(address)
        if not address or parts.scheme == "sqlite":
            path = _file_path(parts.path) if address else home / DATABASE_NAME
            return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": SQLITE_OPTIONS}
        if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
            shown = f"{parts.scheme}://…"
            self.wrong("DAYLIGHT_DATABASE_URL", shown, "sqlite:////path, postgres://user:password@host:5432/name")
            return {}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.strip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_HEALTH_CHECKS": True,
        }


def _file_path(path: str) -> Path:
    """Return the absolute path behind ``sqlite:////path`` (or ``sqlite:///C:/path``)."""
    text = unquote(path).lstrip("/")
    return Path(text) if text[1:2] == ":" else Path("/", text)


def _decoded(coded: str) -> bytes | None:
    try:
        key = base64.b64decode(coded, validate=True)
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES else None
