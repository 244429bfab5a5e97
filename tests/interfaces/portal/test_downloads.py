"""What can be taken home: the board's own figures, the manifest for all, the snapshot for those who may."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import selectors as reporting
from daylight.apps.reporting.models import BoardCell, Publication
from daylight.apps.reporting.selectors import snapshots

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture
def real_city(published: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that is no demo and has not opened its snapshots; the demo's accounts stay as people of it."""
    monkeypatch.setattr(snapshots, "is_demo", lambda: False)


@pytest.fixture
def folder(published: None) -> Path:
    """Where the snapshot of the board lies."""
    return Path(settings.DAYLIGHT_HOME) / "snapshots" / Publication.objects.get().folder


@pytest.fixture
def moved(folder: Path, tmp_path: Path) -> Iterator[Path]:
    """The snapshot somewhere else for the time of a test."""
    shutil.move(folder, tmp_path / "away")
    yield tmp_path / "away"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.move(tmp_path / "away", folder)


def sent(response: Any) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def json_of(client: Client, query: str = "") -> Any:
    return json.loads(sent(client.get(f"/open/downloads/figures.json{query}")))


def csv_of(client: Client, query: str = "") -> list[dict[str, str]]:
    text = sent(client.get(f"/open/downloads/figures.csv{query}")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_both_files_tell_every_line_of_the_board(client: Client) -> None:
    total = reporting.downloads_total(Viewer.public())
    assert len(json_of(client)["rows"]) == len(csv_of(client)) == total > 500


def test_the_figures_are_those_of_the_board_to_the_last_digit(client: Client) -> None:
    known = {(row.target_id, row.org_code): row for row in reporting.downloads(Viewer.public())}
    for told in json_of(client)["rows"]:
        row = known[told["target_id"], told["org_code"]]
        for name in ("value", "numerator", "denominator", "threshold", "goal", "pupils", "status"):
            assert told[name] == getattr(row, name)


@pytest.mark.parametrize(
    ("query", "column", "value"),
    [("?level=city", "level", "city"), ("?level=county", "level", "county"),
     ("?county=210381", "county_code", "210381")],
)
def test_a_part_may_be_asked_for(client: Client, query: str, column: str, value: str) -> None:
    assert {row[column] for row in json_of(client, query)["rows"]} == {value}


def test_a_level_that_there_is_none_of_is_not_found(client: Client) -> None:
    assert client.get("/open/downloads/figures.csv?level=planet").status_code == 404


def test_a_file_is_named_after_pack_and_snapshot_and_tells_the_root_hash(client: Client) -> None:
    publication = Publication.objects.get()
    for address, ending in (("figures.csv?level=city", "-city.csv"), ("figures.json", ".json")):
        response = client.get(f"/open/downloads/{address}")
        name = f'attachment; filename="anshan-2017-066-{publication.folder}{ending}"'
        assert response["Content-Disposition"] == name
        assert response["Daylight-Root-Hash"] == publication.root_hash


@pytest.mark.parametrize("county", ['210381"; filename="x', "../../etc", "a\r\nb"])
def test_nothing_of_an_address_becomes_the_name_of_a_file(client: Client, county: str) -> None:
    assert client.get("/open/downloads/figures.csv", {"county": county}).status_code == 404


def test_a_hidden_line_tells_no_figure_even_to_those_who_see_it_inside(client: Client, client_of: Any) -> None:
    BoardCell.objects.filter(level="city").update(hidden=True)
    for reader in (client, client_of("city")):
        rows = json_of(reader, "?level=city")["rows"]
        assert rows
        assert all(row["suppressed"] == 1 for row in rows)
        assert all(row[name] is None for row in rows for name in ("value", "numerator", "denominator", "pupils"))


def test_the_lines_are_read_with_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(15):
        json_of(client)


def test_who_has_a_file_already_is_not_sent_it_again(client: Client) -> None:
    for name in ("figures.csv", "figures.json", "manifest.json", "snapshot.zip"):
        first = client.get(f"/open/downloads/{name}")
        sent(first)
        again = client.get(f"/open/downloads/{name}", headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304


def test_the_page_leads_to_every_file_and_tells_the_whole_root_hash(client: Client) -> None:
    page = client.get("/open/downloads/").content.decode()
    for name in ("figures.csv", "figures.json", "figures.csv?level=county", "manifest.json", "snapshot.zip"):
        assert f'href="/open/downloads/{name}"' in page, name
    publication = Publication.objects.get()
    assert publication.root_hash in page
    assert publication.pack_digest in page


@pytest.mark.usefixtures("real_city")
class TestRealCity:
    """A city whose pupils are not made up."""

    def test_the_manifest_is_public_and_is_the_snapshots_own(self, client: Client, folder: Path) -> None:
        assert sent(client.get("/open/downloads/manifest.json")) == (folder / "manifest.json").read_bytes()

    def test_the_snapshot_itself_is_not_there_for_the_public(self, client: Client) -> None:
        assert client.get("/open/downloads/snapshot.zip").status_code == 404
        page = client.get("/open/downloads/").content.decode()
        assert "snapshot.zip" not in page
        assert "由市教育局决定是否对外提供" in page

    @pytest.mark.parametrize("who", ["county-210302", "head", "teacher", "expert"])
    def test_nor_for_anybody_who_may_not_freeze_one(self, client_of: Any, who: str) -> None:
        assert client_of(who).get("/open/downloads/snapshot.zip").status_code == 404

    def test_the_city_official_may_take_it(self, client_of: Any) -> None:
        response = client_of("city").get("/open/downloads/snapshot.zip")
        assert sent(response)[:2] == b"PK"
        assert "private" in response["Cache-Control"]

    def test_what_the_public_was_refused_is_not_given_from_a_cache_to_the_next(
        self, client: Client, client_of: Any
    ) -> None:
        official = client_of("city").get("/open/downloads/snapshot.zip")
        sent(official)
        again = client.get("/open/downloads/snapshot.zip", headers={"If-None-Match": official["ETag"]})
        assert again.status_code == 404

    def test_the_city_may_open_it_to_everybody(self, client: Client) -> None:
        with override_settings(DAYLIGHT_OPEN_SNAPSHOTS=True):
            assert sent(client.get("/open/downloads/snapshot.zip"))[:2] == b"PK"


def test_the_snapshot_that_is_taken_home_verifies_and_is_the_one_that_was_published(
    client: Client, tmp_path: Path
) -> None:
    from daylight.lake import open_snapshot

    publication = Publication.objects.get()
    with zipfile.ZipFile(io.BytesIO(sent(client.get("/open/downloads/snapshot.zip")))) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    assert open_snapshot(tmp_path / publication.folder, verify=True).root_hash == publication.root_hash


def test_the_archive_holds_the_files_of_the_manifest_and_no_other_of_the_home(client: Client, folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    listed = {file["path"]: file["sha256"] for table in manifest["tables"].values() for file in table["files"]}
    with zipfile.ZipFile(io.BytesIO(sent(client.get("/open/downloads/snapshot.zip")))) as archive:
        names = {name.removeprefix(f"{folder.name}/") for name in archive.namelist()}
        assert names == {"manifest.json", *listed}
        for path, digest in listed.items():
            assert hashlib.sha256(archive.read(f"{folder.name}/{path}")).hexdigest() == digest


def test_a_snapshot_that_was_moved_is_not_there_and_the_page_says_so(client: Client, moved: Path) -> None:
    assert client.get("/open/downloads/snapshot.zip").status_code == 404
    assert client.get("/open/downloads/manifest.json").status_code == 404
    page = client.get("/open/downloads/")
    assert page.status_code == 200
    assert "不在这台服务器上" in page.content.decode()
    assert sent(client.get("/open/downloads/figures.csv?level=city"))


def test_a_snapshot_whose_folder_holds_another_state_is_not_given(client: Client, folder: Path) -> None:
    Publication.objects.update(root_hash="0" * 64)
    assert client.get("/open/downloads/snapshot.zip").status_code == 404
