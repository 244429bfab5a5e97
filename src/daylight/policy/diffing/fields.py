"""One change of one field as a sentence (字段改动)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from daylight.kernel.text import Text
from daylight.policy.schema import Item


@dataclass(frozen=True, slots=True)
class Change:
    """A change (改动): of what, from what, to what; without the two, ``what`` is the whole message."""

    what: Text
    before: Text | None = None
    after: Text | None = None

    def sentence(self, kind: Text, item: Item) -> Text:
        """Return the change as a sentence about an item."""
        zh, en = self.what.zh, self.what.en
        if self.before is not None and self.after is not None:
            zh = f"{zh}由“{self.before.zh}”改为“{self.after.zh}”"
            en = f"{en} changes from “{self.before.en}” to “{self.after.en}”"
        return Text(f"{kind.zh}“{item.zh}”（{item.id}）：{zh}。", f"{kind.en} “{item.en}” ({item.id}): {en}.")


def changed(
    before: BaseModel | None, after: BaseModel | None, name: str, what: Text, say: Callable[[Any], Text]
) -> Iterator[Change]:
    """Yield the change of one field, nothing where it is the same.

    Parameters
    ----------
    before, after : model
        None stands for a field that is None.
    name : str
        The field.
    what : Text
        What people call it.
    say : callable
        Tells a value in words.
    """
    old, new = getattr(before, name, None), getattr(after, name, None)
    if old != new:
        yield Change(what, say(old), say(new))


def whole(happened: Text, item: Item, told: Text) -> Text:
    """Return the sentence for an item that came or went."""
    zh = f"（{item.id}）" + (f"：{told.zh}" if told.zh else "")
    en = f" ({item.id})" + (f": {told.en}" if told.en else "")
    return Text(f"{happened.zh}“{item.zh}”{zh}。", f"{happened.en}: “{item.en}”{en}.")
