"""``daylight demo``: write the made-up city as a snapshot, at any scale, without a database (演示城市)."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Final

import click

from daylight.demo import write_lake_scaled
from daylight.interfaces.cli.main import language
from daylight.interfaces.cli.progress import telling
from daylight.kernel.text import Text
from daylight.lake import Manifest
from daylight.lake.find import snapshots_folder
from daylight.lake.tables import TABLES

FOLDER: Final = click.Path(file_okay=False, path_type=Path)
WRITTEN: Final = Text("快照 {folder}\n根哈希 {root}", "Snapshot {folder}\nroot hash {root}")


@click.command()
@click.option("--scale", default=1.0, show_default=True, help="城市规模 size of the city; 1 is the whole one")
@click.option("--seed", default=2017, show_default=True, help="种子 seed: the same seed, the same bytes")
@click.option("--out", type=FOLDER, help="快照目录 folder of snapshots; default: DAYLIGHT_HOME/snapshots")
@click.option("--progress", "shows", is_flag=True, help="显示进度 show a progress bar")
def demo(scale: float, seed: int, out: Path | None, shows: bool) -> None:
    """生成演示城市并写成快照（不用数据库）。Build the made-up city and write it as a snapshot, without a database."""
    place = out or snapshots_folder()
    with telling() if shows else nullcontext() as tell:
        manifest = write_lake_scaled(place, scale, seed, progress=tell)
    for text in (*lines(manifest, language()), WRITTEN.filled(folder=place / manifest.name, root=manifest.root_hash)):
        click.echo(text if isinstance(text, str) else text.says(language()))


def lines(manifest: Manifest, reader: str) -> list[str]:
    """Return how many rows each table has, a line each."""
    named = {name: table.zh if reader == "zh" else table.name for name, table in TABLES.items()}
    return [f"{manifest.tables[name].rows:>12,}  {said}" for name, said in named.items()]
