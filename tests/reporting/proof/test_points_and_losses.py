"""From the words of a policy to the line of a bulletin: points are no per cent, a loss that shrinks
is progress."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from reporting.bulletins.cities import HALF
from reporting.proof.later_acts import NOON
from taizhang.documents.domain.reading import read_source
from taizhang.documents.domain.receiving import receive_source
from taizhang.documents.models import Draft
from taizhang.indicators.domain.linking.accepting import Accepted, accept_links
from taizhang.indicators.domain.observing import record_observations
from taizhang.indicators.domain.pace.explaining import explain_facts
from taizhang.indicators.domain.pace.rules import pace_rule_on
from taizhang.indicators.domain.types import FigureInput
from taizhang.indicators.enums import Source, Way
from taizhang.ledger.domain.choices import Choices
from taizhang.ledger.domain.confirming import confirm_draft
from taizhang.ledger.models import Target
from taizhang.reporting.domain.asked import asked_at
from taizhang.reporting.domain.figures.gathering import gather
from taizhang.reporting.domain.queries.goals import linked_goals

JUNE = date(2024, 6, 30)
POLICY = """云岭市人民政府办公室
关于印发重点工作若干措施的通知

云政办〔2024〕3号

各县区人民政府，市人民政府各部门：

《重点工作若干措施》已经市政府同意，现印发给你们，请认真贯彻落实。

云岭市人民政府办公室

2024年1月9日

重点工作若干措施

1. 推进新型城镇化。2024年底前，常住人口城镇化率提高1.2个百分点。（市发改委负责）

2. 改善空气质量。2024年底前，空气质量优良天数比例达到88%。（市生态环境局负责）

3. 推动公交公司扭亏。2024年底前，公交公司净利润达到100万元。（市交通运输局负责）
"""
# Unit of the target: (baseline, figure on 30 June, (goal, class, figure)); the last one proposes an
# indicator in 万元.
ROADS = {
    "个百分点": ("58.3", "59.1", ("1.2 个百分点", "ahead", "59.1%")),
    "%": ("84", "85", ("88%", "behind", "85%")),
    "元": ("-300", "-90", ("100万元", "on_pace", "-90万元")),
}


@pytest.fixture
def targets(region: Any, clerk: Any, settings: Any, tmp_path: Any) -> dict[str, Target]:
    """The three targets as they were read and confirmed, by their unit."""
    settings.MEDIA_ROOT, settings.TEXT_ROOT = tmp_path / "files", tmp_path / "texts"
    file = io.BytesIO(POLICY.encode())
    source = receive_source(file, name="措施.txt", actor=clerk, as_of=NOON).source
    read_source(source.pk, as_of=NOON)
    draft = Draft.objects.get(source=source)
    confirm_draft(draft, actor=clerk, as_of=NOON, choices=Choices(accept_all=True))
    return {target.unit: target for target in Target.objects.at(None)}


@pytest.fixture
def linked(targets: dict[str, Target], officer: Any) -> dict[str, Target]:
    """Held to the indicators they propose, from their bases on, with a figure each."""
    accepted = [
        Accepted((target.task_id, target.key), baseline=Decimal(ROADS[unit][0]))
        for unit, target in targets.items()
    ]
    accept_links(accepted, actor=officer, as_of=NOON)
    for unit, target in targets.items():
        series = target.task.goals.get().series
        rows = [FigureInput(series.pk, JUNE, Decimal(ROADS[unit][1]))]
        record_observations(rows, source=Source.OFFICE, way=Way.PAGE, actor=officer, as_of=NOON)
    return targets


def test_the_words_become_lines_of_a_bulletin(linked):
    items = {item["id"]: item for item in gather(HALF, as_of=timezone.now())["items"]}
    for unit, target in linked.items():
        item = items[f"{target.task.number}.{target.key}"]
        assert (item["goal"], item["pace"], item["value"]) == ROADS[unit][2], unit


def test_shares_are_of_the_way_from_the_base(linked):
    """0.8 of 1.2 points; 1 of 4 per cent; 2.1 of the 4 million from a loss of 3 to a gain of 1."""
    rule = pace_rule_on(JUNE)
    shares = {}
    for unit, target in linked.items():
        [goal] = linked_goals(
            [target.task_id], asked_at(HALF, as_of=timezone.now(), keeper_id=None)
        ).values()
        shares[unit] = explain_facts(goal.facts, rule, JUNE).judged.share
    assert {unit: round(float(share), 4) for unit, share in shares.items()} == {
        "个百分点": 0.6667,
        "%": 0.25,
        "元": 0.525,
    }
