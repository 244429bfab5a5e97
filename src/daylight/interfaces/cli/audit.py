"""``daylight audit``: verify and show the audit chain (审计链)."""

from __future__ import annotations

import click
from django.utils import timezone

from daylight.apps.accounts.audit import ChainReport, history, latest, verify_chain
from daylight.interfaces.cli.main import language


@click.group()
def audit() -> None:
    """审计链：核验、查看。The audit chain: verify, show."""


@audit.command()
def verify() -> None:
    """逐条核验；断开处点名，退出码 1。Walk the chain; the first entry that does not hold is named, exit code 1."""
    report = verify_chain()
    click.echo(verdict(report, language()))
    if not report.holds:
        raise SystemExit(1)


def verdict(report: ChainReport, reader: str) -> str:
    """Return the report as a sentence."""
    if report.broken is None:
        zh = f"审计链完好：{report.count} 条，末端 {report.head}"
        return zh if reader == "zh" else f"The audit chain holds: {report.count} entries, head {report.head}"
    place, reason = report.broken.sequence, report.broken.reason
    return f"审计链在第 {place} 条断开：{reason.zh}" if reader == "zh" else f"Broken at entry {place}: {reason.en}"


@audit.command()
@click.argument("subject", required=False)
@click.option("--limit", default=20, show_default=True, help="条数 how many")
def show(subject: str | None, limit: int) -> None:
    """列出最近的审计记录。List the latest entries, all or those about SUBJECT (record:12)."""
    for entry in history(subject, limit=limit) if subject else latest(limit=limit):
        at = timezone.localtime(entry.at)
        click.echo(f"{entry.sequence}\t{at:%Y-%m-%d %H:%M:%S %z}\t{entry.actor}\t{entry.code}\t{entry.subject}")
