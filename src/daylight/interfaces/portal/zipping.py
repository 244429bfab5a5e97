"""A folder as one ZIP file, sent as it is made (打包发送): nothing is held in memory or written to disk.

The files are stored as they are, because Parquet is compressed already, with one date for all: the same
folder always gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

BLOCK: Final = 1 << 18
#: The oldest date that ZIP knows: when a file was copied says nothing about it.
DATE: Final = (1980, 1, 1, 0, 0, 0)


class Outlet(io.RawIOBase):
    """What a ZIP is written into and taken from again (出口): it cannot go back."""

    def __init__(self) -> None:
        self.held: list[bytes] = []

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def write(self, data: object) -> int:
        """Hold what is written until it is taken."""
        block = bytes(data)  # type: ignore[call-overload]
        self.held.append(block)
        return len(block)

    def take(self) -> bytes:
        """Take what was written."""
        block = b"".join(self.held)
        self.held.clear()
        return block


def zipped(folder: Path, names: Iterable[str], inside: str) -> Iterator[bytes]:
    """Yield a ZIP of some files of a folder (打包).

    Parameters
    ----------
    folder : Path
    names : iterable of str
        Paths inside the folder, with slashes.
    inside : str
        The folder in the ZIP that they are put in.
    """
    outlet = Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(f"{inside}/{name}", DATE)
            entry.external_attr = 0o644 << 16
            with (folder / name).open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                while block := source.read(BLOCK):
                    target.write(block)
                    yield outlet.take()
            yield outlet.take()
    yield outlet.take()
