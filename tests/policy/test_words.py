"""Values and days are written as a notice writes them."""

from __future__ import annotations

import pytest

from daylight.policy.schema import Rounding
from daylight.policy.words import day_or_never, value_words


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (0.5, "percent", "50%", "50%"),
        (0.285, "percent", "28.5%", "28.5%"),
        (1, "percent", "100%", "100%"),
        (0.02, "percentage_point", "2 个百分点", "2 points"),
        (13000, "count", "13000名", "13000 teachers"),
        (0.45, "number", "0.45名", "0.45 teachers"),
    ],
)
def test_a_value_carries_its_unit(value: float, unit: str, zh: str, en: str) -> None:
    rounding = Rounding.model_validate({"unit": unit, "unit_zh": "名", "unit_en": "teachers"})
    told = value_words(value, rounding)
    assert (told.zh, told.en) == (zh, en)


def test_a_value_without_a_unit_ends_without_a_blank() -> None:
    assert value_words(0.45, Rounding(unit="number")).en == "0.45"


def test_an_open_end_is_said() -> None:
    assert (day_or_never(None).zh, day_or_never("2018-01-02").en) == ("不限期", "2018-01-02")
