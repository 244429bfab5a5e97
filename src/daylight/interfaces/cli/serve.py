"""``daylight serve``: the pages behind a real server, on this machine only unless told (网页服务)."""

from __future__ import annotations

import os
import sys
from typing import Final

import click
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from daylight.apps.registry.selectors import data_key_opens
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text

APPLICATION: Final = "daylight.site.wsgi:application"


class DatabaseNotReady(DaylightError):
    """The database lacks tables that this version needs (数据库未就绪)."""

    code = "cli.database-not-ready"
    message = Text("数据库尚未建好或版本较旧", "The database is not set up, or older than this version")
    remedy = Text("请先运行 daylight manage migrate。", "Run `daylight manage migrate` first.")


class WrongDataKey(DaylightError):
    """The data key does not open this database (数据密钥不匹配)."""

    code = "cli.wrong-data-key"
    message = Text("数据密钥打不开这个数据库里的加密字段", "The data key does not open this database's sealed columns")
    remedy = Text("请换回与数据库一起备份的 data.key。", "Put back the data.key that was backed up with the database.")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 address to listen on")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口 port")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1), help="进程数 processes")
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1), help="每进程线程数 threads each")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """启动网页服务（缺省只对本机）。Serve the pages, to this machine only unless told otherwise."""
    check_ready()
    connection.close()
    run(host, port, workers, threads)


def check_ready() -> None:
    """Refuse to serve a database that is older than the code, or that the data key does not open.

    Raises
    ------
    DatabaseNotReady, WrongDataKey
    """
    check_migrated()
    if not data_key_opens():
        raise WrongDataKey


def check_migrated() -> None:
    """Refuse a database that is older than the code (数据库须已建好).

    Raises
    ------
    DatabaseNotReady
    """
    executor = MigrationExecutor(connection)
    try:
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as error:
        raise DatabaseNotReady from error
    if waiting:
        raise DatabaseNotReady


def run(host: str, port: int, workers: int, threads: int) -> None:
    """Run gunicorn where there is one (all but Windows), else waitress."""
    if os.name == "nt":
        from django.core.wsgi import get_wsgi_application
        from waitress import serve as wait

        wait(get_wsgi_application(), host=host, port=port, threads=workers * threads)
    else:
        from gunicorn.app.wsgiapp import WSGIApplication

        sys.argv = ["daylight", APPLICATION, *arguments(host, port, workers, threads)]
        WSGIApplication(prog="daylight").run()


def arguments(host: str, port: int, workers: int, threads: int) -> list[str]:
    """Return gunicorn's arguments: threads, quiet, no control socket, quick to end."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    given = {"bind": bind, "worker-class": "gthread", "workers": workers, "threads": threads, "timeout": 60,
             "graceful-timeout": 5, "keep-alive": 5, "log-level": "warning"}  # fmt: skip
    return [f"--{name}={value}" for name, value in given.items()] + ["--no-control-socket"]
