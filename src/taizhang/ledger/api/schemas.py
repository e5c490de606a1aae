"""The shapes of the API. Exact numbers travel as text, dates and moments in ISO form."""

from datetime import date, datetime
from decimal import Decimal

from ninja import Field, Schema

from ..enums import Grade, Operator, TaskState, UnitRole


class UnitOut(Schema):
    """A unit that answers for the task."""

    unit: int
    name: str = Field(description="单位现在的名称")
    printed: str = Field(description="文件里印的名称")
    role: UnitRole
    signed_at: datetime | None


class FigureOut(Schema):
    """A reported figure."""

    value: str
    observed_on: date


class TargetOut(Schema):
    """A number the task is held to, with the latest figure."""

    key: int
    indicator: str
    op: Operator
    value: str
    value_max: str | None
    unit: str
    deadline: date | None
    quote: str
    latest: FigureOut | None


class TaskOut(Schema):
    """A task as it stands, or stood at the moment asked for."""

    number: str = Field(description="永久编号，如 T000123")
    position: int
    document: int | None
    parent: str | None = Field(description="上级任务的编号")
    keeper: int | None = Field(description="督办单位；空为市级督办")
    title: str
    text: str
    basis: str
    due: date | None
    state: TaskState
    percent: int | None
    progress: str
    grade: str
    dispatched_at: datetime | None
    signed_at: datetime | None
    reported_at: datetime | None
    closed_at: datetime | None
    commitment: str | None
    replaced_by: str | None
    units: list[UnitOut]
    targets: list[TargetOut]


class TaskDetail(TaskOut):
    """A task with what the person who asks can do on it now."""

    acts: list[str]


class TaskPage(Schema):
    """One page of the list."""

    count: int
    items: list[TaskOut]


class EventOut(Schema):
    """An event of the chain; `payload` only for those who may see the chain."""

    number: str
    seq: int
    type: str
    sentence: str
    person: str
    occurred_at: datetime
    recorded_at: datetime
    previous_hash: str
    hash: str
    payload: str | None


class ErrorOut(Schema):
    """Why something was refused."""

    code: str
    message: str
    field: str | None = None


class TaskQuery(Schema):
    """The filters of the list, as on the page."""

    q: str = Field("", max_length=100)
    document: int | None = None
    unit: int | None = None
    role: UnitRole | None = None
    state: str = Field("", pattern="^(|open|overdue|" + "|".join(TaskState.values) + ")$")
    keeper: str = Field("", pattern=r"^(|city|\d{1,18})$", description="city 或督办单位")
    parent: str = Field("", pattern=r"^(|T\d{6,18})$", description="上级任务的编号")
    due_from: date | None = None
    due_to: date | None = None
    as_of: str = Field("", description="日期（当天结束）或时刻；省略为现在")
    page: int = Field(1, ge=1, le=1_000_000)
    size: int = Field(40, ge=1, le=200)


class ReasonIn(Schema):
    """An act that needs a reason."""

    reason: str


class TextIn(Schema):
    """A remark."""

    text: str


class AcceptIn(Schema):
    """The decision to close."""

    grade: Grade
    text: str = ""


class LinkIn(Schema):
    """The other task of the commitment."""

    other: str = Field(description="另一项任务的编号")


class FigureIn(Schema):
    """A figure against the target with this key."""

    key: int
    value: Decimal
    observed_on: date


class DispatchIn(Schema):
    """What is chosen with a dispatch, under the names of the fields on the page."""

    choices: dict[str, str | int | float | bool | list[str] | None] = {}


class PartIn(Schema):
    """A part of a report under its name."""

    name: str
    text: str


class ClosureIn(Schema):
    """What a closing request says, as fields of a form."""

    text: str = ""
    figures: str = Field("[]", description='JSON 列表，每项 {"key", "value", "observed_on"}')
    parts: str = Field("[]", description='JSON 列表，每项 {"name", "text"}：要求写明的各项内容')
    answers: str = Field("", description="报告的是哪一环节或哪一期，如 step:report3、period:2")


class ReportIn(ClosureIn):
    """What a report says, as fields of a form."""

    percent: int | None = None


class AnswerIn(Schema):
    """A unit and what it does."""

    unit: int
    role: UnitRole
    printed: str


class GoalIn(Schema):
    """A target; `key` 0 for a new one."""

    key: int = 0
    indicator: str
    op: Operator
    value: Decimal
    value_max: Decimal | None = None
    unit: str = ""
    deadline: date | None = None
    quote: str = ""


class CorrectIn(Schema):
    """What the task should say; parts left out stay."""

    reason: str
    title: str | None = None
    units: list[AnswerIn] | None = None
    targets: list[GoalIn] | None = None
    due: date | None = Field(None, description="完成时限；只在交办以前可以更正，null 为没有时限")
