"""The figures of a notice (通知中的数字): what lint demands a target or an excuse for.

The rule, in short:

- every number in Arabic digits, with its unit (50所, 2课时), percentages (50%, 百分之五十), years and
  dates (2017年, 2017年秋季学期, 4月18日), numbers of documents (国发〔2016〕40号);
- written-out numbers from two upwards with a unit (三年, 两级), with 个 and the two characters after
  it (九个方面), names in quotation marks that hold one (“五个融入”, “十三五”), the same without marks
  where two numbers make a name (三位一体), and the count behind a quoted list (”四落实);
- 一 with a unit only where 至少 or 每 stands before it in the same clause (至少…建立一个, 每名…上传一节);
- days told without a number: 今年, 年底, 本年度;
- 以上, 以下, 以内, 左右 belong to the figure; 到, 从, 用, 时间 do not: 到2017年 is 2017年.

No figures are: names of Party congresses and plenary sessions (十九大, 六中全会), ordinals (第二),
grades (七年级), and whatever stands before the first numbered paragraph (the notice's own number and day).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_NUMBER: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SPAN: Final = rf"{_NUMBER}(?:\s*[-—–~至到]\s*{_NUMBER})?"
_UNIT: Final = (
    "课时|学时|小时|分钟|平方米|公里|千米|学期|学年|周岁|人次|课次|所|名|人|节|次|个|天|日|周|月|年|岁|元|米|册|本|台|件"
    "|项|条|类|种|门|场|期|届|班|套|间|位|对|户|家|处|级|倍|分|点|亩|度|篇|部|座|支|辆|份|张|轮|步|章|款|号"
)
#: Zero as it is written in years: the ideograph, and the circle that stands in for it.
ZEROS: Final = "\u3007\u25cb"
_LARGE: Final = "二三四五六七八九十百千万两"
_ANY: Final = "一" + _LARGE
_CHINESE: Final = rf"(?:[{_LARGE}][{_ANY}零{ZEROS}]*|一[十百千万][{_ANY}零{ZEROS}]*)"
_CHINESE_UNIT: Final = (
    "课时|学时|小时|分钟|平方米|公里|学期|学年|周岁|人次|万元|千元|所|名|人|节|次|天|周|月|年|岁"
    "|项|条|类|种|门|场|期|套|级|倍|对|家|位|大|册|篇"
)
_BOUND: Final = "(?:以上|以下|以内|以外|左右)?"
_HAN: Final = r"[\u4e00-\u9fff]"

#: 二〇一七年 and 一九九八年.
_CHINESE_YEAR: Final = rf"[二一][零九{ZEROS}][零{ZEROS}{_ANY}]{{2}}年"

_NO_FIGURE: Final = re.compile(
    rf"(?:[{_ANY}]+届)?(?:[{_ANY}]+中[、和]?)+全会|(?:党的)?[{_ANY}]{{2,3}}大(?!类|项)"
    rf"|第?[{_ANY}]+(?:次|届)(?:党代会|代表大会|全国代表大会)|[{_ANY}]+届(?=[{_ANY}]+中)|第[{_ANY}\d]+|[{_ANY}\d]+年级"
)
_FIGURE: Final = re.compile(
    rf"""
    (?P<document>{_HAN}{{0,8}}[〔\[【(]?\d{{4}}[〕\]】)]\s*\d+号)
  | (?P<date>\d{{4}}年\d{{1,2}}月(?:\d{{1,2}}日|底|末)?|\d{{1,2}}月\d{{1,2}}日|{_CHINESE_YEAR})
  | (?P<year>(?:19|20)\d\d(?:[-—–至到](?:19|20)\d\d)?(?:学年度?|年度?(?:[秋春]季学期|[秋春]季|上半年|下半年|底|末)?))
  | (?P<percent>{_SPAN}\s*%{_BOUND}|百分之[{_ANY}零{ZEROS}百]+{_BOUND})
  | (?P<quantity>{_SPAN}\s*[余多]?\s*[百千万亿]?(?:{_UNIT}){_BOUND})
  | (?P<number>{_SPAN}[百千万亿]?{_BOUND})
  | (?P<plan>十[一二三四五六七]五)
  | (?P<name>(?<=[“"‘「])[^“”"‘’「」]{{0,6}}?[{_LARGE}][^“”"‘’「」]{{0,8}}(?=[”"’」]))
  | (?P<idiom>[{_LARGE}](?!是|要|须){_HAN}[{_ANY}](?!是|要){_HAN})
  | (?P<behind>(?<=[”"’」])[{_LARGE}](?!是|要)(?!{_CHINESE_UNIT}){_HAN}{{2}})
  | (?P<several>{_CHINESE}个{_HAN}{{2}})
  | (?P<written>{_CHINESE}(?:{_CHINESE_UNIT}){_BOUND})
  | (?P<one>(?<!每)一(?:{_CHINESE_UNIT}|个)(?!大))
  | (?P<relative>今年|明年|本年度|(?<!\d)年底|年末)
    """,
    re.VERBOSE,
)
_KINDS: Final = {"behind": "name", "idiom": "name", "several": "written", "one": "written", "relative": "year"}
_BEFORE: Final = re.compile(
    r"^(?:到|至|从|自|在|用|截至|每|约|近|达到|达|至少|不超过|不少于|不低于)+(?=[\d一二三四五六七八九十两今本年百])"
)
_AFTER: Final = re.compile(r"(?:时间|开始|起|期间|之前|以前|前)$")
_REFERRING: Final = re.compile(r"^(?:根据|按照|依据|贯彻|落实|执行|关于|的|和|及|与|见)+")
_CIRCLED: Final = re.compile(r"[\u2460-\u24ff]")
_YEAR_DIGITS: Final = dict(zip(ZEROS + "零一二三四五六七八九", "000123456789", strict=True))
_CLAUSE_END: Final = re.compile(r"[,。;:!?]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it stands in the notice, in half width and without 到, 从, 用 (数字).

    ``kind``: document, date, year, percent, quantity, number, plan, name or written.
    """

    text: str
    kind: str


def find_figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a paragraph in their order, each as often as it stands there (找数字).

    Parameters
    ----------
    text : str
        The paragraph's own words, without its mark (一、 (一) 1.); 一是 and 一要 do no harm.
    """
    plain = unicodedata.normalize("NFKC", _CIRCLED.sub(" ", text))
    plain = _NO_FIGURE.sub(lambda found: "□" * len(found[0]), plain)
    return tuple(_figure(found) for found in _FIGURE.finditer(plain) if _counts(plain, found))


def _figure(found: re.Match[str]) -> Figure:
    kind = found.lastgroup or ""
    text = _REFERRING.sub("", found[0]) if kind == "document" else found[0]
    return Figure(same_figure(text), _KINDS.get(kind, kind))


def _counts(plain: str, found: re.Match[str]) -> bool:
    """A single one counts only where it is demanded: 至少 or 每 before it in the same clause."""
    if found.lastgroup != "one":
        return True
    clause = _CLAUSE_END.split(plain[: found.start()])[-1]
    return "至少" in clause or "每" in clause


def same_figure(text: str) -> str:
    """Return a figure in the one form in which notice and pack are compared (统一写法).

    Half width, no spaces, no quotation marks, Chinese years in digits, without 到, 从, 用 before it
    and 开始, 时间 behind it.
    """
    plain = re.sub(r"[\s“”‘’\"'「」]", "", unicodedata.normalize("NFKC", text))
    if re.fullmatch(_CHINESE_YEAR, plain):
        plain = "".join(_YEAR_DIGITS.get(char, char) for char in plain)
    return _AFTER.sub("", _BEFORE.sub("", plain)) or plain
