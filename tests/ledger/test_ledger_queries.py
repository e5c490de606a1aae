"""What pages read: visible versions, parts, timeline; each with a constant number of queries."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from taizhang.ledger import registry
from taizhang.ledger.domain.correcting import Correction, correct_task
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import ChainError
from taizhang.ledger.domain.likeness import likeness, pairs
from taizhang.ledger.domain.queries.parts import parts_of
from taizhang.ledger.domain.queries.records import iter_records
from taizhang.ledger.domain.queries.timeline import timeline
from taizhang.ledger.domain.queries.versions import versions_for
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, FileInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.snapshot import Answer
from taizhang.ledger.models import TaskVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def underway(make_task, clerk, liaison, noon):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    sign_for_task(task, actor=liaison, as_of=noon)
    return task


def report(task, actor, moment, **parts):
    return report_progress(task, ReportInput(**parts), actor=actor, as_of=moment)


def test_timeline_reads_like_sentences(underway, liaison, noon, make_file):
    report(
        underway,
        liaison,
        noon,
        text="已培育 62 家",
        percent=45,
        figures=[FigureInput(1, 62, date(2024, 6, 3))],
        files=[FileInput(make_file(), "证明.pdf")],
    )
    entries = timeline(underway)
    assert [(entry.who, entry.sentence) for entry in entries] == [
        ("王芳", "入账"),
        ("王芳", "交办"),
        ("市科技局", "签收"),
        (
            "市科技局",
            "报告进展：已培育 62 家；完成 45%；培育高新技术企业 62 家（截至 2024-06-03）；"
            "附件 1 份",
        ),
    ]
    assert [file.name for file in entries[3].files] == ["证明.pdf"]
    assert entries[3].person == "李伟"


def test_timeline_of_a_past_moment_ends_there(underway, clerk, liaison, noon):
    moment = timezone.now()
    report(underway, liaison, noon, text="以后的事")
    assert len(timeline(underway, moment=moment)) == 3
    assert len(timeline(underway)) == 4


def test_timeline_takes_two_queries_however_long(
    underway, liaison, noon, django_assert_num_queries
):
    for _ in range(2):
        report(underway, liaison, noon, text="进展")
        with django_assert_num_queries(2):
            timeline(underway)


def test_latest_figure_is_of_the_latest_day_then_of_the_last_report(underway, liaison, noon):
    for value, day in [(10, 1), (30, 3), (20, 2), (31, 3)]:
        report(underway, liaison, noon, figures=[FigureInput(1, value, date(2024, 6, day))])
    [version] = TaskVersion.objects.at(None)
    assert parts_of([version])[underway.pk].figures[1].value == 31


def test_parts_of_a_past_moment_hold_no_later_figure(underway, liaison, noon):
    report(underway, liaison, noon, figures=[FigureInput(1, 10, date(2024, 6, 1))])
    moment = timezone.now()
    report(underway, liaison, noon, figures=[FigureInput(1, 20, date(2024, 6, 2))])
    versions = TaskVersion.objects.at(moment)
    assert parts_of(versions, moment=moment)[underway.pk].figures[1].value == 10


@pytest.mark.parametrize("count", [1, 3])
def test_records_take_a_constant_number_of_queries(
    make_task, clerk, count, django_assert_num_queries
):
    for _ in range(count):
        make_task()
    with django_assert_num_queries(5):
        versions = versions_for(clerk, on=date(2024, 6, 3))
        assert len(list(iter_records(versions, moment=None))) == count


def test_liaison_saw_then_what_the_unit_answered_for_then(
    make_task, clerk, liaison, industry, noon
):
    task, then = make_task(), timezone.now()
    units = [Answer(industry.pk, "lead", "市工信局")]
    correct_task(task, Correction(units=units), reason="错派", actor=clerk, as_of=noon)
    assert not versions_for(liaison, on=noon.date()).exists()
    assert versions_for(liaison, on=noon.date(), moment=then).exists()


@pytest.mark.parametrize(
    ("first", "second", "least", "most"),
    [
        ("培育高新技术企业", "培育高新技术企业", 1, 1),
        ("培育高新技术企业", "新培育高新技术企业", 0.8, 0.99),
        ("培育高新技术企业", "关停小作坊", 0, 0.1),
        ("", "关停小作坊", 0, 0),
        ("《若干措施》（2024）", "若干措施2024", 1, 1),
    ],
)
def test_likeness_counts_shared_pairs(first, second, least, most):
    assert least <= likeness(pairs(first), pairs(second)) <= most


def test_name_is_registered_once():
    known = registry.event_type("dispatched")
    registry.register_event_type(known)
    with pytest.raises(ValueError, match="registered twice"):
        registry.register_event_type(replace(known, label="别的"))
    with pytest.raises(ChainError, match="没有登记"):
        registry.event_type("没有")
