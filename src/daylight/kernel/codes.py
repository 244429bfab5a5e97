"""Code lists of the field (代码表): short ASCII codes with their names in both languages.

Only codes that the national standards or the curriculum fix; what a city may choose lives in a pack.
"""

from __future__ import annotations

from typing import Final

from daylight.kernel.text import Text

SUBJECTS: Final[dict[str, Text]] = {
    "moral": Text("道德与法治", "Morality and law"),
    "chinese": Text("语文", "Chinese"),
    "maths": Text("数学", "Mathematics"),
    "english": Text("英语", "English"),
    "science": Text("科学", "Science"),
    "history": Text("历史", "History"),
    "geography": Text("地理", "Geography"),
    "biology": Text("生物", "Biology"),
    "physics": Text("物理", "Physics"),
    "chemistry": Text("化学", "Chemistry"),
    "music": Text("音乐", "Music"),
    "art": Text("美术", "Art"),
    "pe": Text("体育与健康", "Physical education and health"),
    "practice": Text("综合实践活动", "Integrated practice"),
    "local": Text("地方课程", "Local course"),
    "school": Text("校本课程", "School-based course"),
    "it": Text("信息技术", "Information technology"),
    "psychology": Text("心理健康", "Mental health"),
}
STAGES: Final[dict[str, Text]] = {
    "primary": Text("小学", "Primary"),
    "junior": Text("初中", "Junior"),
}
