"""The nearest spelling (最接近的写法): what a misspelt key or id was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from daylight.kernel.text import Text


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is closest, None where nothing is close."""
    found = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return found[0] if found else None


def hint(word: str, known: Iterable[str], *, most: int = 24) -> Text:
    """Return the remedy for an unknown word: the nearest spelling, then what there is.

    Parameters
    ----------
    word : str
        What was written.
    known : iterable of str
        What may be written.
    most : int
        How many are listed at most; beyond that only the nearest is named.
    """
    words = sorted(known)
    near = nearest(word, words)
    listed = ", ".join(words) if len(words) <= most else ""
    zh = [f"最接近的写法：{near}。" if near else "", f"允许：{listed}。" if listed else ""]
    en = [f"Nearest: {near}." if near else "", f"Allowed: {listed}." if listed else ""]
    return Text("".join(zh), " ".join(part for part in en if part))
