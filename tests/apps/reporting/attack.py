"""What somebody with pencil and paper can work out of a published board: the attacker of the tests.

They know every figure that is shown, that counties are the sums of their schools and the city that
of its counties, and that whoever has met a target of all lacks nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from daylight.apps.reporting.suppression import Count, Key


def given_away(counts: Sequence[Count], hidden: set[Key], below: int) -> list[tuple[Key, str]]:
    """Return the small numbers that can be worked out: of whom, and which."""
    found: list[tuple[Key, str]] = []
    for target in sorted({target for target, _ in hidden}):
        own = [count for count in counts if count.target_id == target]
        known = {what: worked_out(own, hidden, what) for what in ("done", "missing", "pupils")}
        for count in own:
            found += [(count.key, what) for what in _secrets(count, below) if _is_known(count.key, what, known)]
    return found


def _is_known(key: Key, what: str, known: dict[str, set[Key]]) -> bool:
    parts = ("done", "missing") if what == "group" else (what,)
    return all(key in known[part] for part in parts)


def _secrets(count: Count, below: int) -> Iterable[str]:
    done, group = count.numerator or 0, count.denominator
    told = {"pupils": count.pupils or 0}
    if count.people:
        told |= {"done": done} if group is None else {"done": done, "missing": group - done, "group": group}
    return [what for what, number in told.items() if 0 < number < below]


def worked_out(counts: Sequence[Count], hidden: set[Key], what: str) -> set[Key]:
    """Return those of one target whose number can be had: shown, told by the status, or left over in a sum."""
    all_of_them = {count.key for count in counts if what == "missing" and count.numerator == count.denominator}
    unknown = [count.key for count in counts if count.key in hidden - all_of_them]
    sums = [_sum(above, counts, unknown) for above in sorted({count.above for count in counts if count.parent})]
    solved = solutions([row for row in sums if any(row)])
    return {count.key for count in counts} - set(unknown) | {unknown[place] for place in solved}


def _sum(above: Key, counts: Sequence[Count], unknown: list[Key]) -> list[int]:
    """Return one equation: what is not known above, less what is not known below, is a number that is shown."""
    below = {count.key for count in counts if count.above == above}
    return [int(key == above) - int(key in below) for key in unknown]


def solutions(rows: list[list[int]]) -> set[int]:
    """Return the places of the unknowns that some equations leave only one value."""
    left, done = [[Fraction(number) for number in row] for row in rows], []
    for place in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in left if row[place]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        pivot = [number / pivot[place] for number in pivot]
        left = [_without(row, pivot, place) for row in left]
        done = [*(_without(row, pivot, place) for row in done), pivot]
    alone = [row for row in done if sum(map(bool, row)) == 1]
    return {next(place for place, number in enumerate(row) if number) for row in alone}


def _without(row: list[Fraction], pivot: list[Fraction], place: int) -> list[Fraction]:
    return [number - row[place] * other for number, other in zip(row, pivot, strict=True)]
