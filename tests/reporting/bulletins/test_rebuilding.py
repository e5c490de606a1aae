"""A past bulletin made again after a thousand later events gives the same numbers, words, bytes."""

import json
import random
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from reporting.bulletins.cities import HALF
from taizhang.indicators.domain.pace.rules import rule_of
from taizhang.indicators.models import PaceRuleVersion
from taizhang.ledger.domain.chain import NewEvent, append_events
from taizhang.ledger.domain.payloads import goal_payload
from taizhang.ledger.domain.snapshot import Goal
from taizhang.ledger.models import Event
from taizhang.organisations.models import Unit
from taizhang.reporting.domain.bulletins.drafting import draft_bulletin
from taizhang.reporting.domain.bulletins.issuing import issue_bulletin
from taizhang.reporting.domain.bulletins.rebuilding import printed_of, rebuild_bulletin
from taizhang.reporting.domain.bulletins.reviewing import review_bulletin
from taizhang.reporting.domain.papers.files import annex_bytes, word_bytes
from taizhang.reporting.domain.papers.printing import print_bulletin
from taizhang.reporting.models import Bulletin

EVENTS = 1_000


def issued(clerk, head):
    drafted = draft_bulletin(HALF, keeper_id=None, actor=clerk, as_of=timezone.now())
    review_bulletin(drafted, seen=drafted.digest, actor=head, as_of=timezone.now())
    return issue_bulletin(drafted, seen=drafted.digest, actor=clerk, as_of=timezone.now())


def _later_events(chance, tasks, unit):
    """Reports with figures and changed targets, on days before and after the bulletin's."""
    said = {"unit": unit.pk, "name": unit.name, "text": "报", "percent": None, "files": []}
    for _place in range(EVENTS):
        task = chance.choice(tasks)
        if chance.random() < 0.8:
            day = date(2024, chance.randint(1, 12), chance.randint(1, 28)).isoformat()
            value = str(chance.randint(0, 300))
            figure = {"key": 1, "indicator": "甲", "unit": "家", "value": value, "observed_on": day}
            yield NewEvent(task.pk, "reported", said | {"figures": [figure]})
        else:
            value = Decimal(chance.randint(1, 500))
            goal = Goal(1, "甲", ">=", value, unit="家", deadline=date(2024, 12, 31))
            changed = {"targets": [goal_payload(goal)], "reason": "更正"}
            yield NewEvent(task.pk, "corrected", changed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_a_thousand_later_events_change_nothing(city, clerk, head, seed):
    tasks = [city.start(city.task(("甲", ">=", 100), title=f"任务{n}")) for n in range(4)]
    for place, task in enumerate(tasks):
        city.report(task, 30 * place)
    bulletin = issued(clerk, head)
    known = datetime.now(UTC)
    before = print_bulletin(HALF, as_of=known)
    events = list(_later_events(random.Random(seed), tasks, city.science))
    append_events(events, actor=clerk, occurred_at=timezone.now())
    assert Event.objects.count() > EVENTS
    assert rebuild_bulletin(bulletin).differences == ()
    after = print_bulletin(HALF, as_of=known)
    assert word_bytes(after) == word_bytes(before)
    assert annex_bytes(after) == annex_bytes(before)
    now = print_bulletin(HALF, as_of=timezone.now())
    assert now.numbers["items"] != before.numbers["items"]


def test_units_rules_and_templates_that_came_later_change_nothing(city, clerk, head, science):
    city.report(city.start(city.task(("甲", ">=", 100))), 20)
    bulletin = issued(clerk, head)
    Unit.objects.filter(pk=science.pk).update(name="市科学技术局", position=1)
    rule = PaceRuleVersion.objects.get()
    assert rule_of(rule).tolerance_pct == 5
    PaceRuleVersion.objects.create(
        valid_from=date(2024, 1, 1),
        tolerance_pct=90,
        stale_days=1,
        methods=["line"],
        reference="新口径",
        recorded_at=timezone.now(),
        recorded_by=head,
    )
    assert rebuild_bulletin(bulletin).differences == ()
    assert "市科技局" in bulletin.blocks
    late = print_bulletin(HALF, as_of=timezone.now())
    assert late.numbers["numbers"]["behind"]["count"] == 0
    assert "市科学技术局" in json.dumps(late.numbers, ensure_ascii=False)


def test_what_was_tampered_with_is_named(city, clerk, head):
    city.report(city.start(city.task(("甲", ">=", 100))), 20)
    bulletin = issued(clerk, head)
    kept = json.loads(bulletin.numbers)
    kept["numbers"]["behind"]["count"] = 0
    bulletin.numbers = json.dumps(kept)  # as somebody with the database's keys would have it
    again = rebuild_bulletin(bulletin)
    assert again.differences == ("“指标分类”的数据与印发时不同。",)
    assert not again.is_same
    bulletin.refresh_from_db()
    bulletin.blocks = bulletin.blocks.replace("滞后", "超前")
    assert "正文与印发时不同。" in rebuild_bulletin(bulletin).differences


def test_a_kept_file_of_another_text_is_found(city, clerk, head):
    city.report(city.start(city.task(("甲", ">=", 100))), 20)
    bulletin = issued(clerk, head)
    bulletin.number = "督通〔2024〕99号"
    [word] = rebuild_bulletin(bulletin).differences
    assert word.startswith("Word")


def test_a_draft_of_the_same_moment_is_the_same(city, clerk):
    city.report(city.start(city.task(("甲", ">=", 100))), 20)
    moment = timezone.now()
    first = draft_bulletin(HALF, keeper_id=None, actor=clerk, as_of=moment)
    digest, words = first.digest, first.blocks
    city.report(city.start(city.task(("乙", ">=", 100))), 99)
    again = print_bulletin(HALF, as_of=moment)
    assert json.loads(words) == json.loads(json.dumps(again.words))
    assert Bulletin.objects.get().digest == digest
    assert word_bytes(printed_of(first)) == word_bytes(again)
