"""Small numbers of people are not told to the public (小数目隐去): one rule, in one place.

Lives here: which cells of a board are hidden. Where figures are shown asks ``BoardCell.hidden`` and
decides nothing by itself.

Notes
-----
A cell is hidden when

1. it counts people, and the group, those who did or those who did not are fewer than the limit but
   not none (a share of a small group tells on its members), now or at the baseline; or fewer pupils
   than that are touched;
2. it would give a hidden one away: where exactly one organisation below a shown parent is hidden, the
   next smallest is hidden too (or the parent, where there is no other); and where a county is hidden
   for another's sake, so is the smallest of its schools, or the county could be summed up again.

Statuses stay: they say on which side of a public threshold an organisation stands. So whoever lacks
nobody is told by "met" already, and covers for nobody who lacks a few: a companion lacks some itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Count:
    """What is looked at of a cell (被判断的格): ``people`` if its units are persons."""

    target_id: str
    code: str
    parent: str | None
    people: bool
    numerator: float | None
    denominator: float | None
    pupils: int | None
    base_numerator: float | None = None
    base_denominator: float | None = None

    @property
    def key(self) -> Key:
        """Return the cell's key: target and organisation."""
        return self.target_id, self.code

    @property
    def above(self) -> Key:
        """Return the parent's key."""
        return self.target_id, self.parent or ""

    @property
    def is_open(self) -> bool:
        """Tell whether its status may leave open how many are missing: somebody is."""
        if not self.people:
            return bool(self.pupils)
        return bool(self.pupils) or self.denominator is None or (self.numerator or 0.0) < self.denominator


def small_below() -> int:
    """Return the smallest number of people that the public is told (小数目阈值)."""
    return int(settings.DAYLIGHT_SMALL_BELOW)


def is_small(count: Count, below: int) -> bool:
    """Tell whether a cell tells by itself on too few people (主动隐去)."""
    groups = [float(count.pupils or 0), *(_groups(count) if count.people else ())]
    return any(0 < group < below for group in groups)


def _groups(count: Count) -> Iterator[float]:
    pairs = (count.numerator, count.denominator), (count.base_numerator, count.base_denominator)
    for done, group in pairs:
        yield done or 0.0
        if group:
            yield group
            yield group - (done or 0.0)


def hidden(counts: Sequence[Count], below: int) -> set[Key]:
    """Return the cells of one day's board that are hidden from the public (应隐去的格).

    Parameters
    ----------
    counts : sequence of Count
        Every cell of the board.
    below : int
        The smallest number of people that is told; 0 hides nothing.
    """
    found = {count.key for count in counts if is_small(count, below)}
    if not found:
        return found
    families = _families(counts)
    touched = {key[0] for key in found}
    order = sorted((key for key in families if key[0] in touched), key=lambda key: _depth(key, families))
    for above in order:
        _protect(above, families, found)
    return found


def _families(counts: Iterable[Count]) -> dict[Key, list[Count]]:
    families: dict[Key, list[Count]] = {}
    for count in counts:
        if count.parent is not None:
            families.setdefault(count.above, []).append(count)
    return families


def _depth(above: Key, families: dict[Key, list[Count]]) -> tuple[bool, Key]:
    """Order counties before the city: what is hidden among schools may hide a county."""
    return any(member.key in families for member in families[above]), above


def _protect(above: Key, families: dict[Key, list[Count]], found: set[Key]) -> None:
    """Hide a companion where a hidden cell could be worked out from its parent."""
    within = [member for member in families[above] if member.key in found]
    unsure = {member.key for member in within if _leaves_open(member, families, found)}
    if above in found or (len(within) != 1 and len(unsure) != 1):
        return
    hidden_well = unsure if unsure else found
    others = [m for m in families[above] if m.key not in hidden_well and m.denominator and m.is_open == bool(unsure)]
    if not others:
        found.add(above)
        return
    companion = min(others, key=lambda member: (member.key not in found, _size(member)))
    found.add(companion.key)
    _cover(families.get(companion.key, []), companion, found)


def _leaves_open(member: Count, families: dict[Key, list[Count]], found: set[Key]) -> bool:
    """Tell whether nobody can tell how many are missing of a hidden cell: not by its status, nor from its schools."""
    below = families.get(member.key)
    return member.is_open and (not below or any(school.is_open and school.key in found for school in below))


def _cover(below: Sequence[Count], county: Count, found: set[Key]) -> None:
    """Hide a school of a county that is hidden for another's sake, or the county could be summed up again."""
    fitting = [member for member in below if member.is_open == county.is_open] or below
    if below and not any(member.key in found for member in fitting):
        found.add(min(fitting, key=_size).key)


def _size(count: Count) -> tuple[float, str]:
    return count.denominator or 0.0, count.code
