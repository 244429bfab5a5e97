"""What others wrote and we carry: named, licensed, byte for byte what the manifest says."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

from daylight.interfaces import kit

STATIC = Path(kit.__file__).parent / "static"
VENDOR = STATIC / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", MANIFEST)
def test_the_bytes_are_what_the_manifest_says(name: str) -> None:
    told = MANIFEST[name]["sha256"]
    here = {
        path.relative_to(VENDOR / name).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (VENDOR / name).rglob("*")
        if path.is_file()
    }
    assert here == told


def test_every_folder_is_in_the_manifest() -> None:
    assert sorted(path.name for path in VENDOR.iterdir() if path.is_dir()) == sorted(MANIFEST)


@pytest.mark.parametrize("name", MANIFEST)
def test_a_licence_lies_beside_each(name: str) -> None:
    assert (VENDOR / name / "LICENSE").read_text(encoding="utf-8").strip()
    assert MANIFEST[name]["licence"] in {"MIT", "0BSD", "BSD-2-Clause", "Apache-2.0"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", MANIFEST[name]["version"])


@pytest.mark.parametrize("path", sorted(STATIC.rglob("*.*s")), ids=lambda path: path.name)
def test_nothing_points_to_another_host_or_to_a_map_of_sources(path: Path) -> None:
    if path.suffix not in (".js", ".css"):
        return
    text = path.read_text(encoding="utf-8")
    assert "sourceMappingURL" not in text
    loads = re.findall(r"(?:@import\s+|url\()\s*[\"']?(?:https?:)?//[^\"')\s]+", text)
    assert loads == []


def test_our_own_scripts_evaluate_nothing_and_write_no_style() -> None:
    for path in (STATIC / "kit").glob("*.js"):
        text = path.read_text(encoding="utf-8")
        for word in ("eval(", "new Function", "innerHTML", "document.write", 'setAttribute("style'):
            assert word not in text, (path.name, word)


def test_files_are_found_without_collecting() -> None:
    for name in ("kit/daylight.css", "kit/page.js", "vendor/htmx/htmx.min.js", "vendor/leaflet/leaflet.js"):
        assert finders.find(name), name


def test_files_collect_under_hashed_names(tmp_path: Path) -> None:
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path, WHITENOISE_USE_FINDERS=False):
        call_command("collectstatic", interactive=False, verbosity=0)
    named = json.loads((tmp_path / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    assert named["kit/daylight.css"] != "kit/daylight.css"
    look = (tmp_path / named["kit/daylight.css"]).read_text(encoding="utf-8")
    assert Path(named["kit/tokens.css"]).name in look
    assert Path(named["vendor/tabler/tabler.min.css"]).name in look
