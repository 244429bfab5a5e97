"""The same words have the same digest everywhere; one byte more, and it is another."""

from __future__ import annotations

import hashlib
from pathlib import Path

from daylight.policy import pack_digest
from daylight.policy.digest import pack_files

from .packs import VILLAGE, edit, village


def test_the_digest_is_made_of_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.yaml").write_bytes(b"y: 2\n")
    (tmp_path / "a.yaml").write_bytes(b"x: 1\n")
    expected = hashlib.sha256(b"6:a.yaml\0" + b"5:x: 1\n" + b"8:b/c.yaml\0" + b"5:y: 2\n").hexdigest()
    assert pack_digest(tmp_path) == expected


def test_a_copy_elsewhere_has_the_same_digest(tmp_path: Path) -> None:
    assert pack_digest(village(tmp_path)) == pack_digest(VILLAGE)


def test_line_ends_hidden_files_and_editors_copies_do_not_count(tmp_path: Path) -> None:
    folder = village(tmp_path)
    path = folder / "roles.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (folder / ".swp").write_bytes(b"x")
    (folder / "roles.yaml~").write_bytes(b"x")
    assert pack_digest(folder) == pack_digest(VILLAGE)


def test_a_changed_word_a_new_name_and_a_new_file_count(tmp_path: Path) -> None:
    seen = {pack_digest(VILLAGE)}
    folder = village(tmp_path)
    edit(folder / "roles.yaml", lambda text: text.replace("校长", "校 长"))
    seen.add(pack_digest(folder))
    (folder / "roles.yaml").rename(folder / "role.yaml")
    seen.add(pack_digest(folder))
    (folder / "empty.md").touch()
    seen.add(pack_digest(folder))
    assert len(seen) == 4


def test_a_name_cannot_pass_for_content(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder, name, content in ((one, "a", b"bc"), (other, "ab", b"c")):
        folder.mkdir()
        (folder / name).write_bytes(content)
    assert pack_digest(one) != pack_digest(other)


def test_files_are_ordered_by_their_whole_names(tmp_path: Path) -> None:
    names = ["a.yaml", "a/z.yaml", "b.yaml"]
    for name in reversed(names):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [path.relative_to(tmp_path).as_posix() for path in pack_files(tmp_path)] == names
