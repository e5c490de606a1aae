"""What the timeline says of supervision's events."""

import pytest
from django.utils.translation import override
from walking import M13710, WORKING, Walk

from taizhang.ledger.registry import event_type
from taizhang.supervision.domain.clocks.fold_acts import OWN_ACTS


def said(walk):
    act = walk.acts[-1]
    return event_type(act.type).sentence(act.payload)


@pytest.fixture
def walk():
    walk = Walk("2026-06-30")
    walk.dispatch("2026-06-01 10:00", WORKING)
    return walk


def test_every_event_of_supervision_is_registered():
    assert all(event_type(name).label for name in OWN_ACTS)


def test_extension_is_told_from_asking_to_granting(walk):
    walk.request("extension", "2026-06-12", due="2026-07-31")
    assert said(walk) == "申请延期至2026年7月31日：招标推迟"
    walk.do("extension_signed", "2026-06-12 13:00", text="情况属实。")
    assert said(walk) == "单位负责人同意申请延期：情况属实"
    walk.do("extension_granted", "2026-06-13", due="2026-07-31", text="")
    assert said(walk) == "同意延期至2026年7月31日"


def test_days_are_written_as_the_reader_of_another_language_writes_them(walk):
    walk.request("extension", "2026-06-12", due="2026-07-31")
    with override("en"):
        assert "2026-07-31" in said(walk)


def test_end_of_a_pause_tells_every_day_that_moved(walk):
    walk.request("suspension", "2026-06-05", due=None)
    assert said(walk) == "申请挂账：招标推迟"
    walk.do("suspension_granted", "2026-06-05 13:00", until="2026-07-31", text="雨季")
    assert said(walk) == "同意挂账，2026年7月31日再议：雨季"
    walk.do("resumed", "2026-06-10 10:00", text="雨停")
    assert said(walk) == (
        "恢复计时，办结由2026年6月15日改为2026年6月18日、"
        "完成时限由2026年6月30日改为2026年7月5日：雨停"
    )


def test_send_back_names_the_new_units(walk):
    walk.request("send_back", "2026-06-02", suggested=[2])
    units = [{"unit": 2, "role": "lead", "name": "市工信局"}]
    walk.do("send_back_granted", "2026-06-03", units=units, text="职能在市工信局")
    assert said(walk) == "同意回退，改由市工信局承办：职能在市工信局"


def test_slip_names_colour_number_and_day(walk):
    walk.do("slip_issued", "2026-06-05 10:00", number="督〔2026〕1号", colour="blue", text="")
    assert said(walk) == "发出蓝色督查单督〔2026〕1号，2026年6月9日前答复"


def test_plan_tells_its_nodes_and_a_review_its_verdict():
    walk = Walk()
    walk.dispatch("2026-06-01 10:00", M13710, "complex")
    nodes = [{"name": "竣工", "due": "2026-12-20"}]
    walk.do("plan_filed", "2026-06-20", text="工期较长。", nodes=nodes)
    assert said(walk) == "报送方案：工期较长；节点：竣工（2026年12月20日）"
    review = {"answers": "step:reported", "verdict": "insufficient", "quality": "poor"}
    walk.do("report_reviewed", "2026-06-21", **review, text="只有一句话")
    assert said(walk) == "报告审核：不合要求，需要重报，质量差：只有一句话"
    walk.do("public_rated", "2026-06-22", satisfied=False, text="")
    assert said(walk) == "群众评价：不满意"
