"""Write docs/reference from the program itself (参考文档生成): ``python docs/build_reference.py``.

Nothing in docs/reference is written by hand; a test fails when a page is not what this file writes.
"""

from __future__ import annotations

import ast
import inspect
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

ROOT = Path(__file__).resolve().parents[1]
HERE = Path(__file__).resolve().parent / "reference"
GENERATED = "<!-- 由 docs/build_reference.py 生成，请勿手改 · generated, do not edit -->"


def cell(value: object) -> str:
    """Return a value as one cell of a Markdown table."""
    return str(value).replace("|", "\\|").replace("\n", " ").strip()


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> list[str]:
    """Return a Markdown table."""
    titles = list(head)
    lines = ["| " + " | ".join(titles) + " |", "|" + "---|" * len(titles)]
    return [*lines, *("| " + " | ".join(cell(value) for value in row) + " |" for row in rows), ""]


def opening(title: str, zh: str, en: str) -> list[str]:
    """Return the head of a page: title and one paragraph in each language."""
    return [f"# {title}", "", zh, "", en, ""]


def pack_heading(pack: Any) -> list[str]:
    """Return the heading under which a page tells of one pack."""
    return [f"## {pack.head.number} {{#{pack.head.id}}}", "", f"{pack.head.zh} · {pack.head.en}", ""]


def first_sentence(thing: object) -> str:
    """Return the first paragraph of a docstring as one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


# ---------------------------------------------------------------- commands


def walk(command: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield every command with its full name."""
    import click

    context = click.Context(command, info_name=path)
    yield path, command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None and not child.hidden:
                yield from walk(child, f"{path} {name}")


def commands() -> list[str]:
    """Return the page of the `daylight` command."""
    from daylight.interfaces.cli.main import group

    lines = opening(
        "命令 · Commands",
        "`python start.py` 建好环境后，用 `.venv/bin/daylight` 运行。",
        "After `start.py` has made the environment, run `.venv/bin/daylight`.",
    )
    for path, command, context in walk(group, "daylight"):
        usage = " ".join(command.collect_usage_pieces(context))
        lines += [f"## {path} {{#{path.replace(' ', '-')}}}", "", f"`{path} {usage}`", ""]
        lines += [(command.help or "").replace("\b", "").strip(), ""]
        options = [option for option in command.params if getattr(option, "help", None)]
        if options:
            lines += table(("选项 Option", "说明"), ((f"`{', '.join(o.opts)}`", o.help) for o in options))
    return lines


# ---------------------------------------------------------------- pack


def type_name(annotation: object) -> str:
    """Return a type in words short enough for a table."""
    if (parts := get_args(annotation)) and get_origin(annotation) in (Annotated, UnionType, Union):
        kept = parts[:1] if get_origin(annotation) is Annotated else parts
        return " | ".join("None" if part is type(None) else type_name(part) for part in kept)
    if parts and (origin := get_origin(annotation)) is not Literal:
        inner = ", ".join("..." if part is ... else type_name(part) for part in parts)
        return f"{getattr(origin, '__name__', origin)}[{inner}]"
    text = inspect.formatannotation(annotation)
    return re.sub(r"\b(typing|datetime|daylight\.[a-z_.]+)\.(?=\w)", "", text)


def models() -> list[type]:
    """Return the pack's models in the order in which they are declared."""
    from pydantic import BaseModel

    from daylight.policy import schema

    found = [item for item in vars(schema).values() if inspect.isclass(item) and issubclass(item, BaseModel)]
    return [item for item in found if item.__module__ == schema.__name__]


def pack_schema() -> list[str]:
    """Return the page of the pack's files and fields."""
    lines = opening(
        "政策包结构 · Pack schema",
        "一个政策包是一个 YAML 文件夹。字段多写、错写都会被指出，并给出最接近的写法。",
        "A pack is a folder of YAML files; an unknown key is an error that names the nearest spelling.",
    )
    for model in models():
        own: Any = model
        lines += [f"## {model.__name__} {{#{model.__name__.lower()}}}", "", first_sentence(model), ""]
        rows = [
            (f"`{name}`", f"`{type_name(f.annotation)}`", "是 yes" if f.is_required() else "", f.description or "")
            for name, f in own.model_fields.items()
        ]
        lines += table(("字段 Field", "类型 Type", "必填 Required", "说明"), rows)
    return lines


def packs() -> list[Any]:
    """Return every pack of the repository, loaded."""
    from daylight.policy import load_pack

    return [load_pack(folder) for folder in sorted((ROOT / "packs").iterdir()) if (folder / "pack.yaml").exists()]


def readings() -> list[str]:
    """Return the page of how open questions of the wording were read."""
    lines = opening(
        "释读 · Readings",
        "通知的文字留有余地时，政策包写明怎样读、为什么。",
        "Where a notice leaves room, its pack says how it is read and why.",
    )
    for pack in packs():
        if not pack.readings:
            continue
        refs = {clause.id: clause.ref for clause in pack.clauses}
        lines += pack_heading(pack)
        for item in pack.readings:
            lines += [f"### {item.question_zh} {{#{item.id}}}", "", f"*{item.question_en}*", ""]
            lines += [item.zh, "", item.en, "", f"条款 clause: {refs.get(item.clause, item.clause)}", ""]
    return lines


BINDING = {"binding": "约束 binding", "aspiration": "力争 aspiration"}


def owed(target: Any) -> str:
    """Return the dated thresholds of a target in one cell."""
    parts = []
    for series in target.series:
        points = ", ".join(f"{point.due}: {point.value:g}" for point in series.points)
        scope = "" if not series.org_codes else f" ({len(series.org_codes)})"
        parts.append(f"{series.level}{scope} {points}")
    return "; ".join(parts)


def targets() -> list[str]:
    """Return the page of every target of every pack."""
    lines = opening(
        "目标 · Targets",
        "阈值写作“级别 到期日: 数值”；比例写作小数。",
        "Thresholds read “level due day: value”; shares are decimal fractions.",
    )
    for pack in packs():
        if not pack.targets:
            continue
        refs = {clause.id: clause.ref for clause in pack.clauses}
        lines += pack_heading(pack)
        rows = (
            (f"`{t.id}`", t.zh, t.en, refs.get(t.clause, ""), BINDING[t.binding], f"`{t.measure.name}`",
             t.comparator.replace("_", " "), owed(t))
            for t in pack.targets
        )  # fmt: skip
        head = ("id", "目标", "Target", "条款", "性质", "口径 Measure", "比较 Comparator", "阈值 Thresholds")
        lines += table(head, rows)
    return lines


# ---------------------------------------------------------------- lake and measures


def lake() -> list[str]:
    """Return the page of the lake's tables."""
    from daylight.lake.tables import SCHEMA_VERSION, TABLES

    lines = opening(
        "数据湖表 · Lake tables",
        f"结构版本 schema version {SCHEMA_VERSION}。没有任何一列是姓名、证件号、出生日期或住址。",
        "No column is a name, an identity number, a birthday or an address.",
    )
    for item in TABLES.values():
        split = "按县（市）区分文件 split by county" if item.by_county else "整体一份 one part"
        lines += [f"## {item.name} {item.zh} {{#{item.name}}}", "", f"{item.en}. {split}.", ""]
        rows = ((f"`{field.name}`", field.type, "主键 key" if field.name in item.key else "") for field in item.schema)
        lines += table(("列 Column", "类型 Type", ""), rows)
    return lines


FORMULAS = {
    "count": "n",
    "ratio": "n / d",
    "reduction": "1 − n / bn",
    "change": "n / d − bn / bd",
    "variation": "√(sq / d − (n / d)²) ÷ (n / d)",
}


def default(field: Any) -> str:
    """Return the default of a parameter as code; empty where it must be given."""
    return "" if field.is_required() else f"`{field.get_default(call_default_factory=True)!r}`"


def measures() -> list[str]:
    """Return the page of the measures with their formulas and parameters."""
    from daylight.measures import MEASURES

    lines = opening(
        "计算口径 · Measures",
        "n、d、bn、bd、sq 是单元行各列之和：分子、分母、基线分子、基线分母、平方项。",
        "n, d, bn, bd, sq are sums over unit rows: numerator, denominator, their baseline twins, square.",
    )
    for name, item in MEASURES.items():
        lines += [f"## {name} {item.title.zh} {{#{name}}}", "", f"**{item.title.en}**", ""]
        lines += [item.explains.zh, "", item.explains.en, ""]
        lines += [f"- 公式 Formula: {item.formula}: {FORMULAS[item.formula]}"]
        lines += [f"- 单元 Unit: {item.unit.zh} · {item.unit.en}", ""]
        fields = item.params.model_fields
        if fields:
            rows = ((f"`{key}`", f"`{type_name(f.annotation)}`", default(f)) for key, f in fields.items())
            lines += table(("参数 Parameter", "类型 Type", "缺省 Default"), rows)
    return lines


# ---------------------------------------------------------------- settings, API, audit

#: Every variable of the environment: name, default, Chinese, English. A test finds those that are missing here.
SETTINGS = (
    ("DAYLIGHT_HOME", "`var/`", "运行目录：数据库、密钥、快照", "folder of running state: database, keys, snapshots"),
    ("DAYLIGHT_PACKS", "最近的 `packs/`", "政策包所在文件夹", "folder of the packs; else the nearest `packs/`"),
    ("DAYLIGHT_DATABASE_URL", "SQLite", "`sqlite:////path`、`postgres://user:password@host:5432/name`", "database"),
    ("DAYLIGHT_SECRET_KEY", "`secret.key`", "签名密钥，50 字符以上；生产必填", "signs sessions; stated in production"),
    ("DAYLIGHT_DATA_KEYS", "`data.key`", "封存身份 `index=BASE64,1=BASE64`；生产必填", "seals identities; the same"),
    ("DAYLIGHT_HOSTS", "本机 loopback", "网站域名，逗号分隔；生产必填", "host names by commas; stated in production"),
    ("DAYLIGHT_ORIGINS", "", "允许提交表单的来源", "origins that may post forms: `https://sunshine.example.cn`"),
    ("DAYLIGHT_BEHIND_PROXY", "0", "前面有提供 HTTPS 的代理时设为 1", "1 behind a proxy that speaks HTTPS"),
    ("DAYLIGHT_OPEN_SNAPSHOTS", "0", "1：公众可下载完整快照（演示总是可以）",
     "1: the public may take whole snapshots (in the demo it always may)"),
    ("DAYLIGHT_SMALL_BELOW", "5", "涉及人数少于此数的数值不向公众公布（至少 3）",
     "figures of fewer people than this are hidden from the public (3 at least)"),
    ("DAYLIGHT_DEBUG", "0", "仅用于开发：1 显示错误详情", "development only: 1 shows error details"),
    ("DAYLIGHT_CHROMIUM", "`PATH`", "浏览器测试使用的 Chromium", "the Chromium of the browser tests"),
    ("DJANGO_SETTINGS_MODULE", "`…settings.dev`", "生产用 `daylight.site.settings.prod`", "the settings in use"),
    ("USE_UV", "", "设为 1 时 start.py 用 uv 安装", "1 lets start.py install with uv"),
)


def settings() -> list[str]:
    """Return the page of the environment's variables."""
    lines = opening(
        "设置 · Settings",
        "一切随安装而变的东西都来自环境变量。生产设置缺少必填项时，一次全部指出，不启动。",
        "All that differs between installations comes from the environment. Production names everything that is missing"
        " at once, and does not start.",
    )
    head = ("变量 Variable", "缺省 Default", "说明", "Meaning")
    return lines + table(head, ((f"`{name}`", default, zh, en) for name, default, zh, en in SETTINGS))


def audited() -> Iterator[tuple[str, str, str]]:
    """Yield code, module and first sentence of every function that writes into the audit chain."""
    for path in sorted((ROOT / "src" / "daylight").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            sentence = " ".join((ast.get_docstring(function) or "").split("\n\n")[0].split())
            for code in codes_of(function):
                yield code, path.relative_to(ROOT / "src").as_posix(), sentence


def codes_of(function: ast.FunctionDef) -> list[str]:
    """Return the audit codes that a function writes."""
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    named = (call for call in calls if getattr(call.func, "attr", getattr(call.func, "id", "")) == "record")
    values = (word.value for call in named for word in call.keywords if word.arg == "code")
    return [value.value for value in values if isinstance(value, ast.Constant)]


def audit_codes() -> list[str]:
    """Return the page of the audit chain's codes."""
    lines = opening(
        "审计代码 · Audit codes",
        "审计链只增不改，每条记录扣住前一条的哈希。下面是每个代码和写下它的动作。",
        "The chain only grows and each entry holds the hash of the one before. Each code, and the act that writes it:",
    )
    rows = sorted({(f"`{code}`", sentence, f"`{module}`") for code, module, sentence in audited()})
    return lines + table(("代码 Code", "动作 Act", "模块 Module"), rows)


def make_django_ready() -> None:
    """Load the settings of the tests, which touch nobody's home."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daylight.site.settings.test")
    django.setup()


def api() -> list[str]:
    """Return the page of the API from its own OpenAPI document."""
    make_django_ready()
    from daylight.interfaces.api.urls import api as door

    document = door.get_openapi_schema(path_prefix="/api/v1/")
    lines = opening(
        "接口 · API",
        "只读。不登录得到公众看到的结果；登录后按管辖范围。完整描述在 `/api/v1/openapi.json`。",
        "Read-only. Without signing in you get what the public sees; signed in, your scope. The whole description is at"
        " `/api/v1/openapi.json`.",
    )
    for path, methods in document["paths"].items():
        operation = methods["get"]
        lines += [f"## GET {path} {{#{operation['operationId']}}}", "", operation.get("summary", ""), ""]
        lines += [operation.get("description", ""), ""]
        given = operation.get("parameters", [])
        rows = ((f"`{p['name']}`", p["in"], p.get("description") or p["schema"].get("description", "")) for p in given)
        lines += table(("参数 Parameter", "位置 In", "说明"), rows) if given else []
    return lines


# ---------------------------------------------------------------- glossary

#: Words of the house that no single pack owns.
HOUSE_WORDS = (
    ("Notice", "通知", "what the authority issued"),
    ("Pack", "政策包", "the notice as data"),
    ("Clause", "条款", "one numbered paragraph, in our words"),
    ("Duty", "任务", "who owes what by when"),
    ("Target", "目标", "what must be reached by when, and how it is measured"),
    ("Measure", "计算口径", "the code behind an indicator"),
    ("Reading", "释读", "how an open question of the wording is read"),
    ("Excuse", "不设目标的数字", "a figure of the notice that is no target, and why"),
    ("Organisation", "机构", "city 市, county 县（市）区, school 学校, campus 校区"),
    ("OrganisationScope", "管辖范围", "what a person may see"),
    ("HomeroomClass", "行政班", "a cohort from entry to graduation; never “Class”"),
    ("ClassMembership", "班级成员", "who sat in which class from when to when"),
    ("ClassSize", "班额", "pupils in a homeroom class on a day"),
    ("OversizedClass", "大班额", "a class with 56 or more pupils; 66 or more: 超大班额"),
    ("AttendanceZone", "学区", "never “school district”"),
    ("Enrollment", "学籍", "the pupil's entry in the register"),
    ("StatusChange", "学籍异动", "entry, transfer, suspension, resumption, graduation"),
    ("Lesson", "课时", "one lesson"),
    ("Timetable", "课表", "“period” is a span of time"),
    ("AcademicYear", "学年", "1 September to 31 August"),
    ("Term", "学期", "autumn from 1 September, spring from 1 March"),
    ("Filing", "备案", "handed in with the level above"),
    ("Review", "审核", "judged by those whose task it is"),
    ("PublicNotice", "公示", "shown in public before it takes effect"),
    ("Appeal", "申诉", "objection to a decision"),
    ("Evidence", "佐证材料", "what proves that a duty was done"),
    ("QualityRecord", "综合素质评价写实记录", "a factual entry of the quality evaluation"),
    ("Inspection", "督导、视导", "a visit that looks at work"),
    ("Finding", "问题", "what an inspection asks to be put right"),
    ("Snapshot", "数据快照", "the city on one day, frozen"),
    ("Manifest", "清单", "the snapshot's list of files, hashes and counts"),
    ("RootHash", "根哈希", "one fingerprint over the whole snapshot"),
    ("Appraisal", "评估", "pack + snapshot → board"),
    ("Board", "公示板", "every target × every organisation"),
    ("Publication", "发布", "a board put before its readers, with its hashes"),
    ("AuditEntry", "审计记录", "one link of the append-only chain"),
)


def live_tables() -> list[tuple[str, str, str]]:
    """Return the models of the house: name, Chinese name, what a row is."""
    make_django_ready()
    from django.apps import apps

    ours = [model for model in apps.get_models() if model.__module__.startswith("daylight.")]
    return [(f"`{model.__name__}`", str(model._meta.verbose_name), first_sentence(model)) for model in ours]


def glossary() -> list[str]:
    """Return the page of words: the house's, then each pack's."""
    lines = opening(
        "术语 · Glossary",
        "代码里的英文名与业务里的中文词一一对应，不用拼音。",
        "One English name in code for one Chinese term of the field; no pinyin.",
    )
    lines += ["## 本系统 · The house {#house}", ""]
    lines += table(("English", "中文", "note"), ((f"`{name}`", zh, en) for name, zh, en in HOUSE_WORDS))
    lines += ["## 业务数据表 · Live tables {#tables}", ""]
    lines += table(("Model", "中文", "note"), live_tables())
    for pack in packs():
        if pack.glossary:
            lines += [f"## {pack.head.number} {{#{pack.head.id}}}", ""]
            lines += table(("Name", "中文", "English"), ((f"`{t.name}`", t.zh, t.en) for t in pack.glossary))
    return lines


PAGES: dict[str, Callable[[], list[str]]] = {
    "commands": commands,
    "pack-schema": pack_schema,
    "readings": readings,
    "targets": targets,
    "lake": lake,
    "measures": measures,
    "settings": settings,
    "api": api,
    "audit-codes": audit_codes,
    "glossary": glossary,
}


def rendered(name: str) -> str:
    """Return a page as text."""
    lines = PAGES[name]()
    return "\n".join([lines[0], "", GENERATED, *lines[1:]]).rstrip() + "\n"


def main() -> None:
    """Write every page, or those named."""
    sys.path.insert(0, str(ROOT / "src"))
    HERE.mkdir(exist_ok=True)
    for name in sys.argv[1:] or PAGES:
        (HERE / f"{name}.md").write_text(rendered(name), encoding="utf-8")


if __name__ == "__main__":
    main()
