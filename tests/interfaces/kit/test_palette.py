"""The colours can be read, told apart, and stand in one file."""

from __future__ import annotations

from itertools import combinations

import pytest

from daylight.appraisal.contract import Status
from daylight.interfaces.kit import palette
from daylight.interfaces.kit.palette import DARK, LIGHT, PRINT, VARIANTS, Variant

#: What somebody without one kind of cone sees (Viénot, Brettel and Mollon 1999), on linear light.
PROTAN = ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0))
DEUTAN = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))


def linear(colour: str) -> tuple[float, float, float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def light_of(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((light_of(one), light_of(other)))
    return (high + 0.05) / (low + 0.05)


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    x, y, z = (
        (max(sum(a * b for a, b in zip(row, rgb, strict=True)), 0.0) / w) ** (1 / 3)
        for row, w in zip(rows, white, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: str, other: str, eyes: tuple[tuple[float, ...], ...]) -> float:
    seen = [tuple(sum(a * b for a, b in zip(row, linear(c), strict=True)) for row in eyes) for c in (one, other)]
    return sum((a - b) ** 2 for a, b in zip(lab(seen[0]), lab(seen[1]), strict=True)) ** 0.5


def test_the_stylesheet_is_what_the_palette_says() -> None:
    assert palette.TOKENS_CSS.read_text(encoding="utf-8") == palette.tokens_css()


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_every_variant_has_the_same_colours(variant: Variant) -> None:
    assert variant.plain.keys() == LIGHT.plain.keys()
    assert set(variant.statuses) == set(Status)
    assert len(variant.steps) == len(LIGHT.steps)


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_words_on_every_status_can_be_read(variant: Variant) -> None:
    told = {status: contrast(colours.fill, colours.ink) for status, colours in variant.statuses.items()}
    assert {status: value for status, value in told.items() if value < 4.5} == {}


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
@pytest.mark.parametrize("ground", ["paper", "card", "hover"])
@pytest.mark.parametrize("name", ["ink", "muted", "green"])
def test_words_on_every_ground_can_be_read(variant: Variant, ground: str, name: str) -> None:
    assert contrast(variant.plain[ground], variant.plain[name]) >= 4.5


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
@pytest.mark.parametrize("status", [Status.MET, Status.ON_TRACK, Status.BEHIND, Status.MISSED])
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_a_status_said_in_a_sentence_can_be_read(variant: Variant, status: Status, ground: str) -> None:
    assert contrast(variant.plain[ground], variant.statuses[status].line) >= 4.5


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_words_on_the_map_can_be_read(variant: Variant) -> None:
    for step, colour in enumerate(variant.steps):
        ink = variant.plain["card" if palette.is_deep(step) else "ink"]
        assert contrast(colour, ink) >= 4.5, step


@pytest.mark.parametrize("variant", [LIGHT, DARK], ids=["light", "dark"])
def test_buttons_can_be_read(variant: Variant) -> None:
    assert contrast(variant.plain["green"], variant.plain["green-ink"]) >= 4.5


@pytest.mark.parametrize("eyes", [PROTAN, DEUTAN], ids=["without red", "without green"])
@pytest.mark.parametrize("variant", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
def test_statuses_are_told_apart_without_red_or_green(variant: Variant, eyes: tuple[tuple[float, ...], ...]) -> None:
    judged = [Status.MET, Status.ON_TRACK, Status.BEHIND, Status.MISSED]
    fills = {status: variant.statuses[status].fill for status in judged}
    near = {
        (one, other): distance
        for one, other in combinations(judged, 2)
        if (distance := apart(fills[one], fills[other], eyes)) < 8
    }
    assert near == {}


def test_every_status_has_a_sign_of_its_own_and_a_word_in_both_languages() -> None:
    assert len({palette.sign(status) for status in Status}) == len(Status)
    assert len({palette.word(status).zh for status in Status}) == len({palette.word(s).en for s in Status}) == 6


@pytest.mark.parametrize(("share", "step"), [(None, None), (0.0, 0), (0.17, 1), (0.5, 3), (0.999, 5), (1.0, 5)])
def test_a_share_has_its_step(share: float | None, step: int | None) -> None:
    assert palette.step_of(share) == step


def test_the_map_gets_deeper_with_the_share() -> None:
    assert sorted(LIGHT.steps, key=light_of, reverse=True) == list(LIGHT.steps)
    assert sorted(DARK.steps, key=light_of) == list(DARK.steps)


def test_print_is_never_dark() -> None:
    assert palette.tokens_css().index("@media print") > palette.tokens_css().index("prefers-color-scheme: dark")
    assert "color-scheme: light" in palette.tokens_css().split("@media print")[1]


def test_a_status_is_spelled_as_classes_are() -> None:
    assert palette.slug(Status.NOT_YET_DUE) == palette.slug("not_yet_due") == "not-yet-due"
