"""The schema that editors get is the program's own, and accepts what the loader accepts."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs as jsonschema
import pytest
import yaml

from daylight.policy.json_schema import KINDS, json_schema, schema_text
from tests.architecture import ROOT

from .packs import ANSHAN, MALFORMED, VILLAGE

PUBLISHED = ROOT / "docs" / "reference" / "schema"


def plain(value: Any) -> Any:
    """Return YAML as JSON has it: days are texts."""
    return json.loads(json.dumps(value, default=str))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_published_is_what_the_program_says_now(kind: str) -> None:
    written = (PUBLISHED / f"{kind}.schema.json").read_text(encoding="utf-8")
    assert written == schema_text(kind), "run: daylight pack schema --folder docs/reference/schema"


def test_nothing_else_is_published() -> None:
    assert {path.name for path in PUBLISHED.iterdir()} == {f"{kind}.schema.json" for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_every_schema_is_a_schema(kind: str) -> None:
    jsonschema.meta.validate(json_schema(kind))


@pytest.mark.parametrize("folder", [VILLAGE, ANSHAN], ids=lambda folder: str(folder.name))
@pytest.mark.parametrize("kind", KINDS)
def test_a_sound_pack_is_accepted(kind: str, folder: Any) -> None:
    check = jsonschema.Draft202012Validator(json_schema(kind))
    for path in [folder / f"{kind}.yaml", *sorted((folder / kind).glob("*.yaml"))]:
        if path.exists():
            value = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            assert [error.message for error in check.iter_errors(plain(value))] == []


def test_a_misspelt_key_is_refused() -> None:
    value = yaml.safe_load((MALFORMED / "unknown-key" / "roles.yaml").read_text(encoding="utf-8"))
    errors = list(jsonschema.Draft202012Validator(json_schema("roles")).iter_errors(plain(value)))
    assert ["clauze" in error.message for error in errors] == [True]


def test_a_kind_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        json_schema("target")
