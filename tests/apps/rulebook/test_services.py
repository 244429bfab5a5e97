"""A pack is installed whole, in a version that its digest names, and read from its own copy."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from daylight.apps.accounts.viewer import NotAllowed, Viewer
from daylight.apps.rulebook import selectors
from daylight.apps.rulebook.models import InstalledPack
from daylight.apps.rulebook.selectors import NotInPack, PackCopyGone, PackNotInstalled
from daylight.apps.rulebook.services import install_pack
from daylight.kernel.errors import DaylightError

from ..town import PACK

pytestmark = pytest.mark.usefixtures("in_town")
ID = "town-2018-001"


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A later version of the pack: one target is called otherwise."""
    folder = tmp_path / ID
    shutil.copytree(PACK, folder)
    targets = folder / "targets.yaml"
    targets.write_text(
        targets.read_text("utf-8").replace("每天一小时阳光体育的学生比例", "阳光体育一小时比例"), "utf-8"
    )
    return folder


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, settings: Any) -> None:
    """A home of this test's own, with the town's pack in it."""
    copies = Path(settings.DAYLIGHT_HOME) / "packs"
    settings.DAYLIGHT_HOME = tmp_path / "home"
    shutil.copytree(copies, tmp_path / "home" / "packs")
    selectors.loaded.cache_clear()


def test_what_is_installed_can_be_read(now: datetime) -> None:
    assert selectors.pack().head.id == ID
    assert selectors.pack().head.number == "小教发〔2018〕1号"
    assert set(selectors.installed_digests()) == {ID}


def test_a_kind_of_record_is_found_by_its_id_and_one_that_is_not_there_is_named() -> None:
    assert selectors.record_kind("study-trip").filed_by == "school"
    with pytest.raises(NotInPack, match="no-such"):
        selectors.record_kind("no-such")


def test_a_pack_that_is_not_installed_is_named_with_those_that_are() -> None:
    with pytest.raises(PackNotInstalled) as caught:
        selectors.pack("other-2020-001")
    assert ID in caught.value.says("zh")
    InstalledPack.objects.all().delete()
    with pytest.raises(PackNotInstalled):
        selectors.pack()


def test_a_later_version_takes_over_and_the_earlier_stays_known(edited: Path, now: datetime, audited: Any) -> None:
    made = install_pack(folder=edited, now=now)
    assert selectors.pack().targets[0].zh == "阳光体育一小时比例"
    assert list(InstalledPack.objects.order_by("pk").values_list("active", flat=True)) == [False, True]
    assert audited() == [("rulebook.pack.install", f"pack:{ID}", {"digest": made.digest})]


def test_an_earlier_version_can_be_made_active_again(edited: Path, now: datetime, audited: Any) -> None:
    install_pack(folder=edited, now=now)
    install_pack(folder=PACK, now=now)
    assert selectors.pack().targets[0].zh == "每天一小时阳光体育的学生比例"
    assert (InstalledPack.objects.count(), InstalledPack.objects.filter(active=True).count()) == (2, 1)
    assert len(audited()) == 2


def test_installing_the_same_again_changes_nothing(now: datetime, audited: Any) -> None:
    install_pack(folder=PACK, now=now)
    assert (InstalledPack.objects.count(), audited()) == (1, [])


def test_editing_the_folder_afterwards_changes_nothing_here(edited: Path, now: datetime) -> None:
    install_pack(folder=edited, now=now)
    (edited / "targets.yaml").write_text("[]", "utf-8")
    selectors.loaded.cache_clear()
    assert selectors.pack().targets[0].zh == "阳光体育一小时比例"


def test_a_copy_that_was_altered_or_removed_is_refused_and_mended_by_installing_again(now: datetime) -> None:
    copy = selectors.copy_folder(ID, selectors.installed_digests()[ID])
    (copy / "clauses.yaml").write_text("[]", "utf-8")
    with pytest.raises(PackCopyGone, match=ID):
        selectors.pack()
    shutil.rmtree(copy)
    with pytest.raises(PackCopyGone):
        selectors.pack()
    install_pack(folder=PACK, now=now)
    assert selectors.pack().head.id == ID


def test_a_pack_that_is_not_sound_leaves_nothing(edited: Path, now: datetime, audited: Any, settings: Any) -> None:
    (edited / "targets.yaml").write_text("- {id: broken}", "utf-8")
    before = sorted((settings.DAYLIGHT_HOME / "packs").iterdir())
    with pytest.raises((DaylightError, ValueError)):
        install_pack(folder=edited, now=now)
    assert sorted((settings.DAYLIGHT_HOME / "packs").iterdir()) == before
    assert (InstalledPack.objects.count(), audited()) == (1, [])


def test_an_interrupted_copy_leaves_nothing_half(
    edited: Path, now: datetime, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="space"):
        install_pack(folder=edited, now=now)
    monkeypatch.undo()
    assert [path.name for path in (settings.DAYLIGHT_HOME / "packs").iterdir() if path.name.startswith(".")] == []
    assert InstalledPack.objects.count() == 1


@pytest.mark.parametrize(("who", "may"), [("city", True), ("iron", False), ("head", False), ("public", False)])
def test_only_the_city_installs(people: dict[str, Viewer], edited: Path, now: datetime, who: str, may: bool) -> None:
    if may:
        assert install_pack(folder=edited, now=now, viewer=people[who]).active
    else:
        with pytest.raises(NotAllowed):
            install_pack(folder=edited, now=now, viewer=people[who])


def test_the_database_refuses_two_active_versions(now: datetime) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        InstalledPack.objects.create(pack_id=ID, digest="x", installed_at=now, active=True)


def test_the_citys_pack_comes_before_the_nations(now: datetime) -> None:
    told = {"digest": "x", "installed_at": now, "active": True}
    InstalledPack.objects.create(pack_id="a-national", org_code="000000", **told)
    assert [pack.pack_id for pack in selectors.installed_packs()] == [ID, "a-national"]
    assert selectors.pack().head.id == ID
    assert str(selectors.installed_packs()[1]) == "a-national x"
