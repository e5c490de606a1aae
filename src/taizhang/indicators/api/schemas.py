"""The shapes of the API. Exact numbers travel as text, dates and moments in ISO form."""

from datetime import date, datetime

from ninja import Field, Schema
from pydantic import StrictFloat, StrictInt, StrictStr

from ..domain.types import EARLIEST
from ..enums import Accumulation, Direction, Frequency, OwedState

_VALUE = '数值，最多 6 位小数；用文本最稳妥，如 "88200.5"'


class IndicatorQuery(Schema):
    """The filter of the list."""

    q: str = Field("", max_length=100, description="代码或名称里的词")
    page: int = Field(1, ge=1, le=1_000_000)
    size: int = Field(40, ge=1, le=200)


class OwedQuery(Schema):
    """Which figures that are expected."""

    state: OwedState | None = Field(None, description="省略为待报和缺报")
    since: date | None = Field(None, ge=EARLIEST, description="报告期自；省略为最近 100 天")


class FigureQuery(Schema):
    """Which figures of an indicator."""

    region: str = Field("", max_length=64, description="地区名称；只有一个地区时可省略")
    since: date = date.min
    until: date = date.max
    known_at: str = Field("", description="当时所知：日期（当天结束）或时刻；省略为现在")


class SeriesOut(Schema):
    """The figures of an indicator in one region."""

    region: str
    office: int | None = Field(description="报数单位的编号")
    expected_from: date | None = Field(description="自哪日起应报；空为不催报")


class IndicatorOut(Schema):
    """What an indicator means now."""

    code: str
    name: str
    unit: str
    direction: Direction
    frequency: Frequency
    accumulation: Accumulation
    office: int | None = Field(description="数据来源单位的编号")
    release_days: int = Field(description="期后几日内报数")
    definition: str
    reference: str


class IndicatorDetail(IndicatorOut):
    """An indicator with the series that the person may see."""

    series: list[SeriesOut]


class IndicatorPage(Schema):
    """One page of the list."""

    count: int
    items: list[IndicatorOut]


class FigureOut(Schema):
    """The figure that counts for a day."""

    day: date
    value: str
    source: str = Field(description="office 主管部门，programme 业务系统，unit 责任单位")
    final: bool


class GivenOut(FigureOut):
    """A figure as somebody gave it."""

    note: str
    way: str
    person: str
    recorded_at: datetime


class OwedOut(Schema):
    """A figure that is expected."""

    indicator: str
    region: str
    day: date = Field(description="报告期的最后一天")
    due: date = Field(description="最迟报数日期")
    state: OwedState


class FigureIn(Schema):
    """One figure, for the last day of a period."""

    indicator: str = Field(description="指标代码", max_length=64)
    region: str = Field("", description="地区名称；指标只有一个地区时可省略", max_length=64)
    day: str = Field(description="报告期的最后一天，如 2026-06-30", max_length=32)
    value: StrictStr | StrictInt | StrictFloat = Field(description=_VALUE)
    final: bool = Field(True, description="最终数；false 为初步数")
    note: str = ""


class SubmissionIn(Schema):
    """Figures that are given together: all are taken, or none."""

    figures: list[FigureIn] = Field(min_length=1, max_length=10_000)


class NoticeOut(Schema):
    """A question about a figure that was taken all the same."""

    row: int = Field(description="第几个数，从 0 起")
    code: str
    message: str


class SubmissionOut(Schema):
    """What was taken; the same key gives the same answer."""

    submission: int
    recorded_at: datetime
    taken: int
    notices: list[NoticeOut]


class ProblemOut(Schema):
    """What is wrong with one figure."""

    row: int = Field(description="第几个数，从 0 起")
    code: str
    message: str
    field: str


class ErrorOut(Schema):
    """Why something was refused."""

    code: str
    message: str
    field: str | None = None
    problems: list[ProblemOut] = []
