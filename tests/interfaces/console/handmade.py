"""Views made by hand: one of each kind of page, so that templates are seen without a city.

Figures are round and made up; what matters is that every branch of a template has something to show.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from daylight.appraisal.contract import Status
from daylight.apps.casework.checks import Content
from daylight.apps.casework.selectors import EvidenceRow, PartRow, RecordRow, RecordSheet, Step
from daylight.apps.duties.types import Kept, Need, Owed, Progress, TodayView, Waiting
from daylight.apps.reporting.types import (
    AreaCells,
    AreaRef,
    AreaView,
    Attention,
    BoardView,
    Cell,
    Change,
    ClassSize,
    ClauseItem,
    ClauseListView,
    ClauseRef,
    ClauseView,
    DueNext,
    DutyView,
    Frame,
    HandingView,
    HeatCell,
    HeatRow,
    Hit,
    MapPoint,
    MapShare,
    MeasureView,
    OrganisationsView,
    OrganisationView,
    OrgBrief,
    OrgRef,
    OwedPoint,
    Path,
    PathPoint,
    Place,
    PublicationItem,
    PublicationRef,
    PublicationsView,
    ReadingView,
    RowColumn,
    RowsView,
    SchoolGlance,
    SizeAt,
    StatusCounts,
    TargetBrief,
    TargetListView,
    TargetRef,
    TargetView,
)
from daylight.interfaces.console.casework.forms import FileForm, ReturnForm
from daylight.interfaces.kit.language import spoken
from daylight.kernel.text import Text
from daylight.policy.schema import RecordKind

DAY = date(2018, 10, 15)
CITY = OrgRef("210300", "鞍山市", "city")
COUNTIES = tuple(
    OrgRef(code, name, "county", code)
    for code, name in {
        "210302": "铁东区",
        "210303": "铁西区",
        "210304": "立山区",
        "210311": "千山区",
        "210321": "台安县",
        "210323": "岫岩满族自治县",
        "210381": "海城市",
    }.items()
)
SCHOOL = OrgRef("2103020001", "钢都小学", "school", "210302")
FRAME = Frame(
    1,
    DAY,
    "9f3c" + "0" * 56 + "e21a",
    "2018-10-15",
    "anshan-2017-066",
    "d" * 64,
    "鞍教发〔2017〕66号",
    Text("关于推进的通知", "Notice on moving forward"),
    datetime(2018, 10, 15, 2, tzinfo=UTC),
    CITY,
    5,
)
CLAUSE = ClauseRef("c2-3-2", "二(三)2", Text("消除大班额规划", "Plan to end oversized classes"))
AREAS = tuple(
    AreaRef(area, numeral, Text(name, area.title()), Text(name, area.title()))
    for area, numeral, name in [
        ("virtue", "一", "立德树人"),
        ("teachers", "二", "教师队伍"),
        ("reform", "三", "深化改革"),
        ("curriculum", "四", "课程方案"),
        ("technology", "五", "教育技术"),
        ("family", "六", "三位一体"),
        ("order", "七", "规范办学"),
        ("culture", "八", "学校文化"),
        ("governance", "九", "现代制度"),
        ("safeguards", "·", "组织保障"),
    ]
)
STATUSES = list(Status)


def text(zh: object, en: object = None) -> Text:
    return Text(str(zh), str(zh if en is None else en))


def target_ref(number: int = 0, area: str = "reform") -> TargetRef:
    names = [("超大班额（66人及以上）清零", "No class of 66 or more"), ("每天一小时阳光体育", "An hour of sport a day")]
    name = names[number % 2]
    return TargetRef(f"target-{number}", Text(*name), "binding", CLAUSE, area)


def path(linear: bool = True, status: Status = Status.BEHIND) -> Path:
    days = [(date(2016, 9, 30), 403), (date(2017, 9, 30), 247), (date(2017, 12, 31), 176), (date(2018, 9, 30), 37)]
    measured = tuple(PathPoint(day, value, text(f"{value} 班", value), status) for day, value in days)
    owed = (
        OwedPoint(date(2016, 9, 30), 403, text("403 班", 403), True),
        OwedPoint(date(2017, 12, 31), 201, text("201 班", 201)),
        OwedPoint(date(2018, 12, 31), 0, text("0 班", 0)),
    )
    return Path(measured, owed, linear, Text("班", "classes"))


def cell(number: int = 0, org: OrgRef = CITY, status: Status = Status.BEHIND, **more: Any) -> Cell:
    told: dict[str, Any] = {
        "value": 37.0,
        "numerator": 37.0,
        "denominator": None,
        "base_numerator": 403.0,
        "base_denominator": None,
        "threshold": 58.0,
        "goal": 0.0,
        "due_on": date(2018, 12, 31),
        "pupils": 2521,
        "shown": Text("37 班", "37"),
        "threshold_shown": Text("58 班", "58"),
        "goal_shown": Text("0 班", "0"),
        "reason": Text("落后：余 37 班", "behind: 37 classes left"),
        "days_left": 77,
        "path": path(status=status),
    }
    return Cell(target_ref(number), org, status, **{**told, **more})


def counts(seed: int) -> StatusCounts:
    return StatusCounts(seed % 2, seed % 3, 0, seed % 4, 2 + seed % 5, 1 + seed % 3)


def board(columns: tuple[OrgRef, ...] = (CITY, *COUNTIES)) -> BoardView:
    rows = tuple(
        HeatRow(area, tuple(HeatCell(area.id, org, counts(i * 3 + j)) for j, org in enumerate(columns)))
        for i, area in enumerate(AREAS)
    )
    shares = tuple(
        MapShare(org, StatusCounts(met=3 + i, behind=7 - i)) for i, org in enumerate(columns) if org.level == "county"
    )
    attention = tuple(Attention(cell(n, status=STATUSES[n % 2]), COUNTIES[4:]) for n in range(4))
    due = (
        DueNext(
            date(2018, 10, 31),
            Text("秋季学籍异动核对", "Autumn register check"),
            Text("7 个单位", "7"),
            "duty",
            "d",
            "c",
        ),
        DueNext(
            date(2018, 12, 31), Text("超大班额清零", "No class of 66"), Text("37 班，应达 0", "37"), "target", "t", "c"
        ),
    )
    return BoardView(FRAME, StatusCounts(5, 7, 1, 2, 14, 21), columns, rows, shares, attention, 12, due, 257_000, 694)


def area() -> AreaView:
    cells = tuple(cell(n, status=status) for n, status in enumerate(Status))
    return AreaView(FRAME, AREAS[2], CITY, counts(5), cells, {"target-0": StatusCounts(missed=3, met=9)})


def targets() -> TargetListView:
    briefs = (
        *(TargetBrief(target_ref(n), cell(n, status=s)) for n, s in enumerate(Status)),
        TargetBrief(target_ref(9), None, ("county", "school")),
    )
    return TargetListView(FRAME, AREAS, briefs)


def target(**more: Any) -> TargetView:
    measure = MeasureView(
        "class_size_count",
        Text("达到某一班额的班数", "Classes of a size"),
        Text("数班", "Counts classes"),
        Text("班", "classes"),
        "count",
        (("at_least", "66"),),
        Text("在籍人数不少于 66 人的行政班。", "Classes of 66 or more."),
        Text("当日状态", "the state on the day"),
        Text("2016-09-30 实测", "as measured on 2016-09-30"),
    )
    reading = ReadingView("r", CLAUSE, Text("“以上”含不含 66？", "Is 66 included?"), Text("含。", "It is."))
    schools = tuple(cell(0, SCHOOL, s) for s in Status)
    told: dict[str, Any] = {
        "frame": FRAME,
        "target": target_ref(),
        "area": AREAS[2],
        "chain": (CLAUSE, CLAUSE),
        "cell": cell(),
        "org": CITY,
        "goals": path().owed,
        "comparator": "equals",
        "responsible": "county",
        "measure": measure,
        "readings": (reading,),
        "evidence": (Text("大班额方案", "Plan"),),
        "counties": tuple(cell(0, org) for org in COUNTIES),
        "schools": schools,
        "schools_total": 60,
        "schools_counts": StatusCounts(1, 1, 1, 1, 1, 1),
        "page": 2,
        "pages": 3,
        "figures": ("66人以上",),
        "county_of": {org.code: org for org in COUNTIES},
    }
    return TargetView(**{**told, **more})


def rows(**more: Any) -> RowsView:
    columns = (
        RowColumn("school", Text("学校", "School"), "school"),
        RowColumn("class", Text("班级", "Class"), "class"),
        RowColumn("pupils", Text("人数", "Pupils"), "number"),
        RowColumn("subject", Text("学科", "Subject"), "subject"),
        RowColumn("topic", Text("主题", "Topic"), "code"),
    )
    told: dict[str, Any] = {
        "frame": FRAME,
        "target": target_ref(),
        "org": CITY,
        "columns": columns,
        "rows": (("向阳小学", "三年级2班", 71, "maths", "lesson"), ("雅河学校", "=1+1", 1070, None, "unheard-of")),
        "total": 52,
        "page": 1,
        "pages": 2,
        "only_short": False,
        "sql": "SELECT school FROM homeroom_class WHERE pupils >= 66",
        "unit": Text("班", "classes"),
        "topics": {"lesson": Text("课堂教学", "Lessons")},
        "orgs": (SCHOOL, None),
        "county_of": {org.code: org for org in COUNTIES},
    }
    return RowsView(**{**told, **more})


def clauses() -> ClauseListView:
    items = tuple(
        ClauseItem(CLAUSE, Text("说" * 200, "Told " * 40), depth, "measure", "reform", counts(depth), depth, depth)
        for depth in range(4)
    )
    return ClauseListView(FRAME, AREAS, items)


def clause(**more: Any) -> ClauseView:
    handing = HandingView("plan", Text("大班额方案", "Plan"), (Text("方案", "Plan"), Text("预算", "Budget")), 2)
    duty = DutyView(
        "d",
        Text("每年报送方案", "Send a plan"),
        "county",
        Text("县区教育局", "County bureau"),
        "school_year",
        Text("每学年 10 月 31 日前", "every school year by 10-31"),
        "binding",
        (handing,),
    )
    reading = ReadingView("r", CLAUSE, Text("含不含？", "Is it?"), Text("含。", "It is."))
    told: dict[str, Any] = {
        "frame": FRAME,
        "clause": CLAUSE,
        "words": Text("用自己的话说。", "In our own words."),
        "kind": "measure",
        "area": AREAS[2],
        "chain": (CLAUSE,),
        "children": (CLAUSE,),
        "before": CLAUSE,
        "after": CLAUSE,
        "duties": (duty, plain_duty()),
        "targets": (TargetBrief(target_ref(), cell()), TargetBrief(target_ref(1), None, ("county",))),
        "readings": (reading,),
        "excuses": (("2017年", Text("是年份", "A year")),),
        "original": "原文第一段。\n\n第二段。",
    }
    return ClauseView(**{**told, **more})


def plain_duty() -> DutyView:
    name, due = Text("本校不再有超大班额", "Have no oversized class"), Text("长期", "standing")
    return DutyView("plain", name, "school", Text("校长", "Head"), "standing", due, "binding", ())


def publication(number: int, day: date, current: bool = False) -> PublicationRef:
    return PublicationRef(number, day, f"{number}" * 64, datetime(2018, 10, 15, 2, tzinfo=UTC), current)


def publications(**more: Any) -> PublicationsView:
    earlier = publication(1, date(2017, 12, 31))
    items = (
        PublicationItem(publication(3, DAY, True), "鞍山市教育局", publication(2, DAY), counts(5)),
        PublicationItem(earlier, "", None, None),
    )
    told: dict[str, Any] = {
        "frame": FRAME,
        "items": items,
        "before": earlier,
        "changes": (
            Change(target_ref(), cell(status=Status.ON_TRACK), cell(status=Status.BEHIND)),
            Change(target_ref(1), cell(1, status=Status.BEHIND), cell(1, status=Status.MET)),
            Change(target_ref(2), cell(2, status=Status.NOT_YET_DUE), cell(2, status=Status.MISSED)),
            Change(target_ref(3), None, cell(3, status=Status.MET)),
        ),
    }
    return PublicationsView(**{**told, **more})


def glance() -> SchoolGlance:
    view = school()
    return SchoolGlance(view.brief, view.place, view.classes, (56, 66))


PROGRESS = (Progress("d", "c2-3-2", Text("每年报送方案", "Send a plan"), date(2018, 10, 31), 7, 3),)


def brief(org: OrgRef = SCHOOL, n: int = 0) -> OrgBrief:
    county = COUNTIES[0] if org.level == "school" else None
    return OrgBrief(org, county, counts(n), 1200, 24, 68, True, n % 2 == 1, "urban", 123.0, 41.1, 1.2)


def schools(**more: Any) -> OrganisationsView:
    told: dict[str, Any] = {
        "frame": FRAME,
        "items": tuple(brief(n=n) for n in range(5)),
        "counties": COUNTIES,
        "total": 5,
        "page": 1,
        "pages": 1,
        "words": "钢",
        "county_code": "210302",
        "status": "missed",
        "stage": "primary",
    }
    return OrganisationsView(**{**told, **more})


def school(**more: Any) -> OrganisationView:
    classes = tuple(ClassSize(g, n, "primary", 38 + g * 4 + n) for g in range(1, 7) for n in range(1, 5))
    sizes = tuple(SizeAt(date(year, 9, 30), 1100 + (year - 2016) * 50, 24, 70) for year in (2016, 2017, 2018))
    told: dict[str, Any] = {
        "frame": FRAME,
        "brief": brief(),
        "areas": tuple(AreaCells(a, (cell(0, SCHOOL), cell(1, SCHOOL, Status.MET))) for a in AREAS[:4]),
        "attention": (Attention(cell(0, SCHOOL), ()),),
        "place": Place(3, 20, tuple(1 - n / 25 for n in range(20))),
        "neighbours": (brief(n=1),),
        "classes": classes,
        "sizes": sizes,
        "schools": (),
        "schools_total": 0,
        "limits": (56, 66),
    }
    return OrganisationView(**{**told, **more})


def county() -> OrganisationView:
    points = tuple(
        MapPoint(SCHOOL, 122.95 + n / 60, 41.08 + n % 3 / 60, status) for n, status in enumerate([*Status, None])
    )
    org = brief(COUNTIES[0])
    return school(
        brief=org,
        place=None,
        neighbours=(),
        classes=(),
        sizes=(),
        schools=(brief(), brief(n=1)),
        schools_total=60,
        points=points,
    )


def owed(state: str = "late", days: int = -3) -> Owed:
    need = Need("plan", Text("大班额方案", "Plan"), (("budget", Text("预算", "Budget")),), 1, 0)
    return Owed(
        "d",
        "c2-3-2",
        "二(三)2",
        Text("每年报送方案", "Send a plan"),
        "210302",
        date(2018, 9, 1),
        date(2018, 10, 31),
        state,
        "binding",
        (need,),
        days,
    )


KEPT = (Kept(7, "plan", Text("大班额方案", "Plan"), "approved", date(2018, 9, 30), 1, 2),)
WAITING = Waiting(7, "plan", Text("大班额方案", "Plan"), "2103020001", "钢都小学", DAY, DAY, "缺预算", 2)


def today(**more: Any) -> TodayView:
    told: dict[str, Any] = {
        "on": DAY,
        "org_code": "210302",
        "org_name": "铁东区教育局",
        "level": "county",
        "late": (owed(),),
        "soon": (owed("soon", 16),),
        "owed": (owed("owed", 90),),
        "done": 4,
        "waiting": (WAITING,),
        "waiting_total": 23,
        "returned": (WAITING,),
        "may_file": True,
        "may_review": True,
    }
    return TodayView(**{**told, **more})


def sheet(**more: Any) -> RecordSheet:
    row = RecordRow(7, "plan", "2103020001", "钢都小学", "filed", DAY, DAY, DAY, "缺预算", 2)
    parts = (
        PartRow("plan", Text("方案", "Plan"), EvidenceRow("plan", DAY, "方案.pdf", "ab" * 32)),
        PartRow("budget", Text("预算", "Budget"), None),
    )
    told: dict[str, Any] = {
        "row": row,
        "name": Text("大班额方案", "Plan"),
        "topic": Text("方案", "Plan"),
        "subject": Text("数学", "Maths"),
        "content": Content(happened_on=DAY, grade=3, quantity=2.0, note="说明"),
        "approved_on": DAY,
        "closed_on": None,
        "parts": parts,
        "steps": (Step("casework.record.file", datetime(2018, 10, 15, 2, tzinfo=UTC), "张校长"),),
        "may_amend": True,
        "may_decide": True,
    }
    return RecordSheet(**{**told, **more})


HITS = (
    Hit("school", "2103020001", text("钢都小学"), Text("学校", "school")),
    Hit("county", "210302", text("铁东区"), Text("县（市）区", "county")),
    Hit("target", "target-0", Text("清零", "None left"), text("二(三)2")),
    Hit("clause", "c2-3-2", CLAUSE.title, text("二(三)2")),
)


def pages() -> dict[str, dict[str, Any]]:
    """Every page of the workbench that shows a view, by its template's name."""
    views: dict[str, Any] = {
        "board": board(),
        "area": area(),
        "target": target(),
        "rows": rows(),
        "clauses": clauses(),
        "clause": clause(),
        "schools": schools(),
        "county": county(),
        "publications": publications(),
    }
    told = {name: {"view": view, "frame": view.frame} for name, view in views.items()}
    told["targets"] = {"view": targets(), "frame": FRAME, "shown": targets().targets, "status": ""}
    told["rows"]["may_take"] = True
    told["clause"]["progress"] = PROGRESS
    told["school"] = {"view": school(), "frame": FRAME, "owed": (owed(),), "evidence": KEPT, "seen": {SCHOOL.code}}
    told["search"] = {"view": HITS, "words": "清零"}
    told["today"] = {"view": today()}
    told["record"] = {"view": sheet(), "form": ReturnForm()}
    told["file"] = {"owed": owed(), "kind": Text("大班额方案", "Plan"), "form": file_form()}
    return told


def file_form(**told: Any) -> FileForm:
    kind = RecordKind.model_validate(
        {
            "id": "plan",
            "zh": "大班额方案",
            "en": "Plan",
            "filed_by": "county",
            "parts": [{"id": "budget", "zh": "预算", "en": "Budget"}],
            "topics": [{"id": "build", "zh": "新建", "en": "Build"}],
        }
    )
    return FileForm(told or None, kind=kind, language=spoken(), initial={"key": "k"})
