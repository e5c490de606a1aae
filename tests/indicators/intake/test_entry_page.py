"""The page on which figures are filled in: what is owed first, questions, errors, revisions."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.indicators.models import Observation, Submission
from taizhang.ledger.domain.payloads import number_text

pytestmark = pytest.mark.django_db
URL = "/indicators/entry/"


@pytest.fixture(autouse=True)
def in_june(at):
    at("2026-06-10 09:00")


@pytest.fixture
def shown(as_person):
    """The lines a person is shown: the name of the series, its period."""

    def ask(person, query=""):
        page = as_person(person).get(URL + query).context["entry"]
        return [(row.slot.series.name, row.slot.label) for row in page.rows]

    return ask


@pytest.fixture
def sends(as_person):
    """Send lines: {series: (day, fields)}."""

    def send(person, *lines, status=302, query=""):
        body = {"row": []}
        for series, day, fields in lines:
            key = f"{series.pk}-{day.replace('-', '')}"
            body["row"].append(key)
            body |= {f"{key}-{name}": value for name, value in fields.items()}
        answer = as_person(person).post(URL + query, body)
        assert answer.status_code == status, answer.content.decode()
        return answer

    return send


def given(series):
    return [
        (o.day.isoformat(), number_text(o.value), o.is_final)
        for o in Observation.objects.filter(series=series).order_by("pk")
    ]


def test_what_a_colleague_gave_meanwhile_is_not_overwritten_unseen(
    make_series, record, liaison, officer, sends, as_person
):
    series = make_series()
    record(series, "2026-04-30", 60)
    place = (series, "2026-05-31")
    [row] = [
        row
        for row in as_person(liaison).get(URL).context["entry"].rows
        if row.slot.period.ends == date(2026, 5, 31)
    ]
    line = {"value": "70", "kind": "final", "note": "", "seen": row.form["seen"].value()}
    sends(officer, (*place, line | {"value": "71"}))
    text = sends(liaison, (*place, line), status=422).content.decode()
    assert "这一期已由他人报为 71" in text
    assert given(series)[1:] == [("2026-05-31", "71", True)]
    sends(liaison, (*place, line | {"value": "71"}))  # the same number needs no question
    sends(liaison, (*place, line | {"sure": "70"}))
    assert given(series)[2:] == [("2026-05-31", "70", True)]


def test_what_is_owed_stands_first_the_longest_due_before_the_rest(
    make_series, record, liaison, shown
):
    make_series("乙", expected_from=None)
    done = make_series("甲", expected_from=date(2026, 5, 1))
    record(done, "2026-05-31", at="2026-06-05 09:00")
    make_series("丙", expected_from=date(2026, 4, 1))
    assert shown(liaison) == [
        ("丙", "2026年4月"),
        ("丙", "2026年5月"),
        ("乙", "2026年5月"),
        ("甲", "2026年5月"),
    ]


def test_people_see_the_series_of_their_units_only(
    make_series, liaison, other_liaison, officer, shown, science
):
    make_series("甲", expected_from=date(2026, 5, 1))
    make_series("乙", expected_from=None)
    assert [name for name, _ in shown(liaison)] == ["甲", "乙"]
    assert shown(other_liaison) == []
    assert [name for name, _ in shown(officer)] == ["甲"]  # of everybody's only what is owed
    assert [name for name, _ in shown(officer, f"?unit={science.pk}")] == ["甲", "乙"]
    assert [name for name, _ in shown(officer, "?q=乙")] == ["乙"]


def test_officer_is_shown_the_last_quarter_of_all_and_everything_of_one_unit(
    make_series, officer, shown, science
):
    make_series("甲", expected_from=date(2025, 12, 1))
    assert [label for _name, label in shown(officer)] == ["2026年3月", "2026年4月", "2026年5月"]
    assert len(shown(officer, f"?unit={science.pk}")) == 6


def test_line_shows_last_period_and_last_year_beside_the_input(
    make_series, record, liaison, as_person
):
    series = make_series(expected_from=date(2026, 5, 1))
    record(series, "2026-04-30", "62.5")
    record(series, "2025-05-31", 58)
    row = as_person(liaison).get(URL).context["entry"].rows[0]
    assert (row.slot.previous, row.slot.last_year) == (Decimal("62.5"), 58)
    text = as_person(liaison).get(URL).content.decode()
    assert "62.5" in text
    assert ">58<" in text


def test_earlier_day_and_one_series_show_their_periods(make_series, liaison, shown):
    series = make_series("甲", expected_from=None)
    make_series("乙", frequency="quarter", expected_from=None)
    assert shown(liaison, "?day=2026-04-15") == [("甲", "2026年3月"), ("乙", "2026年1季度")]
    periods = shown(liaison, f"?series={series.pk}")
    assert periods[0] == ("甲", "2026年5月")
    assert len(periods) == 24


def test_figures_are_taken_together_and_blank_lines_are_left_alone(
    make_series, liaison, sends, science
):
    one, other, blank = make_series("甲"), make_series("乙", unit="%"), make_series("丙")
    sends(
        liaison,
        (one, "2026-05-31", {"value": "８８,200", "kind": "provisional", "note": "快报"}),
        (other, "2026-05-31", {"value": "98.5％"}),
        (blank, "2026-05-31", {"value": " "}),
    )
    assert given(one) == [("2026-05-31", "88200", False)]
    assert given(other) == [("2026-05-31", "98.5", True)]
    assert given(blank) == []
    submission = Submission.objects.get()
    assert (submission.way, submission.submitted_by, submission.unit) == ("page", liaison, science)


def test_error_marks_its_field_and_nothing_is_taken_or_lost(make_series, liaison, sends):
    good, bad = make_series("甲"), make_series("乙")
    answer = sends(
        liaison,
        (good, "2026-05-31", {"value": "12", "note": "含两家新认定"}),
        (bad, "2026-05-31", {"value": "十二万家"}),
        status=422,
    )
    assert not Observation.objects.exists()
    rows = {row.slot.series.name: row for row in answer.context["entry"].rows if row.form.is_bound}
    assert rows["乙"].form.errors["value"] == ["“十二万家”不是数，请只填数字，如 1234.5。"]
    text = answer.content.decode()
    assert 'value="12"' in text
    assert 'value="含两家新认定"' in text
    assert 'value="十二万家"' in text


def test_note_without_a_number_is_asked_for_the_number(make_series, liaison, sends):
    answer = sends(
        liaison, (make_series(), "2026-05-31", {"value": "", "note": "尚未统计"}), status=422
    )
    assert "写了说明，还要填数值。" in answer.content.decode()


def test_doubtful_figure_is_asked_about_and_taken_once_it_is_confirmed(make_series, liaison, sends):
    series = make_series(unit="%", accumulation="level")
    line = {"value": "0.98"}
    answer = sends(liaison, (series, "2026-05-31", line), status=422)
    assert "是不是 98%" in answer.content.decode()
    assert not Observation.objects.exists()
    other = line | {"sure": "0.97"}  # confirmed for another number
    sends(liaison, (series, "2026-05-31", other), status=422)
    sends(liaison, (series, "2026-05-31", line | {"sure": "0.98"}))
    assert given(series) == [("2026-05-31", "0.98", True)]


def test_revision_keeps_the_earlier_figure_and_shows_it(make_series, liaison, sends, as_person):
    series = make_series(expected_from=date(2026, 5, 1))
    sends(liaison, (series, "2026-05-31", {"value": "60", "kind": "provisional"}))
    text = as_person(liaison).get(f"{URL}?series={series.pk}").content.decode()
    assert "60" in text
    assert "初步" in text
    sends(liaison, (series, "2026-05-31", {"value": "61", "kind": "final"}))
    assert given(series) == [("2026-05-31", "60", False), ("2026-05-31", "61", True)]


def test_provisional_figure_after_the_final_one_is_refused_at_its_field(
    make_series, liaison, sends
):
    series = make_series()
    sends(liaison, (series, "2026-05-31", {"value": "60"}))
    answer = sends(
        liaison, (series, "2026-05-31", {"value": "61", "kind": "provisional"}), status=422
    )
    [row] = answer.context["entry"].refused
    assert "kind" in row.form.errors


def test_page_that_is_sent_twice_takes_its_figures_once(make_series, liaison, sends):
    series = make_series()
    for _ in range(2):
        sends(liaison, (series, "2026-05-31", {"value": "60", "note": "快报"}))
    assert len(given(series)) == 1


def test_series_of_another_unit_takes_nothing(make_series, other_liaison, sends):
    series = make_series()
    sends(other_liaison, (series, "2026-05-31", {"value": "60"}))
    assert not Observation.objects.exists()


def test_day_that_ends_no_period_or_is_to_come_takes_nothing(make_series, liaison, sends):
    series = make_series()
    sends(liaison, (series, "2026-05-30", {"value": "60"}))
    sends(liaison, (series, "2026-06-30", {"value": "60"}), status=422)
    assert not Observation.objects.exists()


@pytest.mark.parametrize("query", ["?day=2026-13-01", "?unit=999999"])
def test_filter_that_cannot_be_read_is_said(make_series, liaison, as_person, query):
    make_series()
    answer = as_person(liaison).get(URL + query)
    assert "筛选条件看不懂" in answer.content.decode()


@pytest.mark.parametrize("query", ["", "?day=2026-05-31", "?q=高新"])
def test_queries_do_not_grow_with_the_series(make_series, record, liaison, as_person, query):
    browser = as_person(liaison)
    counts = []
    for number in (1, 3):
        for _ in range(number):
            record(make_series(expected_from=date(2026, 5, 1)), "2026-04-30")
        make_series(expected_from=None)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(URL + query).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 24


def test_who_has_no_series_is_told_how_one_comes(make_series, other_liaison, liaison, as_person):
    make_series(expected_from=date(2026, 5, 1))
    assert "没有要报的指标" in as_person(other_liaison).get(URL).content.decode()
    assert "没有要报的指标" not in as_person(liaison).get(URL).content.decode()


@pytest.mark.parametrize(
    ("moment", "label"),
    [
        ("2025-12-30 23:30", "2025年11月"),
        ("2025-12-31 00:30", "2025年12月"),
        ("2025-12-31 23:30", "2025年12月"),
        ("2026-01-01 00:30", "2025年12月"),
    ],
)
def test_last_period_is_that_of_the_office_at_the_turn_of_the_year(
    make_series, liaison, shown, sends, at, moment, label
):
    series = make_series("甲", expected_from=None)
    at(moment)
    assert shown(liaison) == [("甲", label)]
    open_yet = label == "2025年12月"
    sends(liaison, (series, "2025-12-31", {"value": "9"}), status=302 if open_yet else 422)
    assert Observation.objects.exists() == open_yet
