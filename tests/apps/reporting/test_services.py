"""Publishing a board: who may, what it leaves, and that whatever fails leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from daylight.appraisal.engine import DayAfterSnapshot
from daylight.apps.accounts.models import User
from daylight.apps.accounts.viewer import NotAllowed, Viewer
from daylight.apps.casework.freeze import take_snapshot
from daylight.apps.reporting import boards
from daylight.apps.reporting.models import BoardCell, BoardOrganisation, Publication
from daylight.apps.reporting.scope import kept_as, snapshot_folder
from daylight.apps.reporting.services import publish_board
from daylight.apps.rulebook.selectors import PackNotInstalled
from daylight.kernel.errors import DaylightError

from ..town import TODAY

pytestmark = pytest.mark.usefixtures("in_town")
CODE = "reporting.board.publish"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any, in_town: None) -> Path:
    """A home folder of this test's own; the installed packs stay where they are."""
    packs = Path(settings.DAYLIGHT_HOME) / "packs"
    settings.DAYLIGHT_HOME = tmp_path / "home"
    (settings.DAYLIGHT_HOME / "snapshots").mkdir(parents=True)
    (settings.DAYLIGHT_HOME / "packs").symlink_to(packs)
    return Path(settings.DAYLIGHT_HOME)


@pytest.fixture
def official(people: dict[str, Viewer], now: datetime) -> Viewer:
    """The city's official, with an account."""
    user = User.objects.create_user("official", "long enough secret", name="市", joined_at=now)
    return Viewer(user.pk, "city_official", "city", people["city"].org_code, None)


@pytest.fixture
def frozen(home: Path, official: Viewer, now: datetime) -> Path:
    """The folder of a snapshot of the town."""
    manifest = take_snapshot(viewer=official, as_of=TODAY, folder=home / "snapshots", now=now)
    return home / "snapshots" / manifest.name


@pytest.fixture
def publish(frozen: Path, official: Viewer, now: datetime) -> Callable[..., int]:
    """Publish the town's snapshot as the city's official."""
    return lambda **more: publish_board(**{"viewer": official, "folder": frozen, "now": now, **more})


def rows() -> tuple[int, int, int]:
    return Publication.objects.count(), BoardOrganisation.objects.count(), BoardCell.objects.count()


def entries(audited: Any) -> list[tuple[str, str, dict[str, Any]]]:
    return [entry for entry in audited() if entry[0] == CODE]


def test_a_board_is_published_with_one_entry_that_names_its_root(
    publish: Any, audited: Any, official: Viewer, frozen: Path, now: datetime
) -> None:
    pub = Publication.objects.get(pk=publish())
    assert (pub.as_of, pub.published_at, pub.published_by_id) == (TODAY, now, official.user_id)
    assert (pub.current, pub.corrects, pub.small_below, pub.folder) == (True, None, 5, frozen.name)
    ((code, subject, detail),) = entries(audited)
    assert (code, subject) == (CODE, f"publication:{pub.pk}")
    assert detail["root_hash"] == pub.root_hash
    assert detail["cells"] == BoardCell.objects.count() > 0


def test_every_organisation_to_which_a_target_applies_is_on_it(publish: Any) -> None:
    publish()
    assert set(BoardOrganisation.objects.values_list("code", flat=True)) == {"2103020001", "2103020002", "2103210001"}


def test_published_again_for_the_same_day_it_corrects_the_first(publish: Any) -> None:
    first, second = publish(), publish()
    assert list(Publication.objects.filter(current=True).values_list("pk", flat=True)) == [second]
    assert Publication.objects.get(pk=second).corrects_id == first
    assert BoardCell.objects.filter(publication_id=first).count() == BoardCell.objects.filter(
        publication_id=second).count() > 0  # fmt: skip


def test_published_for_another_day_it_corrects_nothing(publish: Any) -> None:
    publish(as_of=date(2018, 9, 30))
    second = publish()
    assert Publication.objects.get(pk=second).corrects is None
    assert Publication.objects.get(current=True).pk == second


@pytest.mark.parametrize("who", ["iron", "taian", "head", "other head", "teacher", "expert", "public"])
def test_nobody_but_the_city_publishes(people: dict[str, Viewer], publish: Any, audited: Any, who: str) -> None:
    with pytest.raises(NotAllowed, match="发布目标板"):
        publish(viewer=people[who])
    assert rows() == (0, 0, 0)
    assert entries(audited) == []


def test_the_operator_publishes_at_the_command_line(publish: Any) -> None:
    assert Publication.objects.get(pk=publish(viewer=None)).published_by is None


def altered(folder: Path) -> None:
    file = max(folder.rglob("*.parquet"), key=lambda path: path.stat().st_size)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))


def lost(folder: Path) -> None:
    next(folder.rglob("*.parquet")).unlink()


def unsigned(folder: Path) -> None:
    (folder / "manifest.json").write_text("{}", encoding="utf-8")


@pytest.mark.parametrize("harm", [altered, lost, unsigned])
def test_a_snapshot_that_does_not_verify_publishes_nothing(
    publish: Any, frozen: Path, audited: Any, harm: Callable[[Path], None]
) -> None:
    harm(frozen)
    with pytest.raises(DaylightError):
        publish()
    assert rows() == (0, 0, 0)
    assert entries(audited) == []


@pytest.mark.parametrize("step", ["store_organisations", "store_cells"])
def test_what_fails_half_way_leaves_the_board_that_was(
    publish: Any, audited: Any, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    first = publish()
    before, told = rows(), len(entries(audited))

    def broken(*given: Any) -> Any:
        getattr(boards, f"_{step}_whole")(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(boards, f"_{step}_whole", getattr(boards, step), raising=False)
    monkeypatch.setattr(boards, step, broken)
    with pytest.raises(KeyboardInterrupt):
        publish()
    assert Publication.objects.get(current=True).pk == first
    assert (rows(), len(entries(audited))) == (before, told)


def test_a_day_after_the_snapshot_is_refused(publish: Any, audited: Any) -> None:
    with pytest.raises(DayAfterSnapshot, match="2018-10-16"):
        publish(as_of=date(2018, 10, 16))
    assert (rows(), entries(audited)) == ((0, 0, 0), [])


def test_a_pack_that_is_not_installed_is_refused(publish: Any) -> None:
    with pytest.raises(PackNotInstalled, match="elsewhere"):
        publish(pack_id="elsewhere")


def test_each_day_is_announced_before_it_is_appraised(publish: Any) -> None:
    told: list[tuple[int, int, str]] = []
    publish(progress=lambda done, total, doing: told.append((done, total, doing.en)))
    assert told == [(done, len(told), doing) for done, (_, _, doing) in enumerate(told)]
    assert told[-1][2] == "appraising 2018-10-15"


def test_a_limit_of_none_hides_nothing(publish: Any, settings: Any) -> None:
    settings.DAYLIGHT_SMALL_BELOW = 100
    publish()
    assert BoardCell.objects.filter(hidden=True).exists()
    settings.DAYLIGHT_SMALL_BELOW = 0
    second = publish()
    assert not BoardCell.objects.filter(publication_id=second, hidden=True).exists()
    assert Publication.objects.get(pk=second).small_below == 0


class TestFolder:
    """Where the snapshot of a publication lies."""

    def test_a_snapshot_in_the_home_is_kept_by_its_name_so_that_the_home_may_move(
        self, publish: Any, frozen: Path, home: Path, settings: Any
    ) -> None:
        pub = Publication.objects.get(pk=publish())
        settings.DAYLIGHT_HOME = home.rename(home.with_name("moved"))
        assert snapshot_folder(pub) == (home.with_name("moved") / "snapshots" / frozen.name).resolve()

    def test_a_snapshot_elsewhere_is_kept_by_its_whole_path(self, publish: Any, frozen: Path, tmp_path: Path) -> None:
        elsewhere = frozen.rename(tmp_path / "elsewhere")
        pub = Publication.objects.get(pk=publish(folder=elsewhere))
        assert snapshot_folder(pub) == elsewhere.resolve()

    def test_a_snapshot_named_from_within_is_kept_by_its_name(
        self, frozen: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(frozen)
        assert kept_as(Path()) == frozen.name
        assert kept_as(Path("..") / frozen.name) == frozen.name
