"""The pages of mechanisms: who sees and edits, trying days, entering versions."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from taizhang.accounts.enums import UNIT_ROLES, Role
from taizhang.accounts.models import Person
from taizhang.organisations.models import Membership, Region, Unit
from taizhang.supervision.domain.rules.versioning import newest_version, version_in_force
from taizhang.supervision.mechanisms import shipped_texts
from taizhang.supervision.models import MechanismVersion

LIST = "/supervision/mechanisms/"
PAGE = LIST + "13710/"
EDIT, TEXT, NEW = PAGE + "edit/", PAGE + "text/", "/supervision/new-mechanism/"
WORKERS = [None, *Role]


@pytest.fixture
def make_person(db):
    def make(role):
        person = Person.objects.create_user("me", name="陈静", roles=[role] if _city(role) else [])
        if role in UNIT_ROLES or (role and not _city(role)):
            region = Region.objects.create(name="云岭市", level="市")
            unit = Unit.objects.create(region=region, name="市科技局")
            Membership.objects.create(person=person, unit=unit, role=role, starts=date(2024, 1, 1))
        return person

    return make


def _city(role):
    return role is not None and role not in UNIT_ROLES


@pytest.fixture
def as_head(client, make_person):
    client.force_login(make_person(Role.HEAD))
    return client


def tomorrow():
    return (timezone.localdate() + timedelta(days=1)).isoformat()


def numbers(client, **changes):
    """What the form holds when it is opened, with changes."""
    form = client.get(EDIT).context["form"]
    data = {}
    for field in form:
        values = field.value()
        parts = getattr(field.field.widget, "widgets", None)
        if parts:
            for number, value in enumerate(field.field.widget.decompress(values)):
                if value is not None and value is not False:
                    data[f"{field.name}_{number}"] = value
        else:
            data[field.name] = field.field.widget.format_value(values) or ""
    return data | changes


@pytest.mark.parametrize("role", WORKERS)
def test_all_who_log_in_read_and_only_the_head_edits(client, make_person, role):
    client.force_login(make_person(role))
    assert client.get(LIST).status_code == 200
    assert client.get(PAGE).status_code == 200
    allowed = 200 if role == Role.HEAD else 403
    for address in (EDIT, TEXT, NEW):
        assert client.get(address).status_code == allowed
        posted = client.post(address, {}).status_code
        assert posted == (422 if role == Role.HEAD else 403)
    assert (EDIT.encode() in client.get(PAGE).content) is (role == Role.HEAD)
    assert (NEW.encode() in client.get(LIST).content) is (role == Role.HEAD)


@pytest.mark.parametrize("address", [LIST, PAGE, EDIT, TEXT, NEW])
def test_strangers_are_led_to_the_log_in(client, db, address):
    assert client.get(address).status_code == 302


def test_unknown_mechanism_or_version_is_not_found(as_head):
    assert as_head.get(LIST + "17110/").status_code == 404
    assert as_head.get(LIST + "17110/edit/").status_code == 404
    assert as_head.get(PAGE + "?version=999999").status_code == 404
    other = version_in_force("710", on=date(2026, 6, 3))
    assert as_head.get(f"{PAGE}?version={other.pk}").status_code == 404


def test_list_shows_every_mechanism_with_its_basis(as_head):
    content = as_head.get(LIST).content.decode()
    assert "“13710”督办工作机制" in content
    assert "旬监测" in content
    assert f"共 {len(shipped_texts())} 个机制" in content


def test_list_asks_as_often_for_one_mechanism_as_for_three(as_head, django_assert_max_num_queries):
    counts = []
    for more in (0, 2):
        for number in range(more):
            text = shipped_texts()["710"].replace('key: "710"', f"key: own-{number}")
            as_head.post(NEW, {"body": text, "start": "2026-06-03"})
        with django_assert_max_num_queries(12) as captured:
            assert as_head.get(LIST).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert MechanismVersion.objects.count() == len(shipped_texts()) + 2


def test_page_asks_as_often_for_one_version_as_for_three(as_head, django_assert_max_num_queries):
    counts = []
    for days in ((), (8, 9)):
        for number in days:
            data = numbers(as_head, **{"step-settled-within_0": number})
            assert as_head.post(EDIT, data).status_code == 302
        with django_assert_max_num_queries(12) as captured:
            assert as_head.get(PAGE).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_page_counts_the_days_of_a_chosen_assignment(as_head):
    content = as_head.get(PAGE + "?start=2026-01-31").content.decode()
    assert '<time datetime="2026-02-07">2026-02-07</time> 星期六' in content
    assert '<time datetime="2026-02-28">' in content
    assert "交办后 1 个月" in content
    assert "写明：采取的措施；目前进展" in content
    assert "未按时：发蓝色督查单，《督查提醒单》，限期补报" in content
    assert "（暂定" not in content


@pytest.mark.parametrize("start", ["0001-01-01", "9999-12-31", "morgen", ""])
def test_day_that_cannot_be_counted_from_is_replaced_by_today(as_head, start):
    answer = as_head.get(PAGE + f"?start={start}")
    assert answer.status_code == 200
    assert answer.context["start"] == timezone.localdate()


def test_day_of_an_unpublished_year_is_marked_provisional(as_head):
    content = as_head.get(LIST + "weekly-monthly/?start=2090-05-04").content.decode()
    assert "暂定，放假安排未公布" in content


def test_changed_numbers_become_a_new_version_from_their_day(as_head):
    before = newest_version("13710")
    changes = {
        "valid_from": tomorrow(),
        "cutoff": "18:00",
        "near_0": "2",
        "step-settled-within_0": "8",
        "step-settled-within_1": "working",
        "step-settled-within_2": "on",
        "step-reported-contains": "采取的措施\n\n 目前进展 \n需要协调的问题",
        "report-remind_before": "7, 2",
    }
    answer = as_head.post(EDIT, numbers(as_head, **changes))
    assert answer.status_code == 302
    after = newest_version("13710")
    assert answer["Location"] == f"{PAGE}?version={after.pk}"
    assert after.valid_from.isoformat() == tomorrow()
    assert version_in_force("13710", on=timezone.localdate()) == before
    settled = next(step for step in after.mechanism.steps if step.key == "settled")
    assert (settled.within.number, settled.within.unit, settled.within.roll) == (8, "working", True)
    reported = next(step for step in after.mechanism.steps if step.key == "reported")
    assert reported.contains == ("采取的措施", "目前进展", "需要协调的问题")
    assert after.mechanism.reports.remind_before == (7, 2)
    assert after.mechanism.cutoff.hour == 18
    assert after.recorded_by.name == "陈静"
    assert "看现在有效的版本" in as_head.get(answer["Location"]).content.decode()


def test_unchanged_numbers_change_nothing_but_the_day(as_head):
    before = newest_version("13710").mechanism
    assert as_head.post(EDIT, numbers(as_head)).status_code == 302
    after = newest_version("13710").mechanism
    assert (after.steps, after.reports, after.kinds) == (before.steps, before.reports, before.kinds)
    assert (after.escalation, after.near, after.cutoff) == (
        before.escalation,
        before.near,
        before.cutoff,
    )


@pytest.mark.parametrize("key", sorted(shipped_texts()))
def test_every_shipped_mechanism_can_be_shown_and_edited(as_head, key):
    for address in ("", "edit/", "text/"):
        assert as_head.get(f"{LIST}{key}/{address}").status_code == 200


def test_numbers_are_tried_without_being_saved(as_head):
    data = numbers(as_head, start="2026-06-01", **{"step-settled-within_0": "9"})
    answer = as_head.post(EDIT, data | {"try": "1"})
    assert answer.status_code == 200
    assert '<time datetime="2026-06-10">' in answer.content.decode()
    assert newest_version("13710").is_shipped


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("step-settled-within_0", "2", "之前到期"),
        ("step-settled-within_0", "", "请填写期限"),
        ("step-settled-within_0", "-1", "0"),
        ("valid_from", "2015-01-01", "不能早于上一版的 2016-01-01"),
        ("report-remind_before", "明天", "用顿号分开"),
        ("start", "1066-10-14", "2000"),
    ],
)
def test_numbers_that_cannot_be_kept_are_refused(as_head, field, value, sentence):
    answer = as_head.post(EDIT, numbers(as_head, **{field: value}))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert newest_version("13710").is_shipped


def test_17110_is_entered_as_data(as_head):
    text = shipped_texts()["13710"].replace("13710", "17110").replace("2016-01-01", "2026-06-01")
    answer = as_head.post(NEW, {"body": text.replace("\n", "\r\n"), "start": "2026-06-03"})
    assert answer.status_code == 302
    version = newest_version("17110")
    assert version.body == text
    assert "“17110”督办工作机制" in as_head.get(LIST).content.decode()


def test_text_that_is_wrong_is_refused_with_its_lines(as_head):
    text = shipped_texts()["13710"].replace("days: 7", "days: 2") + "colour: red\n"
    answer = as_head.post(TEXT, {"body": text, "start": "2026-06-03"})
    assert answer.status_code == 422
    content = answer.content.decode()
    assert "没有保存" in content
    assert f"第 {len(text.splitlines())} 行" in content
    assert "<code>colour: red</code>" in content
    assert newest_version("13710").is_shipped


def test_warning_does_not_keep_from_saving(as_head):
    text = shipped_texts()["13710"].replace("near: {days: 1}", "near: {days: 40}")
    tried = as_head.post(TEXT, {"body": text, "start": "2026-06-03", "try": "1"})
    assert "请留意" in tried.content.decode()
    assert as_head.post(TEXT, {"body": text, "start": "2026-06-03"}).status_code == 302


def test_text_opens_with_a_day_that_can_be_saved(as_head):
    form = as_head.get(TEXT).context["form"]
    assert f"valid_from: {timezone.localdate().isoformat()}" in form.initial["body"]
    assert as_head.get(NEW).context["form"].initial["body"].startswith("# 代号")
    body = form.initial["body"]
    assert as_head.post(TEXT, {"body": body, "start": "2026-06-03"}).status_code == 302
