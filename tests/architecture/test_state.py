"""What the database and the packs must agree on: migrations, installed apps, pack lint."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.apps import apps
from django.core.management import call_command

from . import ROOT, SRC

NOTICE = ROOT.parent / "shared" / "notice" / "anshan-2017-66.txt"
PACKS = sorted(path.parent.name for path in (ROOT / "packs").glob("*/pack.yaml"))


@pytest.mark.django_db
def test_the_migrations_are_up_to_date_with_the_models(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("makemigrations", "--check", "--dry-run")
    assert "No changes detected" in capsys.readouterr().out


def test_every_app_of_the_source_is_installed() -> None:
    here = {f"daylight.{path.parent.relative_to(SRC).as_posix().replace('/', '.')}" for path in SRC.rglob("apps.py")}
    assert here == {config.name for config in apps.get_app_configs() if config.name.startswith("daylight.")}


def test_there_are_packs() -> None:
    assert "anshan-2017-066" in PACKS


@pytest.mark.parametrize("command", ["lint", "test"])
@pytest.mark.parametrize("pack", PACKS)
def test_every_pack_passes_its_own_checks(pack: str, command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "daylight", "pack", command, pack], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(not NOTICE.exists(), reason="the notice is not beside the checkout; its skeleton is linted above")
def test_the_pack_holds_every_paragraph_and_figure_of_the_notice() -> None:
    command = [sys.executable, "-m", "daylight", "pack", "lint", "anshan-2017-066", "--notice", str(NOTICE)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
