"""``daylight pack`` does what the documents promise, in the reader's language, with exit codes that scripts can use."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from daylight.interfaces.cli import pack as command
from daylight.interfaces.cli.main import group, main
from daylight.policy import read_notice, skeleton_of
from daylight.policy.json_schema import KINDS, schema_text
from daylight.policy.skeleton import write_skeleton
from tests.policy.packs import MALFORMED, drop, edit, replaced, village
from tests.policy.small_notice import NOTICE, REFS


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader of Chinese, whatever the machine."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the village's pack and nothing else; its measures are known."""
    folder = tmp_path / "packs"
    folder.mkdir()
    monkeypatch.setenv("DAYLIGHT_PACKS", str(folder))
    monkeypatch.setenv("DAYLIGHT_HOME", str(tmp_path / "home"))
    return village(folder, ("targets/2.yaml", "name: tally_change", "name: tally_share"))


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    """The village's notice in a file."""
    path = tmp_path / "notice.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, ["pack", *map(str, arguments)], catch_exceptions=False)


def failing(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """Run a command that ends with an anticipated failure and return what it said."""
    with pytest.raises(SystemExit) as caught:
        main(["pack", *map(str, arguments)])
    assert caught.value.code == 1
    return capsys.readouterr().err


def test_read_prints_the_tree_with_its_figures(notice: Path) -> None:
    done = run("read", notice)
    lines = done.output.splitlines()
    assert done.exit_code == 0
    assert lines[0] == "一  总体要求"
    assert "    二(一)1  研学旅行。每学期组织2次以上,到2019年全覆盖。  【2次以上 2019年】" in lines
    assert lines[-1] == "共 18 个编号段落，7 个数字"


def test_read_shortens_a_long_paragraph_to_its_opening(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("一、" + "甲" * 100, encoding="utf-8")
    assert run("read", path).output.splitlines()[0] == "一  " + "甲" * 39 + "…"


def test_read_says_which_numbers_do_not_follow(tmp_path: Path) -> None:
    path = tmp_path / "gap.txt"
    path.write_text("一、甲\n三、乙", encoding="utf-8")
    assert "三 编号不连续：此处应为“二”" in run("read", path).output


def test_read_gives_json_to_other_programs(notice: Path) -> None:
    read = json.loads(run("read", notice, "--json").output)
    assert [paragraph["ref"] for paragraph in read] == REFS
    assert read[7]["figures"] == [{"text": "2次以上", "kind": "quantity"}, {"text": "2019年", "kind": "year"}]
    assert read[7]["parent"] == "二(一)"
    assert len(read[7]["sha256"]) == 64


def test_read_refuses_what_is_no_notice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("各学校", encoding="utf-8")
    assert failing(capsys, "read", path).startswith("文中没有找到编号段落")
    path.write_bytes("一、阿姨".encode("gbk"))
    assert "第 1 行不是 UTF-8 文本" in failing(capsys, "read", path)
    assert run("read", tmp_path / "gone.txt").exit_code == 2


def test_lint_is_content_with_a_sound_pack(packs: Path, notice: Path) -> None:
    alone, with_notice = run("lint", "village"), run("lint", "village", "--notice", notice)
    assert (alone.exit_code, alone.output) == (0, "village：没有问题（没有通知原文或骨架，未核对）\n")
    assert (with_notice.exit_code, with_notice.output) == (0, "village：没有问题（已与通知逐段核对）\n")


def test_lint_names_what_is_wrong_and_fails(packs: Path, notice: Path) -> None:
    edit(notice, lambda text: replaced(text, "50万元", "60万元"))
    drop(packs / "excuses.yaml", "guidance-twice")
    done = run("lint", "village", "--notice", notice)
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "错误：notice 二(一)3·二：数字“2次”既不在目标的 figures 里，也没有 excuses 说明理由。",
        "错误：notice 三·二：数字“60万元”既不在目标的 figures 里，也没有 excuses 说明理由。",
        "错误：targets money-spent.figures：段落 三·二 里没有数字“50万元”。最接近的写法：60万元。该段的数字：60万元。",
        "village：3 处错误，0 处提醒（已与通知逐段核对）",
    ]


def test_lint_checks_the_measures_of_this_program(packs: Path) -> None:
    edit(packs / "targets" / "2.yaml", lambda text: replaced(text, "tally_share", "tally_shore"))
    done = run("lint", "village")
    assert done.exit_code == 1
    assert "没有计算口径“tally_shore”。最接近的写法：tally_share。" in done.output


def test_lint_looks_at_every_pack_unless_one_is_named(packs: Path) -> None:
    shutil.copytree(MALFORMED / "key-twice", packs.parent / "other")
    done = run("lint")
    assert done.exit_code == 1
    assert [line.split("：")[0] for line in done.output.splitlines()] == ["错误", "other", "village"]
    assert run("lint", "village").exit_code == 0
    assert run("lint", packs.parent / "other").exit_code == 1


def test_a_warning_fails_only_where_it_is_asked_to(packs: Path) -> None:
    edit(packs / "roles.yaml", lambda text: text + "- {id: dean, zh: 主任, en: Dean, level: school}\n")
    done, strict = run("lint", "village"), run("lint", "village", "--strict")
    assert (done.exit_code, strict.exit_code) == (0, 1)
    assert "提醒：roles dean：没有任务由这个岗位承担。" in done.output
    assert "village：0 处错误，1 处提醒" in done.output


def test_a_notice_is_compared_with_one_pack_only(packs: Path, notice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(packs, packs.parent / "copy")
    assert failing(capsys, "lint", "--notice", notice) == "核对通知时请指明一个政策包 可选：copy, village\n"


def test_a_misspelt_pack_is_answered_with_the_nearest(packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "最接近的写法：village。允许：village。" in failing(capsys, "lint", "vilage")


def test_lint_speaks_english_to_readers_of_english(packs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert run("lint").output == "village: nothing wrong, not compared: neither the notice nor a skeleton is at hand\n"


@dataclass(frozen=True)
class Outcome:
    """What an appraisal says of one expectation."""

    case_id: str
    org_code: str
    expected_value: float | None
    expected_status: str
    value: float | None
    status: str

    @property
    def ok(self) -> bool:
        return (self.expected_value, self.expected_status) == (self.value, self.status)


HELD = Outcome("half", "210300", 0.5, "met", 0.5, "met")
BROKEN = Outcome("half", "210302", 0.5, "met", None, "no_data")


@pytest.mark.parametrize(
    ("outcomes", "code", "said"),
    [
        ([HELD], 0, ["village：1 个预期，0 个不符"]),
        ([HELD, BROKEN], 1, ["half 210302：应为 0.5 met，得到 — no_data", "village：2 个预期，1 个不符"]),
        ([], 0, ["village：没有算例"]),
    ],
)
def test_test_says_which_case_does_not_hold(
    outcomes: list[Any], code: int, said: list[str], packs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from daylight.appraisal import cases

    monkeypatch.setattr(cases, "run_cases", lambda _: outcomes)
    done = run("test", "village")
    assert (done.exit_code, done.output.splitlines()) == (code, said)


def test_test_runs_the_packs_own_cases(packs: Path) -> None:
    edit(packs / "cases.yaml", lambda text: replaced(text, 'code: "210300", times: 1', 'code: "210300"'))
    assert run("test").output.splitlines()[-1].startswith("village：1 个预期，")


def test_diff_says_in_words_what_changed(packs: Path, tmp_path: Path) -> None:
    trial = tmp_path / "trial"
    shutil.copytree(packs, trial)
    assert run("diff", "village", trial).output == "两个政策包没有差别\n"
    edit(trial / "targets" / "1.yaml", lambda text: replaced(text, "due: 2018-12-31", "due: 2019-06-30"))
    done = run("diff", "village", trial)
    assert (done.exit_code, done.output) == (
        0,
        "目标“每学期组织两次研学的学校比例”（two-trips）：对市，达到 50% 的期限由“2018-12-31”改为“2019-06-30”。\n",
    )


def test_schema_prints_one_kind_or_writes_all(tmp_path: Path) -> None:
    assert run("schema", "targets").output == schema_text("targets")
    assert run("schema").output == schema_text("pack")
    assert run("schema", "target").exit_code == 2
    done = run("schema", "--folder", tmp_path / "made" / "schema")
    assert len(done.output.splitlines()) == len(KINDS)
    assert (tmp_path / "made" / "schema" / "roles.schema.json").read_text(encoding="utf-8") == schema_text("roles")


def test_skeleton_is_written_into_the_pack_and_lint_then_needs_no_text(packs: Path, notice: Path) -> None:
    done = run("skeleton", notice, "village")
    assert (done.exit_code, done.output) == (0, f"已写入 {packs / 'skeleton.yaml'}：18 段\n")
    assert run("lint", "village").output == "village：没有问题（已与通知逐段核对）\n"
    edit(packs / "targets" / "2.yaml", lambda text: replaced(text, "figures: [50万元]", "figures: []"))
    assert run("lint", "village").exit_code == 1


def test_attach_keeps_the_notice_in_the_home_folder(packs: Path, notice: Path, tmp_path: Path) -> None:
    kept = tmp_path / "home" / "notices" / "village.txt"
    done = run("attach", "village", notice)
    assert done.exit_code == 0
    assert done.output.startswith(f"已附上：{kept}（SHA-256 ")
    assert done.output.endswith("18 段的编号全部对上；政策包没有骨架，文字未核对。\n")
    assert kept.read_text(encoding="utf-8") == NOTICE


def test_attach_says_how_many_paragraphs_are_the_same(packs: Path, notice: Path) -> None:
    write_skeleton(packs, skeleton_of(read_notice(NOTICE)))
    edit(notice, lambda text: replaced(text, "加强领导", "加强组织领导"))
    lines = run("attach", "village", notice).output.splitlines()
    assert lines[0].endswith("18 段中 17 段与骨架逐字相同。")
    assert lines[1:] == ["三·一 文字与骨架不同，数字未变。"]


def test_attach_refuses_another_notice(packs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.txt"
    other.write_text("一、甲\n四、乙", encoding="utf-8")
    assert "政策包里没有编号 四 的条款" in failing(capsys, "attach", "village", other)
    assert not (tmp_path / "home").exists()


def test_what_was_attached_is_what_the_pages_show(packs: Path, notice: Path, tmp_path: Path, settings: Any) -> None:
    from daylight.apps.reporting.notice import original

    settings.DAYLIGHT_HOME = tmp_path / "home"
    assert original("village", "二(一)1") is None
    run("attach", "village", notice)
    assert original("village", "二(一)1") == "研学旅行。每学期组织2次以上,到2019年全覆盖。"
    assert original("village", "九") is None


def test_every_command_of_the_group_explains_itself_in_both_languages() -> None:
    for name, each in command.pack.commands.items():
        words = each.help or ""
        assert not words.isascii(), name
        assert words.rstrip().endswith("."), name


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader of English."""
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


def test_a_reader_of_english_is_told_everything_in_english(
    packs: Path, notice: Path, tmp_path: Path, english: None
) -> None:
    assert run("read", notice).output.splitlines()[-1] == "18 numbered paragraphs, 7 figures"
    assert run("diff", "village", packs).output == "The two packs say the same\n"
    assert run("skeleton", notice, "village").output == f"Written: {packs / 'skeleton.yaml'}, 18 paragraphs\n"
    attached = run("attach", "village", notice).output
    assert attached.startswith(f"Attached: {tmp_path / 'home' / 'notices' / 'village.txt'} (SHA-256 ")
    assert attached.endswith("18 of 18 paragraphs are the skeleton's word for word.\n")
    edit(packs / "excuses.yaml", lambda text: replaced(text, "figure: 2次", "figure: 3次"))
    lines = run("lint", "village").output.splitlines()
    assert (
        lines[0] == "error: notice 二(一)3·二: the figure “2次” is neither among the figures of a target nor excused."
    )
    assert lines[-1] == "village: 2 errors, 0 warnings, compared with the notice paragraph by paragraph"


def test_an_anticipated_failure_is_said_in_english(
    packs: Path, english: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "There is no pack “vilage”" in failing(capsys, "diff", "village", "vilage")
    broken = packs.parent / "broken"
    shutil.copytree(MALFORMED / "key-twice", broken)
    assert failing(capsys, "diff", "village", "broken").splitlines() == [
        "1 problems",
        "  - roles.yaml, line 5: the key “zh” is there twice, first on line 2 Remove one of them.",
    ]


def test_a_mismatch_is_told_without_noise() -> None:
    assert command.mismatch(BROKEN).en == "half 210302: expected 0.5 met, got — no_data"


def test_the_pack_of_the_checkout_is_sound_and_its_cases_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAYLIGHT_PACKS", raising=False)
    done = run("lint", "anshan-2017-066")
    assert (done.exit_code, done.output) == (0, "anshan-2017-066：没有问题（已与通知逐段核对）\n")
