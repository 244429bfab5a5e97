"""YAML with the place of everything (带行号的 YAML): syntax errors and duplicate keys in our words.

Lives here: the only place that knows the YAML library. Values are plain Python; the tree of nodes
stays beside them so that a fault found later can name its line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml

from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text
from daylight.policy.faults import KeyTwice, NotUtf8, YamlUnreadable

#: The C loader is some eight times faster; the other one is there where PyYAML was built without it.
BASE: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Path = Sequence[str | int]
#: What the two loaders complain of, by words in their complaint, and what a person has done.
_SAID: Final = (
    (
        "mapping values",
        Text("此处不应再有冒号；文字里有冒号时请加引号", "no colon may stand here; quote a text that holds one"),
    ),
    ("start any token", Text("不能以这个字符开头", "nothing may begin with this character")),
    ("':'", Text("键后面少了冒号", "a colon is missing behind the key")),
    (
        "alias",
        Text("* 引用了没有定义的名称；以 * 开头的文字请加引号", "* refers to nothing; quote a text that begins with *"),
    ),
    ("',' or", Text("括号里少了逗号或右括号", "a comma or a closing bracket is missing")),
    ("node content", Text("括号没有配对", "brackets do not match")),
    ("end of stream", Text("引号或括号没有配对", "a quote or bracket is not closed")),
    ("expected", Text("缩进与上文不一致", "the indentation does not fit what stands above")),
)
_UNCLEAR: Final = Text("无法解析", "it cannot be read")


class Loader(BASE):  # type: ignore[misc]
    """The library's safe loader; a day that does not exist stays a text, which the schema refuses by name."""


def _day(loader: Any, node: Any) -> Any:
    try:
        return BASE.construct_yaml_timestamp(loader, node)
    except ValueError:
        return node.value


Loader.add_constructor("tag:yaml.org,2002:timestamp", _day)


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file, read (YAML 文档): its value, and the line of each part of it."""

    value: Any
    node: Any

    def line(self, path: Path) -> int:
        """Return the line (from 1) of the part under a path, or of the innermost part that is there."""
        node, line = self.node, 1
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return line


def _child(node: Any, step: str | int) -> tuple[int, Any] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    return None


def decoded(content: bytes, file: object) -> str:
    """Return the text of a file in UTF-8, with or without a byte order mark (解码).

    Raises
    ------
    NotUtf8
        Naming the line.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUtf8(file=file, line=content[: error.start].count(b"\n") + 1) from error


def read_yaml(text: str, file: str) -> tuple[Document, list[DaylightError]]:
    """Read YAML (读 YAML).

    Parameters
    ----------
    text : str
        The file's content.
    file : str
        Its name in error messages.

    Returns
    -------
    tuple of Document and list
        The document (its value None where the file is not YAML) and what is wrong with it.
    """
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        faults = _twice(node, file)
        value = loader.construct_document(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        return Document(None, None), [_unreadable(error, file)]
    except yaml.YAMLError:
        return Document(None, None), [_unclear(file, 1, 1, "")]
    finally:
        loader.dispose()
    return Document(value, node), faults


def _unreadable(error: yaml.MarkedYAMLError, file: str) -> YamlUnreadable:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return _unclear(file, line, column, error.problem or "")


def _unclear(file: str, line: int, column: int, problem: str) -> YamlUnreadable:
    said = next((text for words, text in _SAID if words in problem), _UNCLEAR)
    return YamlUnreadable(file=file, line=line, column=column, zh=said.zh, en=said.en)


def _twice(node: Any, file: str) -> list[DaylightError]:
    """Return every key that stands twice in one mapping, at any depth."""
    faults: list[DaylightError] = []
    waiting = [node]
    while waiting:
        this = waiting.pop()
        if isinstance(this, yaml.SequenceNode):
            waiting += reversed(this.value)
        elif isinstance(this, yaml.MappingNode):
            faults += _twice_in(this, file)
            waiting += [value for _, value in reversed(this.value)]
    return faults


def _twice_in(node: yaml.MappingNode, file: str) -> list[DaylightError]:
    seen: dict[str, int] = {}
    faults: list[DaylightError] = []
    for key, _ in node.value:
        line = key.start_mark.line + 1
        if str(key.value) in seen:
            faults.append(KeyTwice(file=file, line=line, key=key.value, first=seen[str(key.value)]))
        seen.setdefault(str(key.value), line)
    return faults
