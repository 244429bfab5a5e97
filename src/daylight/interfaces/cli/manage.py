"""``daylight manage``: Django's own commands with Daylight's settings (管理命令)."""

from __future__ import annotations

import os

import click

from daylight.interfaces.cli.main import SETTINGS


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Pass everything on to Django (转交 Django)."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    execute_from_command_line(["daylight manage", *arguments])
