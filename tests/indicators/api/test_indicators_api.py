"""Indicators over HTTP: the same predicates as the pages, a call can be repeated."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang.accounts.enums import Role
from taizhang.indicators.models import Observation, Submission

pytestmark = pytest.mark.django_db
URL = "/api/indicators"


@pytest.fixture(autouse=True)
def in_june(at):
    at("2026-06-10 09:00")


@pytest.fixture
def asks(as_person):
    def asks(person, path="", status=200, **query):
        answer = as_person(person).get(f"{URL}{path}", query)
        assert answer.status_code == status, answer.content
        return answer.json()

    return asks


@pytest.fixture
def gives(as_person):
    def gives(person, figures, status=201, key="2026-05"):
        answer = as_person(person).post(
            f"{URL}/figures",
            {"figures": figures},
            content_type="application/json",
            **({"HTTP_IDEMPOTENCY_KEY": key} if key else {}),
        )
        assert answer.status_code == status, answer.content
        return answer.json()

    return gives


def figure(value="62.5", code="Z0001", day="2026-05-31", **more):
    return {"indicator": code, "region": "云岭市", "day": day, "value": value} | more


def test_figures_are_taken_as_one_submission_of_the_office(make_series, liaison, gives, science):
    make_series(code="Z0001")
    answer = gives(liaison, [figure(final=False, note="快报"), figure(58, day="2026-04-30")])
    assert (answer["taken"], answer["notices"]) == (2, [])
    submission = Submission.objects.get(pk=answer["submission"])
    assert (submission.way, submission.submitted_by, submission.unit) == ("api", liaison, science)
    rows = submission.observations.order_by("day").values_list("day", "value", "is_final", "note")
    assert list(rows) == [
        (date(2026, 4, 30), 58, True, ""),
        (date(2026, 5, 31), 62.5, False, "快报"),
    ]


def test_same_key_and_body_give_the_same_answer_and_take_nothing_twice(
    make_series, record, liaison, gives
):
    series = make_series(code="Z0001")
    record(series, "2026-04-30", 700)
    first = gives(liaison, [figure("62.5")])
    assert [notice["code"] for notice in first["notices"]] == ["far_off", "falling_sum"]
    record(series, "2026-04-30", 60, at="2999-01-01 09:00")  # what comes later changes no answer
    assert gives(liaison, [figure("62.5")], 200) == first
    assert Submission.objects.filter(way="api").count() == 1


def test_key_that_was_used_for_other_figures_is_refused(make_series, liaison, gives):
    make_series(code="Z0001")
    gives(liaison, [figure("62.5")])
    refused = gives(liaison, [figure("63")], 409)
    assert refused["code"] == "key_reused"
    assert gives(liaison, [figure("63")], key="2026-05-b")["taken"] == 1


def test_keys_of_two_people_are_their_own(make_series, liaison, officer, gives):
    make_series(code="Z0001")
    gives(liaison, [figure("62.5")])
    assert gives(officer, [figure("63")])["taken"] == 1


@pytest.mark.parametrize("key", ["", " ", "长" * 65])
def test_call_without_a_usable_key_is_refused(make_series, liaison, gives, key):
    make_series(code="Z0001")
    sent = key.encode().decode("latin-1")
    assert gives(liaison, [figure()], 422, key=sent)["code"] == "key_needed"


def test_every_problem_of_every_figure_is_listed_and_nothing_is_taken(
    make_series, record, liaison, industry, gives
):
    series = make_series(code="Z0001")
    make_series(code="Z0002", office=industry)
    record(series, "2026-04-30", 60)
    refused = gives(
        liaison,
        [
            figure(),
            figure("未统计", day="五月底"),
            figure(code="Z0002"),
            figure(code="Z9999"),
            figure(region="青石县"),
            figure("5%"),
            figure(day="2026-05-30"),
            figure(final=False, day="2026-04-30"),
            figure(note="字" * 513),
        ],
        422,
    )
    assert refused["code"] == "figures_refused"
    found = [(each["row"], each["field"]) for each in refused["problems"]]
    assert found == [
        (1, "day"), (1, "value"), (2, "indicator"), (3, "indicator"), (4, "region"), (5, "value"),
        (6, "day"), (7, "is_final"), (8, "note"),
    ]  # fmt: skip
    assert all(each["message"].endswith("。") for each in refused["problems"])
    assert Observation.objects.count() == 1
    assert not Submission.objects.filter(way="api").exists()


@pytest.mark.parametrize("body", [{}, {"figures": []}, {"figures": [{"indicator": 5}]}])
def test_call_in_another_form_is_said_with_its_places(make_series, liaison, as_person, body):
    answer = as_person(liaison).post(
        f"{URL}/figures", body, content_type="application/json", HTTP_IDEMPOTENCY_KEY="a"
    )
    assert answer.status_code == 422
    said = answer.json()
    assert said["code"] == "wrong_form"
    assert "figures" in said["message"]
    assert said["detail"]


def test_number_is_taken_exactly_as_text_and_as_a_json_number(make_series, liaison, gives):
    make_series(code="Z0001")
    make_series(code="Z0002")
    exact = "1234567890123456789012.123456"
    gives(liaison, [figure(exact), figure(0.29, code="Z0002")])
    stored = Observation.objects.order_by("pk").values_list("value", flat=True)
    assert list(stored) == [Decimal(exact), Decimal("0.29")]


def test_indicator_its_series_figures_and_revisions_are_read(
    make_series, record, clerk, officer, asks
):
    series = make_series(code="Z0001")
    record(series, "2026-04-30", 60, source=3, at="2026-05-01 09:00")
    record(series, "2026-04-30", "58.50", at="2026-05-03 09:00", final=False)
    record(series, "2026-05-31", 70, at="2026-06-03 09:00")
    listed = asks(clerk)
    assert (listed["count"], listed["items"][0]["code"]) == (1, "Z0001")
    detail = asks(clerk, "/Z0001")
    assert (detail["frequency"], detail["series"][0]["region"]) == ("month", "云岭市")
    assert asks(clerk, "/Z0001/figures", until="2026-04-30") == [
        {"day": "2026-04-30", "value": "58.5", "source": "office", "final": False}
    ]
    then = asks(clerk, "/Z0001/figures", known_at="2026-05-02", region="云岭市")
    assert [each["value"] for each in then] == ["60"]
    revisions = asks(clerk, "/Z0001/revisions")
    assert [(each["value"], each["source"]) for each in revisions] == [
        ("70", "office"),
        ("58.5", "office"),
        ("60", "unit"),
    ]
    assert revisions[0]["person"] == officer.name


def test_series_of_several_regions_need_the_region(make_series, clerk, asks, region):
    from taizhang.indicators.models import Series
    from taizhang.organisations.models import Region

    series = make_series(code="Z0001")
    county = Region.objects.create(name="青石县", level="县", parent=region)
    Series.objects.create(indicator=series.indicator, region=county)
    assert asks(clerk, "/Z0001/figures", 422)["code"] == "region_needed"
    assert asks(clerk, "/Z0001/figures", region="青石县") == []
    assert (
        asks(clerk, "/Z0001/figures", 422, known_at="昨天", region="青石县")["code"] == "bad_moment"
    )


def test_what_is_owed_is_listed(make_series, liaison, other_liaison, clerk, asks):
    make_series(code="Z0001", expected_from=date(2026, 4, 1))
    assert [(each["day"], each["state"]) for each in asks(liaison, "/owed")] == [
        ("2026-04-30", "missing"),
        ("2026-05-31", "waiting"),
    ]
    assert [each["day"] for each in asks(liaison, "/owed", state="waiting")] == ["2026-05-31"]
    assert asks(other_liaison, "/owed") == []
    assert len(asks(clerk, "/owed")) == 2
    assert [each["day"] for each in asks(clerk, "/owed", since="2026-05-01")] == ["2026-05-31"]


PATHS = ["", "/owed", "/Z0001", "/Z0001/figures", "/Z0001/revisions"]


@pytest.mark.parametrize("role", sorted(set(Role) - {"liaison", "unit_leader", "county_clerk"}))
def test_every_role_reads_or_is_refused(make_series, make_person, asks, gives, role):
    make_series(code="Z0001")
    person = make_person(f"{role}-one", role)
    refused = role == Role.ADMINISTRATOR
    for path in PATHS:
        asks(person, path, 403 if refused else 200)
    gives(person, [figure()], 201 if role == Role.INDICATOR_OFFICER else 422)


@pytest.mark.parametrize("role", [Role.LIAISON, Role.UNIT_LEADER, Role.COUNTY_CLERK])
def test_people_of_a_unit_read_and_give_its_own_and_nothing_else(
    make_series, make_person, appoint, science, industry, asks, gives, role
):
    make_series(code="Z0001")
    ours, others = make_person("a"), make_person("b")
    appoint(ours, science, role)
    appoint(others, industry, role)
    for path in PATHS[2:]:
        asks(ours, path)
        asks(others, path, 404)
    assert asks(others)["count"] == 0
    gives(ours, [figure()])
    gives(others, [figure()], 422)


def test_strangers_are_refused(make_series):
    make_series(code="Z0001")
    for path in PATHS:
        assert Client().get(f"{URL}{path}").status_code == 401
    assert Client().post(f"{URL}/figures", {}, content_type="application/json").status_code == 401


def test_queries_do_not_grow_with_the_figures(make_series, record, clerk, liaison, as_person):
    counts = []
    for number in (1, 3):
        rows = []
        for place in range(number):
            code = f"Y{number}{place}"
            record(make_series(code=code), "2026-04-30")
            rows.append(figure(code=code))
        paths = [(clerk, ""), (clerk, "/owed"), (clerk, f"/Y{number}0/revisions")]
        asked = []
        for person, path in paths:
            browser = as_person(person)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(f"{URL}{path}").status_code == 200
            asked.append(len(queries))
        browser = as_person(liaison)
        with CaptureQueriesContext(connection) as queries:
            answer = browser.post(
                f"{URL}/figures",
                json.dumps({"figures": rows}),
                content_type="application/json",
                HTTP_IDEMPOTENCY_KEY=f"key {number}",
            )
        assert answer.status_code == 201
        counts.append([*asked, len(queries)])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 40


def test_addresses_are_described(make_series, clerk, as_person):
    described = as_person(clerk).get("/api/openapi.json").json()["paths"]
    give = described[f"{URL}/figures"]["post"]
    assert any(each["name"] == "Idempotency-Key" for each in give["parameters"])
    assert give["responses"].keys() >= {"200", "201", "409", "422"}
    assert f"{URL}/{{code}}/figures" in described
