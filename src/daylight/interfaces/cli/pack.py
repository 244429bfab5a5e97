"""``daylight pack``: read a notice, check a pack, run its cases, compare, attach (政策包). No database, no Django."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from daylight.interfaces.cli.main import language
from daylight.kernel.errors import DaylightError
from daylight.kernel.home import home_folder
from daylight.kernel.text import Text
from daylight.policy import Notice, Paragraph, decoded, load_pack, pack_folder, pack_ids, read_notice
from daylight.policy.attach import attach_notice
from daylight.policy.diff import diff as differences
from daylight.policy.find import folder_of
from daylight.policy.json_schema import KINDS, schema_text
from daylight.policy.lint import Report
from daylight.policy.lint import lint as linted
from daylight.policy.skeleton import skeleton_of, write_skeleton

FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER: Final = click.Path(file_okay=False, path_type=Path)
SHOWN: Final = 40
COUNTED: Final = Text("共 {n} 个编号段落，{m} 个数字", "{n} numbered paragraphs, {m} figures")
SOUND: Final = Text("{pack}：没有问题{against}", "{pack}: nothing wrong{against}")
FOUND: Final = Text("{pack}：{n} 处错误，{m} 处提醒{against}", "{pack}: {n} errors, {m} warnings{against}")
AGAINST: Final = Text("（已与通知逐段核对）", ", compared with the notice paragraph by paragraph")
ALONE: Final = Text("（没有通知原文或骨架，未核对）", ", not compared: neither the notice nor a skeleton is at hand")
NO_CASES: Final = Text("{pack}：没有算例", "{pack}: no worked cases")
RAN: Final = Text("{pack}：{n} 个预期，{m} 个不符", "{pack}: {n} expectations, {m} not met")
SAME: Final = Text("两个政策包没有差别", "The two packs say the same")
ATTACHED: Final = Text(
    "已附上：{path}（SHA-256 {digest}…）。{n} 段中 {m} 段与骨架逐字相同。",
    "Attached: {path} (SHA-256 {digest}…). {m} of {n} paragraphs are the skeleton's word for word.",
)
UNCHECKED: Final = Text(
    "已附上：{path}（SHA-256 {digest}…）。{n} 段的编号全部对上；政策包没有骨架，文字未核对。",
    "Attached: {path} (SHA-256 {digest}…). All {n} numbers match; the pack has no skeleton to compare the words with.",
)
WRITTEN: Final = Text("已写入 {path}：{n} 段", "Written: {path}, {n} paragraphs")


class NoticeForMany(DaylightError):
    """A notice is compared with one pack, not with all (未指明政策包)."""

    code = "cli.notice-for-many"
    message = Text("核对通知时请指明一个政策包", "Name the one pack that is to be compared with the notice")
    remedy = Text("可选：{ids}", "There are: {ids}")


@click.group()
def pack() -> None:
    """政策包：读通知、检查、算例、比较、附原文。Packs: read, lint, test, diff, schema, skeleton, attach."""


def say(text: Text, **values: object) -> None:
    """Print a sentence in the reader's language."""
    click.echo(text.filled(**values).says(language()) if values else text.says(language()))


def text_of(file: Path) -> str:
    """Return the content of a text file."""
    return decoded(file.read_bytes(), file)


def folders_of(named: str | None) -> list[Path]:
    """Return the one pack that was named, else all."""
    return [folder_of(named)] if named else [pack_folder(pack_id) for pack_id in pack_ids()]


@pack.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON · as JSON")
def read(file: Path, as_json: bool) -> None:
    """按编号把通知拆成树，列出每段的数字。Split a notice by its own numbering, with the figures of every paragraph."""
    notice = read_notice(text_of(file))
    if as_json:
        click.echo(json.dumps([shown(paragraph) for paragraph in notice.paragraphs], ensure_ascii=False, indent=1))
        return
    for paragraph in notice.paragraphs:
        click.echo(branch(paragraph))
    say(COUNTED, n=len(notice.paragraphs), m=sum(len(paragraph.figures) for paragraph in notice.paragraphs))
    tell_doubts(notice)


def tell_doubts(notice: Notice) -> None:
    """Say on the error stream which numbers do not follow."""
    for doubt in notice.doubts:
        click.echo(doubt.text.says(language()), err=True)


def shown(paragraph: Paragraph) -> dict[str, Any]:
    """Return a paragraph as JSON shows it."""
    return {**asdict(paragraph), "sha256": paragraph.digest}


def branch(paragraph: Paragraph) -> str:
    """Return a paragraph as a line of the tree: reference, opening words, figures."""
    first = paragraph.text.split("\n")[0]
    words = first if len(first) <= SHOWN else first[: SHOWN - 1] + "…"
    figures = "  【" + " ".join(figure.text for figure in paragraph.figures) + "】" if paragraph.figures else ""
    return f"{'  ' * (paragraph.depth - 1)}{paragraph.ref}  {words}{figures}"


@pack.command()
@click.argument("named", metavar="[ID]", required=False)
@click.option("--notice", type=FILE, help="通知原文 the notice's text, to compare with")
@click.option("--strict", is_flag=True, help="提醒也算失败 warnings fail as well")
def lint(named: str | None, notice: Path | None, strict: bool) -> None:
    """检查政策包：结构、引用、孤立项、日期、术语；逐段核对通知。Check a pack, alone and against its notice."""
    from daylight.measures import params_of

    folders = folders_of(named)
    if notice is not None and len(folders) != 1:
        raise NoticeForMany(ids=", ".join(folder.name for folder in folders))
    text = None if notice is None else text_of(notice)
    reports = [told(folder, linted(folder, text, params_of())) for folder in folders]
    if any(report.errors or (strict and report.warnings) for report in reports):
        raise SystemExit(1)


def told(folder: Path, report: Report) -> Report:
    """Print what lint found, errors first, and the sum."""
    for finding in report.findings:
        click.echo(finding.says(language()))
    against = (AGAINST if report.compared else ALONE).says(language())
    sentence = FOUND if report.findings else SOUND
    say(sentence, pack=folder.name, n=len(report.errors), m=len(report.warnings), against=against)
    return report


@pack.command()
@click.argument("named", metavar="[ID]", required=False)
def test(named: str | None) -> None:
    """运行政策包的算例：给定几行数据，应得什么。Run a pack's worked cases: given these rows, this outcome."""
    failed = [folder for folder in folders_of(named) if not cases_hold(folder)]
    if failed:
        raise SystemExit(1)


def cases_hold(folder: Path) -> bool:
    """Run the cases of one pack, print those that do not hold, and tell whether all do."""
    from daylight.appraisal.cases import run_cases

    outcomes = run_cases(load_pack(folder))
    wrong = [outcome for outcome in outcomes if not outcome.ok]
    for outcome in wrong:
        click.echo(mismatch(outcome).says(language()))
    say(RAN if outcomes else NO_CASES, pack=folder.name, n=len(outcomes), m=len(wrong))
    return not wrong


def mismatch(outcome: Any) -> Text:
    """Return what a case expected and what came instead."""
    wanted, came = (
        f"{'—' if value is None else f'{value:g}'} {status}"
        for value, status in ((outcome.expected_value, outcome.expected_status), (outcome.value, outcome.status))
    )
    where = f"{outcome.case_id} {outcome.org_code}"
    return Text(f"{where}：应为 {wanted}，得到 {came}", f"{where}: expected {wanted}, got {came}")


@pack.command()
@click.argument("before")
@click.argument("after")
def diff(before: str, after: str) -> None:
    """用话说出两个政策包的差别（编号或文件夹）。Say in words what differs between two packs (ids or folders)."""
    changes = differences(load_pack(folder_of(before)), load_pack(folder_of(after)))
    for change in changes or (SAME,):
        say(change)


@pack.command()
@click.argument("kind", type=click.Choice(KINDS), default="pack")
@click.option("--folder", type=FOLDER, help="把全部结构写入文件夹 write the schema of every kind of file there")
def schema(kind: str, folder: Path | None) -> None:
    """输出某类文件的 JSON Schema，供编辑器提示。Print the JSON Schema of one kind of file, for editors."""
    if folder is None:
        click.echo(schema_text(kind), nl=False)
        return
    folder.mkdir(parents=True, exist_ok=True)
    for each in KINDS:
        path = folder / f"{each}.schema.json"
        path.write_text(schema_text(each), encoding="utf-8")
        click.echo(path)


@pack.command()
@click.argument("file", type=FILE)
@click.argument("named", metavar="ID")
def skeleton(file: Path, named: str) -> None:
    """把通知的骨架（编号、数字、哈希，没有原文）写入政策包。Keep the notice's skeleton in the pack: no sentences."""
    notice = read_notice(text_of(file))
    path = write_skeleton(folder_of(named), skeleton_of(notice))
    say(WRITTEN, path=path, n=len(notice.paragraphs))
    tell_doubts(notice)


@pack.command()
@click.argument("named", metavar="ID")
@click.argument("file", type=FILE)
def attach(named: str, file: Path) -> None:
    """在本服务器上附上通知原文，条款页随即显示原段落。Attach the notice's text on this server, for the clause pages."""
    done = attach_notice(folder_of(named), text_of(file), home_folder(os.environ))
    digest = hashlib.sha256(done.path.read_bytes()).hexdigest()[:12]
    sentence = UNCHECKED if done.same is None else ATTACHED
    say(sentence, path=done.path, digest=digest, n=done.count, m=done.same)
    tell_all(done.differences)


def tell_all(lines: Sequence[Text]) -> None:
    """Print several sentences."""
    for line in lines:
        say(line)
