"""A final list from kept results (名单汇集)."""

from taizhang.calendars import local_day
from taizhang.papers.official import chinese_date
from taizhang.schemes import Scheme, texts_of

from ...enums import ObjectionState
from ...models import FinalList, ResultRow, Revision, SchemeRun
from ..letters.gathering import clause_of, origin_of, settings_of
from ..running.calculating import scheme_of_version
from ..running.subjects import listed_columns
from ..running.tables import read_kept
from .facts import FinalFacts, Hand, ListedSubject


def facts_of(paper: FinalList) -> FinalFacts:
    """What the list of a final run says. Raises VersionChangedError, StorageError."""
    run = paper.run
    revision, scheme = run.current, scheme_of_version(run)
    assert revision is not None and run.finalised_at is not None  # noqa: PT018 - of a final run
    output = scheme.definition.output
    return FinalFacts(
        title=run.title,
        scheme=scheme.definition.title,
        document=scheme.definition.in_force.source.document,
        clause=clause_of(scheme.definition),
        as_of=run.as_of,
        settings=settings_of(run),
        office=paper.office,
        final_on=local_day(run.finalised_at),
        columns=output,
        listed=tuple(column.name for column in listed_columns(scheme.definition)),
        subjects=_subjects(revision, scheme),
        totals={c.name: revision.totals[c.name] for c in output if c.name in revision.totals},
        hands=tuple(_hands(run)),
        published=_published(run),
        objections=_objections(run),
        origin=origin_of(revision),
    )


def _subjects(revision: Revision, scheme: Scheme) -> list[ListedSubject]:
    """In the order of ranks, those without one after them, in the order of the result."""
    assert revision.result is not None
    texts = texts_of(read_kept(revision.result), scheme.definition.output).rows()
    rows = ResultRow.objects.filter(revision=revision).values_list("place", "name", "rank")
    order = sorted(rows, key=lambda row: (row[2] is None, row[2] or 0, row[0]))
    return [ListedSubject(name, texts[place - 1]) for place, name, _rank in order]


def _hands(run: SchemeRun) -> list[Hand]:
    known = (
        ("计算", run.started_by, run.started_at),
        ("审核并公示", run.published_by, run.published_at),
        ("确定", run.finalised_by, run.finalised_at),
    )
    return [Hand(what, who.name, at) for what, who, at in known if who and at]


def _published(run: SchemeRun) -> str:
    assert run.published_at and run.objections_until  # noqa: PT018 - of a final run
    began = chinese_date(local_day(run.published_at))
    return f"结果于{began}至{chinese_date(run.objections_until)}公示。"


def _objections(run: SchemeRun) -> str:
    states = list(run.objections.values_list("state", flat=True))
    if not states:
        return "公示期内没有收到异议。"
    upheld = states.count(ObjectionState.UPHELD)
    return f"收到异议{len(states)}条，都已答复，其中{upheld}条成立并更正后重新计算。"
