"""``daylight snapshot``: freeze, list and verify snapshots (数据快照); only freezing needs the database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

import click

from daylight.interfaces.cli.main import language, make_django_ready
from daylight.interfaces.cli.progress import telling
from daylight.kernel.text import Text
from daylight.lake import Listing, list_snapshots, verify_snapshot
from daylight.lake.find import snapshot_folder, snapshots_folder

FOLDER: Final = click.Path(file_okay=False, path_type=Path)
DAY: Final = click.DateTime(["%Y-%m-%d"])

SOUND: Final = Text(
    "快照完好：截至 {day}，{files} 个文件，{rows} 行\n根哈希 {root}",
    "The snapshot holds: as of {day}, {files} files, {rows} rows\nroot hash {root}",
)
TAKEN: Final = Text("快照 {folder}\n根哈希 {root}", "Snapshot {folder}\nroot hash {root}")
NONE: Final = Text("{folder} 里没有快照", "There is no snapshot in {folder}")


@click.group()
def snapshot() -> None:
    """数据快照：冻结、列出、核验。Snapshots: take, list, verify."""


@snapshot.command()
@click.option("--as-of", required=True, type=DAY, help="截至日 the day as of which, YYYY-MM-DD")
@click.option("--folder", type=FOLDER, help="快照目录 folder of snapshots; default: DAYLIGHT_HOME/snapshots")
def take(as_of: datetime, folder: Path | None) -> None:
    """把数据库在某日的状态冻结为快照。Freeze the database as it was known on a day."""
    make_django_ready()
    from django.utils import timezone

    from daylight.apps.accounts.viewer import Viewer
    from daylight.apps.casework.freeze import take_snapshot

    place = folder or snapshots_folder()
    with telling() as tell:
        made = take_snapshot(
            viewer=Viewer.operator(), as_of=as_of.date(), folder=place, now=timezone.now(), progress=tell
        )
    click.echo(TAKEN.filled(folder=place / made.name, root=made.root_hash).says(language()))


@snapshot.command("list")
@click.option("--folder", type=FOLDER, help="快照目录 folder of snapshots; default: DAYLIGHT_HOME/snapshots")
def list_(folder: Path | None) -> None:
    """列出快照；损坏的说明原因。List the snapshots; a damaged one is listed with its fault."""
    place = folder or snapshots_folder()
    found = list_snapshots(place)
    if not found:
        click.echo(NONE.filled(folder=place).says(language()))
    for item in found:
        click.echo(line(item, language()))


def line(item: Listing, reader: str) -> str:
    """Return a snapshot as one line of the list."""
    if item.manifest is None:
        return f"✕ {item.folder.name}\t{item.fault.says(reader) if item.fault else ''}"
    packs = ", ".join(item.manifest.packs)
    return f"{item.manifest.as_of}\t{item.folder.name}\t{item.manifest.root_hash}\t{item.manifest.rows:,}\t{packs}"


@snapshot.command()
@click.argument("path", type=FOLDER)
def verify(path: Path) -> None:
    """逐个文件核对 SHA-256、行数与列。Check every file's SHA-256, rows and columns; what does not hold is named."""
    manifest = verify_snapshot(snapshot_folder(path))
    told = {"day": manifest.as_of, "files": len(manifest.files), "rows": f"{manifest.rows:,}"}
    click.echo(SOUND.filled(root=manifest.root_hash, **told).says(language()))
