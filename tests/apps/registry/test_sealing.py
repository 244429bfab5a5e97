"""Numbers of persons are sealed in the database, masked in print, and found without being opened."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from daylight.apps.registry.models import Pupil, Staff
from daylight.apps.registry.sealing import SealBroken, Sealed, Sealer, blind_index, masked_name, masked_number
from daylight.apps.registry.selectors import data_key_opens

NUMBER = "210302200901011234"


def raw(pupil_id: int) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity_number FROM registry_pupil WHERE id = %s", [pupil_id])
        return bytes(cursor.fetchone()[0])


def test_a_value_opens_to_what_was_sealed() -> None:
    assert Sealer("pupil.identity_number").open(Sealer("pupil.identity_number").seal(NUMBER)) == NUMBER


def test_the_same_number_is_never_sealed_alike() -> None:
    sealer = Sealer("pupil.identity_number")
    assert len({sealer.seal(NUMBER) for _ in range(50)}) == 50


@pytest.mark.parametrize("place", [0, 1, 13, -1])
def test_a_value_that_was_altered_anywhere_does_not_open(place: int) -> None:
    sealed = bytearray(Sealer("pupil.identity_number").seal(NUMBER))
    sealed[place] ^= 1
    with pytest.raises(SealBroken):
        Sealer("pupil.identity_number").open(bytes(sealed))


def test_a_value_moved_to_another_column_does_not_open() -> None:
    sealed = Sealer("pupil.identity_number").seal(NUMBER)
    with pytest.raises(SealBroken, match=r"staff\.identity_number"):
        Sealer("staff.identity_number").open(sealed)


def test_an_old_key_still_opens_while_the_new_one_seals(settings: Any) -> None:
    old = Sealer("pupil.identity_number").seal(NUMBER)
    settings.DAYLIGHT_DATA_KEYS = {**settings.DAYLIGHT_DATA_KEYS, 2: bytes(range(32))}
    both = Sealer("pupil.identity_number")
    assert both.open(old) == NUMBER
    assert both.seal(NUMBER)[0] == 2
    settings.DAYLIGHT_DATA_KEYS = {2: bytes(range(32))}
    with pytest.raises(SealBroken, match="密钥版本 1"):
        Sealer("pupil.identity_number").open(old)


def test_the_blind_index_finds_however_the_number_is_typed_and_differs_by_column() -> None:
    assert blind_index("pupil.identity_number", " 21030220090101123x ") == blind_index(
        "pupil.identity_number", "21030220090101123X"
    )
    assert blind_index("pupil.identity_number", NUMBER) != blind_index("staff.identity_number", NUMBER)
    assert NUMBER.encode() not in blind_index("pupil.identity_number", NUMBER)
    assert settings.DAYLIGHT_INDEX_KEY not in settings.DAYLIGHT_DATA_KEYS.values()


@pytest.mark.parametrize(
    ("number", "shown"), [("310101200001011235", "3****************5"), ("12", "12"), ("", ""), ("123", "1*3")]
)
def test_a_number_shows_its_ends_only(number: str, shown: str) -> None:
    assert masked_number(number) == shown


@pytest.mark.parametrize(
    ("name", "shown"), [("张小三", "张*三"), ("李四", "李*"), ("欧阳小明", "欧**明"), ("王", "王*"), ("", "*")]
)
def test_a_name_hides_its_middle(name: str, shown: str) -> None:
    assert masked_name(name) == shown


def test_a_sealed_value_prints_masked_and_tells_nothing_when_inspected() -> None:
    sealed = Sealed("pupil.identity_number", Sealer("pupil.identity_number").seal(NUMBER))
    assert f"{sealed}" == "2****************4"
    assert repr(sealed) == "Sealed(pupil.identity_number)"
    assert sealed.opened() == NUMBER
    assert sealed == Sealed("pupil.identity_number", sealed.raw)
    assert len({sealed, Sealed("pupil.identity_number", sealed.raw)}) == 1


@pytest.mark.usefixtures("in_town")
def test_the_database_holds_no_number_that_can_be_read() -> None:
    plain = Pupil.objects.get(pk=1).identity_number.opened()
    assert plain == "21030220090100001X"
    assert plain.encode() not in raw(1)


@pytest.mark.usefixtures("in_town")
def test_a_pupil_saved_by_hand_is_sealed_and_found_like_one_that_was_loaded() -> None:
    pupil = Pupil(name="新同学", sex="1", number_kind="G")
    pupil.give_identity("210302201001010011")
    pupil.give_student_number("G210302201001010011")
    pupil.save()
    assert raw(pupil.pk)[0] == 1
    assert Pupil.objects.get(identity_index=blind_index("pupil.identity_number", "210302201001010011")) == pupil
    assert str(Pupil.objects.get(pk=pupil.pk).student_number) == "G*****************1"
    assert Pupil.objects.get(identity_index=blind_index("pupil.identity_number", "21030220090100001X")).pk == 1


@pytest.mark.usefixtures("in_town")
def test_saving_a_loaded_pupil_again_does_not_seal_twice() -> None:
    pupil = Pupil.objects.get(pk=2)
    pupil.save()
    assert Pupil.objects.get(pk=2).identity_number.opened() == "21030220090100002X"


@pytest.mark.usefixtures("in_town")
def test_no_two_pupils_have_one_number() -> None:
    twin = Pupil(name="同号", sex="1", number_kind="G")
    twin.give_identity("21030220090100001x")
    with pytest.raises(IntegrityError, match="identity_index"), transaction.atomic():
        twin.save()


@pytest.mark.usefixtures("in_town")
def test_a_pupil_without_papers_has_no_number_and_there_may_be_many() -> None:
    for name in ("甲", "乙"):
        pupil = Pupil(name=name, sex="2", number_kind="J")
        pupil.give_identity(None)
        pupil.save()
    assert Pupil.objects.filter(identity_number=None).count() == 2


@pytest.mark.usefixtures("in_town")
def test_the_wrong_data_key_is_noticed(settings: Any) -> None:
    assert data_key_opens()
    settings.DAYLIGHT_DATA_KEYS = {1: bytes(32)}
    assert not data_key_opens()
    Staff.objects.update(identity_number=None)
    assert data_key_opens()


@pytest.mark.usefixtures("in_town")
def test_a_person_prints_without_the_name() -> None:
    assert str(Pupil.objects.get(pk=1)) == "学生 1"
