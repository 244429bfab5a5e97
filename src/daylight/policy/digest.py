"""The fingerprint of a pack (政策包摘要): the same on every machine for the same words."""

from __future__ import annotations

import hashlib
from pathlib import Path


def pack_files(folder: Path) -> list[Path]:
    """Return the files of a pack in the order of their names; hidden ones and editors' copies are none."""
    found = [path for path in folder.rglob("*") if path.is_file() and not _aside(path.relative_to(folder))]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _aside(path: Path) -> bool:
    return path.name.endswith("~") or any(part.startswith(".") for part in path.parts)


def pack_digest(folder: Path) -> str:
    """Return the SHA-256 over names and contents of a pack's files (政策包摘要).

    Parameters
    ----------
    folder : Path
        The pack's folder; its own name does not count.

    Returns
    -------
    str
        64 hexadecimal digits.

    Notes
    -----
    Line ends count as ``\\n`` however a checkout wrote them.
    """
    total = hashlib.sha256()
    for path in pack_files(folder):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        name = path.relative_to(folder).as_posix().encode()
        total.update(b"%d:%s\0%d:" % (len(name), name, len(content)))
        total.update(content)
    return total.hexdigest()
