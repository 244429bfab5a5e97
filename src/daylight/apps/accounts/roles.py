"""Roles and rights (岗位与权限): what each kind of person may do, in one table.

Separation of administering, running and evaluating (管办评分离) shows here: who runs a school files
and reports, who administers approves and closes, who evaluates reads and touches nothing.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal

from daylight.kernel.text import Text

Level = Literal["city", "county", "school", "public"]


class Role(StrEnum):
    """Who a person is in the system of work (岗位)."""

    CITY_OFFICIAL = "city_official"
    COUNTY_OFFICIAL = "county_official"
    HEAD = "head"
    TEACHER = "teacher"
    EXPERT = "expert"
    PUBLIC = "public"


class Right(StrEnum):
    """What somebody may do inside the own scope (权限)."""

    SEE_BOARD = "see_board"  # 看本范围的目标与记录
    SEE_PEOPLE = "see_people"  # 看本范围学生、教职工姓名
    UNMASK = "unmask"  # 说明理由后查看证件号码
    FILE = "file"  # 填报、备案
    REVIEW = "review"  # 审核、退回、办结
    REPORT = "report"  # 上报统计
    REGISTER = "register"  # 学籍变动
    SNAPSHOT = "snapshot"  # 冻结快照
    INSTALL = "install"  # 安装政策包
    ACCOUNTS = "accounts"  # 建立账号、授予岗位


ROLE_TEXT: Final[dict[Role, Text]] = {
    Role.CITY_OFFICIAL: Text("市教育局", "City official"),
    Role.COUNTY_OFFICIAL: Text("县（市）区教育局", "County official"),
    Role.HEAD: Text("校长", "School head"),
    Role.TEACHER: Text("教师", "Teacher"),
    Role.EXPERT: Text("专家", "Expert"),
    Role.PUBLIC: Text("公众", "Public"),
}
ROLE_LEVELS: Final[dict[Role, tuple[Level, ...]]] = {
    Role.CITY_OFFICIAL: ("city",),
    Role.COUNTY_OFFICIAL: ("county",),
    Role.HEAD: ("school",),
    Role.TEACHER: ("school",),
    Role.EXPERT: ("city", "county"),
}
RIGHTS: Final[dict[Role, frozenset[Right]]] = {
    Role.CITY_OFFICIAL: frozenset(Right),
    Role.COUNTY_OFFICIAL: frozenset(Right) - {Right.SNAPSHOT, Right.INSTALL, Right.ACCOUNTS},
    Role.HEAD: frozenset({Right.SEE_BOARD, Right.SEE_PEOPLE, Right.UNMASK, Right.FILE, Right.REPORT, Right.REGISTER}),
    Role.TEACHER: frozenset({Right.SEE_BOARD}),
    Role.EXPERT: frozenset({Right.SEE_BOARD}),
    Role.PUBLIC: frozenset(),
}
