"""Parameters that measures share (口径参数): what a pack may write beside a measure's name.

Lives here: the strict base model and the closed word lists. Must not: a policy number or a default
threshold, which belong to packs.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from daylight.kernel.codes import SUBJECTS

Stage = Literal["primary", "junior"]
OrgKind = Literal["city", "county", "school"]
Level = Literal["school", "county", "city", "province", "ministry"]
RecordStatus = Literal["draft", "filed", "returned", "approved", "closed"]
Post = Literal["head", "deputy", "teacher", "support", "researcher"]

#: The statuses of a record that was handed in and not sent back (视为已报).
FILED: tuple[RecordStatus, ...] = ("filed", "approved", "closed")


def _known_subject(code: str) -> str:
    if code not in SUBJECTS:
        near = get_close_matches(code, SUBJECTS, n=1, cutoff=0.0)
        raise ValueError(f"no subject {code!r}; nearest: {near[0]}")
    return code


def _known_grade(grade: str) -> str:
    if grade not in {str(n) for n in range(1, 10)}:
        raise ValueError(f"no grade {grade!r}; allowed: 1 to 9")
    return grade


Subject = Annotated[str, AfterValidator(_known_subject)]
Grade = Annotated[str, AfterValidator(_known_grade)]


class Params(BaseModel):
    """Base of all parameters (参数基类): an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class OfStage(Params):
    """Only classes or schools of one stage, or of both (学段)."""

    stage: Stage | None = None


class Filing(Params):
    """Which records count (计入的记录): kind, and what they must be.

    ``parts`` must all have been handed in with the record.
    """

    kind: str = Field(min_length=1)
    level: Level | None = None
    topic: str | None = None
    statuses: tuple[RecordStatus, ...] = Field(default=FILED, min_length=1)
    parts: tuple[str, ...] = ()
