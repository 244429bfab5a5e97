"""Sealed columns (加密字段): numbers of persons, unreadable in the database and masked by default.

A sealed value is AES-256-GCM under the installation's data key: one byte of key version, twelve of
nonce, then ciphertext and tag; the column's name is bound in, so that a value cannot be moved to
another column. To find or to forbid duplicates there is a blind index beside it: HMAC-SHA-256 under
a key of its own.

**Source**: NIST SP 800-38D (GCM: 96-bit nonces, at most 2^32 random ones under one key); GB/T 35273
asks for masking on display.
"""

from __future__ import annotations

import hmac
import os
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text

_NONCE: Final = 12


class SealBroken(DaylightError):
    """A sealed value does not open (密文无法解开)."""

    code = "registry.seal-broken"
    message = Text(
        "{column} 的密文无法解开（密钥版本 {version}）", "A value of {column} does not open (key version {version})"
    )
    remedy = Text("请检查数据密钥是否与数据库匹配。", "Check that the data key belongs to this database.")


class Sealer:
    """Seals the values of one column, and opens them (字段加密器)."""

    def __init__(self, column: str) -> None:
        self.column = column
        self._bound = column.encode()
        keys: dict[int, bytes] = settings.DAYLIGHT_DATA_KEYS
        self.version = max(keys)
        self._ciphers = {version: AESGCM(key) for version, key in keys.items()}

    def seal(self, plain: str) -> bytes:
        """Return the sealed form under the newest key."""
        nonce = os.urandom(_NONCE)
        return bytes([self.version]) + nonce + self._ciphers[self.version].encrypt(nonce, plain.encode(), self._bound)

    def open(self, sealed: bytes) -> str:
        """Return the plain value.

        Raises
        ------
        SealBroken
            If the key version is not in the ring, or the value was altered or moved.
        """
        version, nonce, body = sealed[0], sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        try:
            return self._ciphers[version].decrypt(nonce, body, self._bound).decode()
        except (KeyError, InvalidTag) as error:
            raise SealBroken(column=self.column, version=version) from error


def blind_index(column: str, plain: str) -> bytes:
    """Return what a value is found by (盲索引), without the value."""
    return hmac.digest(settings.DAYLIGHT_INDEX_KEY, f"{column}\0{plain.strip().upper()}".encode(), "sha256")


def masked_number(plain: str) -> str:
    """Return a number with all but its ends hidden: ``3***********5``."""
    return plain if len(plain) < 3 else plain[0] + "*" * (len(plain) - 2) + plain[-1]


def masked_name(name: str) -> str:
    """Return a name with its middle hidden: ``张*三``, of two characters ``张*``."""
    return name[:1] + "*" * max(1, len(name) - 2) + (name[-1] if len(name) > 2 else "")


class Sealed:
    """A sealed value in hand (密封值): prints masked, opens only when asked to by name."""

    __slots__ = ("_column", "_raw")

    def __init__(self, column: str, raw: bytes) -> None:
        self._column, self._raw = column, raw

    @property
    def raw(self) -> bytes:
        """Return what stands in the database."""
        return self._raw

    def opened(self) -> str:
        """Return the plain value; services that call it check the right and leave an audit entry."""
        return Sealer(self._column).open(self._raw)

    def __str__(self) -> str:
        return masked_number(self.opened())

    def __repr__(self) -> str:
        return f"Sealed({self._column})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and other._raw == self._raw

    def __hash__(self) -> int:
        return hash(self._raw)


class SealedField(models.BinaryField):
    """A column of sealed values (加密字段): give it text to seal; it hands back ``Sealed``."""

    @property
    def column_name(self) -> str:
        """Return the name that is bound into every value: ``pupil.identity_number``."""
        return f"{self.model._meta.model_name}.{self.name}"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Seal text; pass on what is sealed already."""
        if isinstance(value, str):
            value = Sealer(self.column_name).seal(value)
        elif isinstance(value, Sealed):
            value = value.raw
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        """Hand back the sealed value."""
        return None if value is None else Sealed(self.column_name, bytes(value))
