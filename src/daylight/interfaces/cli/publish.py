"""``daylight publish``: appraise a snapshot and publish its board (发布)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

import click
from django.utils import timezone

from daylight.apps.reporting.services import publish_board
from daylight.interfaces.cli.main import language
from daylight.interfaces.cli.progress import telling
from daylight.interfaces.cli.snapshot import DAY, FOLDER
from daylight.kernel.text import Text
from daylight.lake.find import snapshot_folder

PUBLISHED: Final = Text("已发布，编号 {number}", "Published as number {number}")


@click.command()
@click.argument("snapshot", type=FOLDER)
@click.option("--pack", "pack_id", help="政策包编号 id of an installed pack; default: the city's own")
@click.option("--as-of", type=DAY, help="评估日 the day to judge; default: the snapshot's own")
def publish(snapshot: Path, pack_id: str | None, as_of: datetime | None) -> None:
    """评估快照并发布整块公示板。Appraise a snapshot and publish the whole board."""
    with telling() as tell:
        number = publish_board(
            folder=snapshot_folder(snapshot), now=timezone.now(), pack_id=pack_id,
            as_of=as_of.date() if as_of else None, progress=tell,
        )  # fmt: skip
    click.echo(PUBLISHED.filled(number=number).says(language()))
