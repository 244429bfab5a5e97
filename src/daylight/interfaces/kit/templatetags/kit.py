"""What templates of every door may say (模板标签): ``{% load kit %}``.

Filters
    ``text|says``            a kernel ``Text`` in the language of the page
    ``date|day``             2018-10-15
    ``number|count``         2,521
    ``status|sign`` ``|word`` ``|slug``   ✓ · 达成 · met, on-track … (the class that colours)
    ``text|zh``              words that are Chinese in either language (二(三)2, a note), marked on an English page
    ``org|named`` ``|short`` the name of an ``OrgRef`` in the language of the page: plain, for attributes
    ``share|per_cent``       0.57 → 57%
    ``code|html_lang``       zh-hans → zh-Hans
    ``name|comparator`` ``|formula`` at_least → 不低于, ratio → 达到的 ÷ 应达到的
    ``briefs|judged_here`` ``|judged_here:False`` targets judged in the scope, or of other levels only
    ``mapping|at:key``       what a mapping holds; ``levels|level_words`` 县（市）区、学校
    ``row|beside:columns``   pairs of column and cell; ``value|told:kind`` a cell of a kind of column
Tags
    ``{% top_bar %}``        the head of every page (needs ``request``; shows ``frame`` where there is one)
    ``{% org_name org %}``   the name, marked as Chinese on an English page
    ``{% badge status %}``   sign and word; ``{% badge status says %}`` with words of one's own
    ``{% mark status %}``    the sign alone, named for screen readers
    ``{% legend %}``         the six statuses
    ``{% facts frame %}``    as of when, from which snapshot, under which notice, for whom
    ``{% counts counts %}``  small badges of a ``StatusCounts``: ✓ 3 ▲ 1
    ``{% spark path status %}`` ``{% path_chart path status %}`` ``{% path_table path %}``
    ``{% class_multiples classes limits %}`` ``{% place_strip place %}`` ``{% sizes_bars sizes %}``
    ``{% schools_map points "console:school" county_code %}``   needs Leaflet and ``kit/schools_map.js``
    ``{% statuses as all %}`` the six statuses, in the order of a sentence
    ``{% city_map shares "console:county" %}``   the map; every county leads to that name with its code
    ``{% pager view %}``     of anything with ``page``, ``pages``; ``{% pager view target="#list" %}`` by htmx
Templates to include
    ``kit/state.html`` (heading says action action_text low) · ``kit/empty.html`` (says action action_text)
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from daylight.appraisal.contract import Status
from daylight.apps.reporting import words
from daylight.apps.reporting.types import (
    ClassSize,
    Frame,
    MapPoint,
    MapShare,
    OrgRef,
    Path,
    RowColumn,
    StatusCounts,
    TargetBrief,
)
from daylight.interfaces.kit import bars, charts, citymap, language, navigation, palette, places
from daylight.kernel.codes import SUBJECTS

register = template.Library()
#: A run of Chinese, with the punctuation and numbers inside it.
_CHINESE = re.compile(
    "[〔（“]?{one}(?:[·、，。：；“”〔〕（）0-9]*{one}|[(]{one}+[)])*[〕）”。]?".format(one="[\u3400-\u9fff]")
)
#: How the rows behind a number name a class: grade and number.
_CLASS = re.compile(r"([1-9])-(\d+)")
ORDER = (Status.MET, Status.ON_TRACK, Status.BEHIND, Status.MISSED, Status.NOT_YET_DUE, Status.NO_DATA)
LANGUAGE_NAMES = {"zh-hans": "中文", "en": "English"}

register.filter("says", language.says)
register.filter("sign", palette.sign)
register.filter("slug", palette.slug)
register.filter("named", places.name_of)
register.filter("short", places.short_name_of)
register.simple_tag(charts.spark)
register.simple_tag(bars.place_strip)
register.simple_tag(bars.sizes_bars)


@register.filter
def word(status: Status | str) -> str:
    """Return the word of a status."""
    return language.says(palette.word(status))


@register.filter
def day(value: date | None) -> str:
    """Return a day as 2018-10-15, a dash for none."""
    return f"{value:%Y-%m-%d}" if value else "—"


@register.filter
def html_lang(code: str) -> str:
    """Return a language's code as pages spell it: ``zh-hans`` → ``zh-Hans``."""
    language_, _hyphen, script = code.partition("-")
    return f"{language_}-{script.title()}" if script else language_


@register.filter
def count(value: float | None) -> str:
    """Return a whole number with thousands apart, a dash for none."""
    return "—" if value is None else f"{value:,.0f}"


@register.filter
def per_cent(value: float | None) -> str:
    """Return a share as a percentage without digits, a dash for none."""
    return "—" if value is None else f"{value:.0%}"


@register.filter
def comparator(name: str) -> str:
    """Return a comparator in words: not below, not above, exactly, above."""
    return language.says(words.COMPARATOR.get(name, name))


@register.filter
def formula(name: str) -> str:
    """Return a measure's formula in words."""
    return language.says(words.FORMULA.get(name, name))


@register.filter
def beside(row: Sequence[object], columns: Sequence[RowColumn]) -> list[tuple[RowColumn, object]]:
    """Return each cell of a row beside its column."""
    return list(zip(columns, row, strict=False))


@register.filter
def judged_here(briefs: Sequence[TargetBrief], here: bool = True) -> list[TargetBrief]:
    """Return the targets that are judged in the scope; with ``|judged_here:False`` those of other levels only."""
    return [brief for brief in briefs if (brief.cell is not None) == here]


@register.filter
def at(told: Mapping[str, object], key: str | None) -> object:
    """Return what a mapping holds at a key, None where it holds nothing."""
    return told.get(key or "")


@register.filter
def nth(told: Sequence[object], place: int) -> object:
    """Return what stands at a place of a sequence, None beyond its end."""
    return told[place] if place < len(told) else None


@register.filter
def level_words(levels: Sequence[str]) -> str:
    """Return the levels that a target judges, in words."""
    return _("、").join(language.says(words.LEVEL[level]) for level in levels)


@register.filter
def told(value: object, kind: str) -> str:
    """Return a cell of the rows behind a number as its column's kind wants it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if kind == "class" and (found := _CLASS.fullmatch(str(value))):
        return _("%(grade)s%(number)s班") % {"grade": grade_name(int(found[1])), "number": found[2]}
    if kind == "subject" and value in SUBJECTS:
        return language.says(SUBJECTS[str(value)])
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    return f"{value:,}" if kind == "number" and isinstance(value, int) else str(value)


@register.filter
def zh(text: str) -> str:
    """Return a text that may hold Chinese whatever the page speaks; on an English page that is marked as such."""
    if language.spoken() != "en" or not _CHINESE.search(str(text)):
        return text
    return mark_safe(_CHINESE.sub(lambda found: f'<span lang="zh">{found[0]}</span>', escape(text)))


@register.simple_tag
def org_name(org: OrgRef) -> str:
    """Return an organisation's name; on an English page a Chinese one is marked as Chinese."""
    name = places.name_of(org)
    return format_html('<span lang="zh">{}</span>', name) if places.is_chinese(org) else name


@register.simple_tag
def badge(status: Status | str, says: Any = None) -> SafeString:
    """Return a status: colour, sign and word (状态徽标)."""
    told = word(status) if says is None else language.says(says)
    return format_html(
        '<span class="badge {}{}"><span aria-hidden="true">{}</span> {}</span>', palette.slug(status),
        "" if says is None else " long", palette.sign(status), told,
    )  # fmt: skip


@register.simple_tag
def mark(status: Status | str) -> SafeString:
    """Return a status as its sign alone, named for those who do not see it."""
    return format_html(
        '<span class="mark {}" role="img" aria-label="{}">{}</span>', palette.slug(status), word(status),
        palette.sign(status),
    )  # fmt: skip


@register.simple_tag
def statuses() -> tuple[Status, ...]:
    """Return the six statuses, in the order of a sentence: met first."""
    return ORDER


@register.simple_tag
def legend() -> SafeString:
    """Return the six statuses with colour, sign and word (图例)."""
    items = format_html_join(
        "", '<li><span class="mark {}" aria-hidden="true">{}</span>{}</li>',
        ((palette.slug(status), palette.sign(status), word(status)) for status in ORDER),
    )  # fmt: skip
    return format_html('<ul class="legend">{}</ul>', items)


@register.simple_tag
def counts(told: StatusCounts) -> SafeString:
    """Return how many targets stand where, as small badges (各状态数)."""
    items = ((palette.slug(status), palette.sign(status), number, word(status)) for status, number in told.good_first())
    one = '<span class="badge {}"><span aria-hidden="true">{}</span> {}<span class="vh"> {}</span></span>'
    return format_html('<span class="counts">{}</span>', format_html_join("", one, items))


@register.inclusion_tag("kit/facts.html")
def facts(frame: Frame) -> dict[str, Any]:
    """Say as of when, from which snapshot, under which notice and for whom a page was made (依据)."""
    return {"frame": frame}


@register.simple_tag
def path_chart(path: Path | None, status: str) -> SafeString:
    """Return a path against its measured path twice, for desks and for phones; one of them is shown."""
    wide = charts.path_chart(path, status)
    if not wide:
        return SafeString("")
    return format_html(
        '<div class="wide-only">{}</div><div class="narrow-only">{}</div>', wide,
        charts.path_chart(path, status, "narrow"),
    )  # fmt: skip


@register.inclusion_tag("kit/path_table.html")
def path_table(path: Path | None) -> dict[str, Any]:
    """Return the figures of a path as a table, folded up."""
    return {"path": path}


@register.simple_tag
def city_map(shares: tuple[MapShare, ...], to: str, here: str | None = None) -> SafeString:
    """Return the map of the city; every county leads to a named address with its code (地图)."""
    return citymap.city_map(shares, lambda code: reverse(to, args=[code]), here)


def grade_name(grade: int) -> str:
    """Return a grade's name: 一年级 … 九年级."""
    numerals = "〇一二三四五六七八九"
    told = numerals[grade] if 0 < grade < len(numerals) and language.spoken() != "en" else str(grade)
    return _("%(grade)s年级") % {"grade": told}


@register.simple_tag
def class_multiples(classes: Sequence[ClassSize], limits: Sequence[int]) -> SafeString:
    """Return a school's classes, a small picture for every grade, all to one scale (分年级班额)."""
    top = max((one.pupils for one in classes), default=0)
    drawn = ((grade_name(grade), bars.class_bars(own, limits, top)) for grade, own in bars.grades(classes))
    return format_html('<ul class="multiples">{}</ul>', format_html_join("", "<li><span>{}</span>{}</li>", drawn))


def _said_of(point: MapPoint) -> str:
    status = word(point.status or Status.NO_DATA)
    return _("%(word)s %(number)s 项") % {"word": status, "number": point.missed} if point.missed else status


@register.inclusion_tag("kit/schools_map.html")
def schools_map(points: Sequence[MapPoint], to: str, county_code: str) -> dict[str, Any]:
    """Return the map of a county's schools, for panning and zooming; a school leads to a named address (学校地图)."""
    told = [
        {
            "name": point.org.name, "at": [point.lat, point.lon], "href": reverse(to, args=[point.org.code]),
            "status": palette.slug(point.status or Status.NO_DATA), "word": _said_of(point), "missed": point.missed,
        }
        for point in points
    ]  # fmt: skip
    city = places.city_of(county_code)
    border = static(f"kit/boundaries/{city}.geojson") if city else ""
    return {"schools": json.dumps(told, ensure_ascii=False), "border": border, "county": county_code}


@register.inclusion_tag("kit/pager.html", takes_context=True)
def pager(context: template.Context, view: Any, target: str = "") -> dict[str, Any]:
    """Lead to the pages before and after (翻页)."""
    return {"view": view, "target": target, "request": context.get("request")}


@register.inclusion_tag("kit/top_bar.html", takes_context=True)
def top_bar(context: template.Context) -> dict[str, Any]:
    """Return the head of a page: words, search, day, language, person (页首)."""
    request = context.get("request")
    level, path = navigation.level_of(request), getattr(request, "path", "/")
    user = getattr(request, "user", None)
    search = "portal:search" if level == "public" else "console:search"
    return {
        "words": navigation.words_for(level, path), "home": navigation.home_of(level),
        "search": (found := navigation.address(search)),
        "words_sought": request.GET.get("q", "") if request and found == path else "",
        "frame": context.get("frame"), "other_language": _other_language(),
        "here": request.get_full_path() if request else "/",
        "person": str(getattr(user, "name", "") or user) if getattr(user, "is_authenticated", False) else "",
    }  # fmt: skip


def _other_language() -> dict[str, str]:
    code = next((code for code, _name in settings.LANGUAGES if code != get_language()), settings.LANGUAGE_CODE)
    return {"code": code, "name": LANGUAGE_NAMES.get(code, code)}


@register.simple_tag
def days_left(days: int | None) -> str:
    """Return how many days are left, in words; nothing where there is no day to come."""
    return "" if days is None else _("距期限 %(days)s 天") % {"days": days}
