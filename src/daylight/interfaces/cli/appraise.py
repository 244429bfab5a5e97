"""``daylight appraise``: a snapshot judged target by target (评估). No database, no Django."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.table import Table

from daylight.appraisal import STATUS_SIGN, STATUS_TEXT, Board, Status, appraise, query, reason, shown
from daylight.interfaces.cli.main import language
from daylight.interfaces.cli.snapshot import DAY, FOLDER
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text
from daylight.lake import Snapshot, open_snapshot
from daylight.lake.find import snapshot_folder
from daylight.policy import load_pack, pack_digest, pack_folder, pack_ids
from daylight.policy.find import folder_of
from daylight.policy.lineage import area_of
from daylight.policy.schema import NATION, Pack, Target

STATUSES: Final = click.Choice([status.value for status in Status])
#: How statuses are ordered where they are counted: what needs attention first.
_ORDER: Final = tuple(Status)
OTHER_PACK: Final = Text(
    "注意：手边的政策包 {pack_id}（{at_hand}…）不是取快照时的版本（{known}…）。",
    "Note: the pack {pack_id} at hand ({at_hand}…) is not the one in force when the snapshot was taken ({known}…).",
)


class WhichPack(DaylightError):
    """Several packs could be meant, or none (未指明政策包)."""

    code = "cli.which-pack"
    message = Text("请指明政策包", "Say which pack")
    remedy = Text("用 --pack 指定：{ids}", "Name one with --pack: {ids}")


class NotOnBoard(DaylightError):
    """The board has no such organisation (目标板上没有这个机构)."""

    code = "cli.not-on-board"
    message = Text("目标板上没有机构 {code}", "The board has no organisation {code}")
    remedy = Text("市、县（市）区代码 6 位，学校 10 位。", "Codes have 6 digits for city and county, 10 for schools.")


@dataclass(frozen=True)
class Account:
    """A board with what is needed to tell it (一次评估): pack, snapshot, names of organisations."""

    pack: Pack
    digest: str
    snapshot: Snapshot
    board: Board

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Return the board's rows."""
        found: list[dict[str, Any]] = self.board.table.to_pylist()
        return found

    @cached_property
    def organisations(self) -> dict[str, dict[str, Any]]:
        """Return the organisations on the board by code: cities, counties, schools."""
        known = self.snapshot.tables()["organisation"].to_pyarrow().to_pylist()
        on_board = {row["org_code"] for row in self.rows}
        return {row["code"]: row for row in known if row["code"] in on_board}

    @cached_property
    def targets(self) -> dict[str, Target]:
        """Return the pack's targets by id."""
        return {target.id: target for target in self.pack.targets}

    @cached_property
    def areas(self) -> dict[str, str]:
        """Return the area of every target: its clause's, or that of the nearest clause above."""
        clauses = {clause.id: clause for clause in self.pack.clauses}
        return {target.id: area_of(target.clause, clauses) or "" for target in self.pack.targets}

    def of(self, org_code: str) -> list[dict[str, Any]]:
        """Return an organisation's rows in the pack's order.

        Raises
        ------
        NotOnBoard
        """
        found = [row for row in self.rows if row["org_code"] == org_code]
        if not found:
            raise NotOnBoard(code=org_code)
        return found


@click.command("appraise")
@click.argument("snapshot", type=FOLDER)
@click.option("--pack", "pack_id", help="政策包编号或文件夹 id or folder of the pack; default: the snapshot's own")
@click.option("--as-of", type=DAY, help="评估日 the day to judge, YYYY-MM-DD; default: the snapshot's own")
@click.option("--json", "as_json", is_flag=True, help="输出市、县、校全部结果 everything as JSON")
@click.option("--org", help="机构代码 one organisation's code; default: the city")
@click.option("--status", type=STATUSES, help="只列某种状态 only targets of this status")
def appraise_command(
    snapshot: Path, pack_id: str | None, as_of: datetime | None, as_json: bool, org: str | None, status: str | None
) -> None:
    """对快照逐项评估，不发布。Appraise a snapshot, target by target; nothing is published."""
    opened = open_snapshot(snapshot_folder(snapshot), verify=True)
    account = made(opened, chosen_pack(opened, pack_id), as_of)
    if as_json:
        for part in json_lines(account, org, status):
            click.echo(part, nl=False)
        return
    show(account, org, status, Console(), language())


def chosen_pack(snapshot: Snapshot, pack_id: str | None) -> Path:
    """Return the folder of the pack to judge by: as named, else the city's own among the snapshot's packs.

    Raises
    ------
    WhichPack, PackNotFound
    """
    if pack_id is not None:
        return folder_of(pack_id)
    ids = [known for known in pack_ids() if not snapshot.manifest.packs or known in snapshot.manifest.packs]
    own = [known for known in ids if load_pack(pack_folder(known)).head.org_code != NATION]
    if len(own) != 1:
        raise WhichPack(ids=", ".join(own or pack_ids()))
    return pack_folder(own[0])


def made(snapshot: Snapshot, folder: Path, as_of: datetime | None) -> Account:
    """Return the appraisal; where the pack is not the one that the snapshot knew, say so."""
    pack, digest = load_pack(folder), pack_digest(folder)
    known = snapshot.manifest.packs.get(pack.head.id, digest)
    if known != digest:
        note = OTHER_PACK.filled(pack_id=pack.head.id, at_hand=digest[:8], known=known[:8])
        click.echo(note.says(language()), err=True)
    return Account(pack, digest, snapshot, appraise(pack, snapshot, as_of.date() if as_of else None))


# ---------------------------------------------------------------- for people


def show(account: Account, org: str | None, status: str | None, console: Console, reader: str) -> None:
    """Print the board: areas × counties, then each target of one organisation."""
    console.print(heading(account).says(reader), highlight=False)
    if org is None:
        console.print(areas_table(account, reader))
    code = org or city_code(account)
    rows = [row for row in account.of(code) if status in (None, row["status"])]
    console.print(targets_table(account, code, rows, reader))


def heading(account: Account) -> Text:
    """Return what was judged by what."""
    head, board = account.pack.head, account.board
    facts = f"{head.id} {account.digest[:8]} · {board.as_of} · {board.root_hash}"
    return Text(f"{head.number} {head.zh}\n{facts}", f"{head.number} {head.en}\n{facts}")


def city_code(account: Account) -> str:
    """Return the city's code, or the first organisation's where there is no city."""
    return next((row["org_code"] for row in account.rows if row["level"] == "city"), account.rows[0]["org_code"])


def areas_table(account: Account, reader: str) -> Table:
    """Return areas × city and counties, each cell how many targets stand how."""
    columns = [code for code, row in account.organisations.items() if row["kind"] in ("city", "county")]
    columns.sort(key=lambda code: (account.organisations[code]["kind"] != "city", code))
    table = Table(Text("方面", "Area").says(reader), *(account.organisations[code]["name"] for code in columns))
    counted: dict[tuple[str, str], Counter[str]] = {}
    for row in account.rows:
        counted.setdefault((account.areas[row["target_id"]], row["org_code"]), Counter())[row["status"]] += 1
    for area in account.pack.head.areas:
        name = f"{area.numeral} {area.en if reader == 'en' else area.zh}"
        table.add_row(name, *(counts(counted.get((area.id, code), Counter())) for code in columns))
    return table


def counts(found: Counter[str]) -> str:
    """Return how many stand how, in signs: ``✕2 ▲1 ✓5``."""
    return " ".join(f"{STATUS_SIGN[status]}{found[status.value]}" for status in _ORDER if found[status.value])


def targets_table(account: Account, org_code: str, rows: Sequence[Mapping[str, Any]], reader: str) -> Table:
    """Return each target of an organisation: sign, name, value, what is owed, why."""
    name = account.organisations[org_code]["name"]
    heads = Text("目标|实测|应达|理由", "Target|Measured|Owed|Reason").says(reader).split("|")
    table = Table("", *heads, title=name, show_lines=True)
    for row in rows:
        target = account.targets[row["target_id"]]
        value = "—" if row["value"] is None else shown(target, row["value"]).says(reader)
        owed = f"{shown(target, row['goal']).says(reader)}\n{row['due_on']}"
        named = f"{target.en if reader == 'en' else target.zh}\n{target.id}"
        table.add_row(STATUS_SIGN[Status(row["status"])], named, value, owed, reason(target, row).says(reader))
    return table


# ---------------------------------------------------------------- for machines


def json_lines(account: Account, org: str | None, status: str | None) -> Iterator[str]:
    """Yield the whole appraisal as JSON text, target by target (整块结果)."""
    head, board, manifest = account.pack.head, account.board, account.snapshot.manifest
    if org is not None:
        account.of(org)
    opening = {
        "snapshot": {"name": manifest.name, "as_of": manifest.as_of.isoformat(), "root_hash": manifest.root_hash},
        "pack": {"id": head.id, "number": head.number, "digest": account.digest},
        "as_of": board.as_of.isoformat(),
    }
    yield json.dumps(opening, ensure_ascii=False)[:-1] + ', "targets": [\n'
    by_target: dict[str, list[dict[str, Any]]] = {}
    for row in account.rows:
        if org in (None, row["org_code"]) and status in (None, row["status"]):
            by_target.setdefault(row["target_id"], []).append(row)
    for place, (target_id, rows) in enumerate(by_target.items()):
        told = target_as_json(account, account.targets[target_id], rows)
        yield (",\n" if place else "") + json.dumps(told, ensure_ascii=False)
    yield "\n]}\n"


def target_as_json(account: Account, target: Target, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a target with all its results; ``query`` makes the rows of all organisations."""
    return {
        "id": target.id, "zh": target.zh, "en": target.en, "clause": target.clause, "area": account.areas[target.id],
        "binding": target.binding, "comparator": target.comparator,
        "query": query(account.pack, account.snapshot, target.id, as_of=account.board.as_of),
        "results": [result_as_json(account, target, row) for row in rows],
    }  # fmt: skip


def result_as_json(account: Account, target: Target, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return one result: every column of the board, the words, and which of the query's rows are behind it."""
    why, due = reason(target, row), row["due_on"]
    told = {name: value for name, value in row.items() if name != "target_id"}
    value = None if row["value"] is None else shown(target, row["value"])
    return {
        **told, "org_name": account.organisations[row["org_code"]]["name"], "due_on": due and due.isoformat(),
        "status_zh": STATUS_TEXT[Status(row["status"])].zh,
        "shown": value and {"zh": value.zh, "en": value.en}, "reason": {"zh": why.zh, "en": why.en},
        "query": rows_of(row),
    }  # fmt: skip


def rows_of(row: Mapping[str, Any]) -> str:
    """Return the condition under which a target's rows are those of an organisation."""
    if row["level"] == "city":
        return "true"
    if row["level"] == "county":
        return f"org_id IN (SELECT org_id FROM organisation WHERE county_code = '{row['county_code']}')"
    return f"org_id IN (SELECT org_id FROM organisation WHERE {row['org_id']} IN (org_id, parent_id))"
