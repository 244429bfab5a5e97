"""The city, whole (整座城市): which tables are drawn in what order, and told step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from daylight.demo.calibration import calibration
from daylight.demo.casework import casework_tables
from daylight.demo.history import build_roll
from daylight.demo.lessons import lesson_table
from daylight.demo.pupils import class_table, membership_table, pupil_tables
from daylight.demo.resources import resource_table
from daylight.demo.schools import build_schools, organisation_table
from daylight.demo.staff import build_staff, staff_tables
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text

#: Told before each step: how many of how many are done, and what is done next.
Progress = Callable[[int, int, Text], None]
STEPS = (
    Text("生成学校", "schools"), Text("生成班级与学生", "classes and pupils"), Text("生成姓名住址", "names and homes"),
    Text("生成教职工", "staff"), Text("生成办学条件与课程", "resources and lessons"), Text("生成办件记录", "records"),
)  # fmt: skip


class NoSuchCity(DaylightError):
    """A city that cannot be drawn was asked for (规模或种子不合理)."""

    code = "demo.no-such-city"
    message = Text("规模 {scale}、种子 {seed} 不合理", "A city of scale {scale} with seed {seed} cannot be made")
    remedy = Text("规模应大于 0 且不超过 100，种子为非负整数。", "The scale is above 0 and at most 100.")


@dataclass(frozen=True, slots=True)
class City:
    """A made-up city (演示城市): the lake's tables by name, and the people behind pupils and staff."""

    tables: dict[str, pa.Table]
    people: dict[str, pa.Table]


def build_city(*, scale: float = 1, seed: int = 2017, progress: Progress | None = None) -> City:
    """Build the made-up city (生成演示城市): the same seed gives the same bytes.

    Parameters
    ----------
    scale : float
        1 is the whole city; 0.02 suffices for tests.
    seed : int
        From which everything is drawn.
    progress : callable, optional
        Called as ``progress(done, total, doing)``.

    Returns
    -------
    City
        All tables of the lake with the history known on the city's day, and the people.

    Raises
    ------
    NoSuchCity
        If the scale is not above 0 or too large to be held in memory, or the seed is negative.
    """
    if not 0 < scale <= 100 or seed < 0:
        raise NoSuchCity(scale=scale, seed=seed)

    def tell(step: int) -> None:
        if progress is not None:
            progress(step, len(STEPS), STEPS[step])

    c = calibration()
    tell(0)
    schools = build_schools(c, scale, seed)
    tell(1)
    roll = build_roll(c, schools, scale, seed)
    tables = {
        "organisation": organisation_table(c, schools), "homeroom_class": class_table(c, roll, seed),
        "class_membership": membership_table(c, roll),
    }  # fmt: skip
    tell(2)
    tables["pupil"], pupils = pupil_tables(c, roll, seed)
    tell(3)
    staff = build_staff(c, roll, scale, seed)
    tables["staff_post"], people = staff_tables(c, staff, seed)
    tell(4)
    tables |= {"school_resource": resource_table(c, roll, seed), "class_course": lesson_table(c, roll, seed)}
    tell(5)
    tables |= casework_tables(c, roll, staff, scale, seed)
    return City(tables, {"pupil": pupils, "staff": people})
