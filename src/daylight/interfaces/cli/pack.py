"""``daylight pack``: read a notice, check a pack, run its cases, compare, attach (政策包). No database, no Django."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from daylight.interfaces.cli.main import language
from daylight.kernel.text import Text
from daylight.policy import Notice, Paragraph, decoded, read_notice

FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
SHOWN: Final = 40


@click.group()
def pack() -> None:
    """政策包：读通知、检查、算例、比较、附原文。Packs: read, lint, test, diff, schema, skeleton, attach."""


@pack.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON · as JSON")
def read(file: Path, as_json: bool) -> None:
    """按编号把通知拆成树，列出每段的数字。Split a notice by its own numbering, with the figures of every paragraph."""
    notice = read_notice(decoded(file.read_bytes(), file))
    if as_json:
        click.echo(json.dumps([shown(paragraph) for paragraph in notice.paragraphs], ensure_ascii=False, indent=1))
        return
    for paragraph in notice.paragraphs:
        click.echo(branch(paragraph))
    click.echo(summary(notice, language()))
    for doubt in notice.doubts:
        click.echo(doubt.text.says(language()), err=True)


def shown(paragraph: Paragraph) -> dict[str, Any]:
    """Return a paragraph as JSON shows it."""
    return {**asdict(paragraph), "figures": [figure.text for figure in paragraph.figures]}


def branch(paragraph: Paragraph) -> str:
    """Return a paragraph as a line of the tree: reference, opening words, figures."""
    first = paragraph.text.split("\n")[0]
    words = first if len(first) <= SHOWN else first[: SHOWN - 1] + "…"
    figures = "  【" + " ".join(figure.text for figure in paragraph.figures) + "】" if paragraph.figures else ""
    return f"{'  ' * (paragraph.depth - 1)}{paragraph.ref}  {words}{figures}"


def summary(notice: Notice, reader: str) -> str:
    """Return how much was found."""
    figures = sum(len(paragraph.figures) for paragraph in notice.paragraphs)
    text = Text("共 {n} 个编号段落，{m} 个数字", "{n} numbered paragraphs, {m} figures")
    return text.filled(n=len(notice.paragraphs), m=figures).says(reader)
