"""The shape of a pack: strict, frozen, and every key that must be there is asked for."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from daylight.policy import schema
from daylight.policy.load import LISTS
from daylight.policy.schema import Pack, PackHead
from daylight.policy.validation import Place, validated
from daylight.policy.yaml_text import Document

from .items import case, clause, duty, excuse, head, reading, record, role, target, term

SAMPLES: dict[str, BaseModel] = {
    "clauses": clause(), "duties": duty(), "targets": target(), "records": record(), "readings": reading(),
    "excuses": excuse(), "roles": role(), "glossary": term(), "cases": case(),
}  # fmt: skip
MODELS = [
    item
    for item in vars(schema).values()
    if inspect.isclass(item) and issubclass(item, BaseModel) and item.__module__ == schema.__name__
]
REQUIRED = [
    (kind, name) for kind, model in LISTS.items() for name, field in model.model_fields.items() if field.is_required()
]


def plain(item: BaseModel) -> dict[str, Any]:
    """Return an item as a file has it, defaults left out."""
    return item.model_dump(exclude_unset=True)


def complaints(kind: str, value: dict[str, Any]) -> list[str]:
    return [fault.says("zh") for fault in validated(LISTS[kind], value, Place("a", Document(None, None), (), kind))[1]]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model.__name__))
def test_every_part_of_a_pack_is_strict_and_frozen(model: type[BaseModel]) -> None:
    assert model.model_config.get("extra") == "forbid"
    assert model.model_config.get("frozen") is True
    assert model.__doc__


@pytest.mark.parametrize("kind", sorted(LISTS))
def test_an_item_goes_out_and_comes_in_again(kind: str) -> None:
    assert complaints(kind, plain(SAMPLES[kind])) == []
    assert LISTS[kind].model_validate(plain(SAMPLES[kind])) == SAMPLES[kind]


@pytest.mark.parametrize(("kind", "name"), REQUIRED)
def test_a_key_that_must_be_there_is_asked_for_by_name(kind: str, name: str) -> None:
    value = plain(SAMPLES[kind])
    del value[name]
    (said,) = complaints(kind, value)
    assert said.startswith(f"a {kind}：缺少“{name}” 这一项必须写明。")


@pytest.mark.parametrize("kind", sorted(LISTS))
def test_a_key_more_is_refused_with_the_nearest(kind: str) -> None:
    (said,) = complaints(kind, {**plain(SAMPLES[kind]), "ziel": 1})
    assert said.startswith(f"a {kind}.ziel：不认识的键“ziel”")
    (near,) = complaints(kind, {**plain(SAMPLES[kind]), "idd": 1})
    assert "最接近的写法：id。" in near


@pytest.mark.parametrize("wrong", ["", "A", "a b", "-a", "a_b", "甲", "a" * 65])
def test_an_id_is_of_small_letters_digits_and_hyphens(wrong: str) -> None:
    (said,) = complaints("roles", {**plain(role()), "id": wrong})
    assert said.startswith("a roles.id：值 ")


@pytest.mark.parametrize("right", ["a", "9", "c2-3-2", "a" * 64])
def test_an_id_may_begin_with_a_digit(right: str) -> None:
    assert complaints("roles", {**plain(role()), "id": right}) == []


def test_a_pack_is_its_lists_and_its_head() -> None:
    assert set(Pack.model_fields) == {"head", *LISTS}
    with pytest.raises(ValidationError):
        head().id = "other"
    assert isinstance(head(), PackHead)
