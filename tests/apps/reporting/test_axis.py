"""What the axis of a path is told to count in."""

from __future__ import annotations

import pytest

from daylight.apps.reporting.book import Book
from daylight.apps.reporting.cells import _axis
from daylight.policy import load_pack
from daylight.policy.find import pack_folder


@pytest.fixture(scope="module")
def anshan() -> Book:
    """The pack of Anshan, indexed."""
    return Book(load_pack(pack_folder("anshan-2017-066")), "digest")


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("classes-66-halved", "%", "%"),
        ("classes-66-gone", "个班", "classes"),
        ("fitness-rising", "个百分点", "percentage points"),
        (
            "variation-junior-equipment",
            "按学生数加权的差异系数",
            "coefficient of variation, weighted by pupils",
        ),
    ],
)
def test_a_coefficient_is_not_called_per_cent(anshan: Book, name: str, zh: str, en: str) -> None:
    told = _axis(anshan, anshan.target(name))
    assert (told.zh, told.en) == (zh, en)
