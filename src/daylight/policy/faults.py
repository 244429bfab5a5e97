"""What can be wrong with a pack's files (政策包错误): where, the value, what is allowed, the nearest spelling."""

from __future__ import annotations

from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text


class FileMissing(DaylightError):
    """A folder without ``pack.yaml`` (缺少首页)."""

    code = "policy.file-missing"
    message = Text("{folder} 里没有 pack.yaml，不是政策包", "{folder} holds no pack.yaml and is no pack")
    remedy = Text("请先写 pack.yaml：文号、印发机关、日期。", "Write pack.yaml first: number, issuer, dates.")


class UnknownFile(DaylightError):
    """A file that no list of a pack is called (不认识的文件)."""

    code = "policy.unknown-file"
    message = Text("{file}：不认识的文件或文件夹", "{file}: unknown file or folder")
    remedy = Text("{zh}", "{en}")


class NotUtf8(DaylightError):
    """A text that is not UTF-8 (编码有误)."""

    code = "policy.not-utf8"
    message = Text("{file} 第 {line} 行不是 UTF-8 文本", "{file}, line {line}: not UTF-8 text")
    remedy = Text("请另存为 UTF-8 编码的纯文本。", "Save it as plain text in UTF-8.")


class YamlUnreadable(DaylightError):
    """A file that is not YAML (YAML 语法错误)."""

    code = "policy.yaml-unreadable"
    message = Text(
        "{file} 第 {line} 行第 {column} 列：YAML 语法有误（{zh}）",
        "{file}, line {line}, column {column}: not valid YAML ({en})",
    )
    remedy = Text("请检查缩进、冒号后的空格和引号。", "Check indentation, the space after a colon, and quotes.")


class KeyTwice(DaylightError):
    """A key that stands twice in one mapping (键重复)."""

    code = "policy.key-twice"
    message = Text(
        "{file} 第 {line} 行：键“{key}”重复，第 {first} 行已有",
        "{file}, line {line}: the key “{key}” is there twice, first on line {first}",
    )
    remedy = Text("请删去一个。", "Remove one of them.")


class IdTwice(DaylightError):
    """An id that two items of a list share (编号重复)."""

    code = "policy.id-twice"
    message = Text("{where}：编号“{id}”重复，已见于 {first}", "{where_en}: the id “{id}” is taken by {first_en}")
    remedy = Text("请改用另一个编号。", "Choose another id.")


class KeyUnknown(DaylightError):
    """A key that the item does not know (不认识的键)."""

    code = "policy.key-unknown"
    message = Text("{where}：不认识的键“{key}”", "{where_en}: unknown key “{key}”")
    remedy = Text("{zh}", "{en}")


class KeyMissing(DaylightError):
    """A key that must be there (缺少键)."""

    code = "policy.key-missing"
    message = Text("{where}：缺少“{key}”", "{where_en}: “{key}” is missing")
    remedy = Text("{zh}", "{en}")


class ValueWrong(DaylightError):
    """A value that is not allowed (值不合要求)."""

    code = "policy.value-wrong"
    message = Text("{where}：值 {value} 不合要求", "{where_en}: the value {value} is not allowed")
    remedy = Text("{zh}", "{en}")
