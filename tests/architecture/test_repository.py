"""What is in the repository, and what must never be."""

from __future__ import annotations

import re
import stat
import tomllib
from pathlib import Path

import pytest

from . import ROOT, tracked

TEXT = {".py", ".md", ".toml", ".yaml", ".yml", ".in", ".lock", ".html", ".css", ".po", ".json", ".txt", ".js", ""}
MACHINE = re.compile(r"(?<![\w.])/(?:work|home/\w+|Users/\w+|root|tmp/\w+)/(?=\w)")
LOCKS = ("run", "test")
FRAGMENT = re.compile(r"^[a-z0-9-]+\.(policy|feature|fix|technical|breaking)\.md$")


def texts() -> list[tuple[Path, str]]:
    here = Path(__file__)
    found = [path for path in tracked() if path.suffix in TEXT and path != here and "vendor" not in path.parts]
    return [(path.relative_to(ROOT), path.read_text(encoding="utf-8", errors="replace")) for path in found]


def requirements(path: Path) -> list[str]:
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return sorted(line for line in lines if line and not line.startswith("-"))


def test_no_address_of_a_registry_is_written_anywhere() -> None:
    hosts = ("pypi" + ".org", "python" + "hosted.org", "--index" + "-url", "--find" + "-links", "npm" + "js.org")
    assert [(str(path), host) for path, text in texts() for host in hosts if host in text] == []


def test_no_path_of_a_machine_is_written_anywhere() -> None:
    assert [(str(path), found[0]) for path, text in texts() if (found := MACHINE.search(text))] == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_its_version_and_hashes(name: str) -> None:
    lock = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", lock.strip())
    assert len(entries) > 20
    assert [entry for entry in entries if not re.match(r"^[\w.\[\]-]+==\S+", entry)] == []
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_what_runs_is_lean() -> None:
    lock = (ROOT / "requirements" / "run.lock").read_text(encoding="utf-8")
    assert not re.search(r"^(pandas|pyspark|pytest|mkdocs|playwright)==", lock, re.MULTILINE)


def test_what_is_tested_is_what_runs() -> None:
    def versions(name: str) -> set[str]:
        lock = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
        return set(re.findall(r"^([\w.-]+==[^\s;]+)", lock, re.MULTILINE))

    assert versions("run") <= versions("test")


def test_the_package_asks_for_what_the_lock_was_made_from() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert sorted(project["dependencies"]) == requirements(ROOT / "requirements" / "run.in")
    extras = project["optional-dependencies"]
    wanted = [item for item in extras["test"] if not item.startswith("daylight-edu")] + extras["spark"] + extras["docs"]
    assert sorted(wanted) == requirements(ROOT / "requirements" / "test.in")


def test_a_wheel_holds_the_packs_and_whatever_lies_beside_the_code() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert build["wheel"]["packages"] == ["src/daylight"]
    assert build["wheel"]["force-include"] == {"packs": "daylight/packs"}
    assert not {"exclude", "only-include", "artifacts"} & set(build["wheel"])
    # What git does not track hatchling leaves out, so the compiled translations are tracked.
    beside = {path.suffix for path in tracked() if path.is_relative_to(ROOT / "src")}
    assert {".html", ".css", ".js", ".mo", ".geojson", ".toml"} <= beside


def test_the_licence_is_the_one_that_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "AGPL-3.0-or-later"
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_continuous_check_is_the_command_that_everybody_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert "start.py test" in script.read_text(encoding="utf-8")
    assert script.stat().st_mode & stat.S_IXUSR


def test_every_changelog_fragment_has_a_type() -> None:
    names = [path.name for path in (ROOT / "changelog.d").glob("*.md") if path.name != "README.md"]
    assert names
    assert [name for name in names if not FRAGMENT.match(name)] == []


def test_a_policy_fragment_says_which_clauses_from_when_and_for_whom() -> None:
    for path in (ROOT / "changelog.d").glob("*.policy.md"):
        text = path.read_text(encoding="utf-8")
        assert re.search(r"条款|[Cc]lause", text), path
        assert re.search(r"\d{4}-\d\d-\d\d", text), path
        assert "Who sees" in text, path


def test_every_readme_says_the_same_in_both_languages() -> None:
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
    assert re.findall(r"^```.*?^```", english, re.M | re.S) == re.findall(r"^```.*?^```", chinese, re.M | re.S)
    assert english.count("\n## ") == chinese.count("\n## ")
    assert re.findall(r"docs/img/\S+\.png", english) == re.findall(r"docs/img/\S+\.png", chinese)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_every_file_that_a_front_page_links_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#\s]+)", text) + re.findall(r'src="([^"]+)"', text)
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []
