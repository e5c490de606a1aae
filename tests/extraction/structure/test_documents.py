"""Documents inside files, tables, wrapped lines, notices, coverage."""

import re
from datetime import date

import pytest
from corpus import EXAMPLES, example, read

from taizhang.extraction import Extraction, extract, read_bytes


def test_a_gazette_becomes_its_documents_and_annexes() -> None:
    documents = example("yunling-gazette-2026-02").documents
    assert [(d.title, d.document_number) for d in documents] == [
        ("云岭市人民政府关于印发云岭市养老服务提升行动方案等2个文件的通知", "云政〔2026〕5号"),
        ("云岭市养老服务提升行动方案", "云政〔2026〕5号"),
        ("云岭市养老机构星级评定办法（试行）", "云政〔2026〕5号"),
        ("云岭市公共停车设施建设若干措施", "云政办〔2026〕7号"),
    ]
    assert [d.issued for d in documents] == [date(2026, 2, 27)] * 3 + [date(2026, 3, 10)]
    assert [len(d.items) for d in documents] == [0, 4, 0, 2]


def test_rules_give_no_items_but_their_validity_is_read() -> None:
    rules = example("yunling-gazette-2026-02").documents[2]
    assert rules.effective_until == date(2028, 3, 31)


def test_cover_contents_and_running_heads_belong_to_no_document() -> None:
    classes = example("yunling-gazette-2026-02").coverage.classes
    assert classes["contents"] > 0
    assert classes["outside"] > 0
    assert classes["noise"] == 4


def test_an_announced_annex_without_a_text_is_noticed() -> None:
    text = "\n".join(
        [
            "云岭市人民政府关于印发停车方案等3个文件的通知",
            "云政〔2026〕9号",
            "各县区人民政府，市直各单位：",
            "现印发给你们，请认真执行。",
            "附件：1. 停车方案",
            "2. 收费方案",
            "3. 执法方案",
            "2026年5月1日",
            "附件1",
            "停车方案",
            "一、推进建设。新建车位300个。",
            "附件2",
            "收费方案",
            "一、规范收费。完善制度。",
        ]
    )
    extraction = extract(text, name="例.txt")
    assert [n.message[:4] for n in extraction.notices if n.code == "annex_missing"] == ["附件 3"]
    assert [d.title for d in extraction.documents][1:] == ["停车方案", "收费方案"]


LETTERHEAD = """000012
特急
云岭市人民政府文件
云政发〔2026〕15号
云岭市人民政府
关于加快推进新型工业化的实施意见
各县（市、区）人民政府，市政府各部门：
为加快推进新型工业化，现提出以下意见。
一、做强主导产业。实施技改项目100个。（市工信局负责）
二、强化考核。将落实情况纳入年度考核。
附件：重点任务清单
云岭市人民政府
2026年6月18日
附件
云岭市新型工业化重点任务清单
序号\t任务\t责任单位\t完成时限
1\t编制产业图谱\t市工信局\t2026年9月底前
抄送：市委各部门。
云岭市人民政府办公室　2026年6月18日印发
"""


def test_a_letterhead_above_the_title_and_a_date_under_the_text_are_read() -> None:
    opinion, annex = extract(LETTERHEAD, name="例.txt").documents
    assert opinion.title == "云岭市人民政府关于加快推进新型工业化的实施意见"
    assert opinion.document_number == annex.document_number == "云政发〔2026〕15号"
    assert opinion.issued == annex.issued == date(2026, 6, 18)
    assert opinion.issuer == "云岭市人民政府"
    assert [len(opinion.items), len(annex.items)] == [2, 1]
    assert opinion.coverage.unread == annex.coverage.unread == ()


@pytest.mark.parametrize(
    "signed",
    [
        "云政发〔2026〕15号\n签发人：李明",
        "　云政发〔2026〕15号\t签发人：李明",
        "　云政发〔2026〕15号            签发人：李　明",
        "云政发〔2026〕15号签发人：李明  王小岚",
        "云政发（2026）15号 签发：李明",
    ],
)
def test_a_number_beside_the_name_of_its_signer_is_read_alone(signed: str) -> None:
    text = LETTERHEAD.replace("云政发〔2026〕15号", signed)
    opinion, annex = extract(text, name="例.txt").documents
    assert opinion.document_number == annex.document_number == signed.strip("　")[:12]
    assert opinion.title == "云岭市人民政府关于加快推进新型工业化的实施意见"
    start, end = opinion.spans["document_number"]
    assert text[start:end] == opinion.document_number
    assert opinion.coverage.unread == annex.coverage.unread == ()


def test_a_sentence_that_names_a_number_and_a_signer_stays_whole() -> None:
    said = "一、规范签发。云政发〔2026〕15号签发人：李明，应当存档。（市档案局负责）"
    ((item,),) = (document.items for document in extract(said, name="例.txt").documents)
    assert item.text == said


def test_several_documents_in_one_file_are_cut_at_their_titles() -> None:
    notice = (
        "云岭市人民政府关于{0}的通知\n云政〔2026〕{1}号\n各县区人民政府：\n"
        "一、推进{0}。\n2026年{1}月1日"
    )
    text = "\n".join(notice.format(what, n) for n, what in enumerate(("造林", "防汛"), start=3))
    documents = extract(text, name="例.txt").documents
    assert [(d.document_number, str(d.issued)) for d in documents] == [
        ("云政〔2026〕3号", "2026-03-01"),
        ("云政〔2026〕4号", "2026-04-01"),
    ]


def test_a_secrecy_marking_is_noticed() -> None:
    (notice,) = extract("机密★1年\n云岭市人民政府文件\n", name="例.txt").notices
    assert notice.code == "secrecy_mark"


def test_skipped_and_doubled_numbers_are_noticed() -> None:
    text = "一、推进改革。\n二、推进开放。\n二、推进创新。\n五、推进发展。"
    (document,) = extract(text, name="例.txt").documents
    assert [n.code for n in document.notices] == ["numbering_duplicate", "numbering_gap"]


def test_a_table_gives_one_item_a_row() -> None:
    text = "\n".join(
        [
            "松山区重点任务分解表",
            "序号\t重点任务\t目标\t牵头单位\t责任单位\t完成时限",
            "1\t改造老旧小区\t改造小区32个\t区住建局\t财政局、各街道\t2026年11月底前",
            "2\t新建公园\t建成公园12个\t区城管局\t\t2026年10月底前",
        ]
    )
    (document,) = extract(text, name="表.txt").documents
    first, second = document.items
    assert (first.path, first.title) == (("1",), "改造老旧小区")
    assert [(u.name, u.role) for u in first.units] == [
        ("区住建局", "lead"),
        ("区财政局", "responsible"),
        ("各街道", "responsible"),
    ]
    assert [(t.value, str(t.deadline)) for t in second.targets] == [(12, "2026-10-31")]


def test_goals_below_a_table_come_behind_its_rows() -> None:
    text = (
        "序号\t任务\t责任单位\n1\t改造小区\t区住建局\n到2027年，力争培育企业30家、服务居民2万户。\n"
    )
    (document,) = extract(text, name="表.txt").documents
    assert [len(item.units) for item in document.items] == [1, 0]
    assert [t.value for t in document.items[1].targets] == [30, 20000]


def test_a_work_report_gives_one_item_a_topic_sentence() -> None:
    text = "\n".join(
        [
            "政府工作报告",
            "——2026年1月15日在白河县第十八届人民代表大会第五次会议上",
            "一、2025年工作回顾",
            "新增规上企业12家。",
            "二、2026年重点工作",
            "（一）聚力产业升级，培育新动能",
            "做强工业经济。全年新增规上企业10家。",
            "做优现代农业。新建高标准农田3万亩。",
        ]
    )
    (document,) = extract(text, name="报告.txt").documents
    assert (document.jurisdiction, document.issued) == ("白河县", date(2026, 1, 15))
    assert [item.title for item in document.items] == ["做强工业经济", "做优现代农业"]


def test_a_policy_without_any_numbering_is_read_without_error() -> None:
    text = "关于加强防汛工作的通知\n各县区要加强值守，落实责任，确保安全度汛。\n"
    extraction = extract(text, name="例.txt")
    assert extraction.coverage.sentences == 2
    assert extraction.documents[0].items == ()


def _wrap(text: str, width: int) -> str:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rest = re.sub(r"\s", "", paragraph)
        while rest:
            lines.append(rest[:width])
            rest = rest[width:]
    return "\n".join(lines)


def _facts(extraction: Extraction) -> list[object]:
    return [
        (
            item.path,
            [(u.name, u.role) for u in item.units],
            [(t.value, t.unit, t.op, t.deadline) for t in item.targets],
            {d.date for d in item.deadlines},
        )
        for document in extraction.documents
        for item in document.items
    ]


@pytest.mark.parametrize("width", [30, 38])
def test_a_text_wrapped_at_a_fixed_width_reads_the_same(width: int) -> None:
    path = next(p for p in EXAMPLES if p.stem == "yunling-2026-double-half")
    text, extraction = read(path)
    text = re.sub(r"\n\n— \d+ —\n\n", "", text)
    assert _facts(extract(_wrap(text, width), name="折行.txt")) == _facts(extraction)


def test_every_sentence_of_the_examples_is_understood() -> None:
    for path in EXAMPLES:
        assert read(path)[1].coverage.unread == ()


def test_a_signed_notice_with_points_of_its_own_leaves_its_attachment_a_document() -> None:
    text = (
        "松山区人民政府办公室关于印发松山区重点任务分解方案的通知\n各镇人民政府：\n"
        "现将方案印发给你们，并通知如下：\n"
        "一、各责任单位要制订工作方案，于2026年1月15日前报区政府办公室。\n"
        "二、区督查室要加强跟踪督办。\n松山区人民政府办公室\n2026年1月3日\n（此件公开发布）\n"
        "松山区重点任务分解方案\n一、主要预期目标\n"
        "（一）地区生产总值增长7%以上\n责任单位：区发展改革局\n"
        "（二）固定资产投资增长10%\n责任单位：区发展改革局\n"
    )
    notice, plan = extract(text).documents
    assert [item.path for item in notice.items] == [("一",), ("二",)]
    assert plan.title == "松山区重点任务分解方案"
    assert [item.path for item in plan.items] == [("一", "（一）"), ("一", "（二）")]
    assert [item.targets[0].value for item in plan.items] == [7, 10]
    assert plan.issued == notice.issued


@pytest.mark.parametrize("between", ["", "\n（此件公开发布）", "\n附件1"])
def test_a_file_may_begin_with_the_signature_of_a_lost_notice(between: str) -> None:
    text = (
        f"云岭市人民政府办公室\n2026年2月19日{between}\n2026年重点工作责任分解\n"
        "1．新建公园3个。（住房城乡建设局牵头）\n2．新增停车位500个。（公安局牵头）\n"
    )
    (document,) = extract(read_bytes("a.txt", text.encode())).documents
    assert (document.issuer, document.jurisdiction) == ("云岭市人民政府办公室", "云岭市")
    assert document.title == "2026年重点工作责任分解"
    assert document.items[0].units[0].name == "市住房城乡建设局"


@pytest.mark.parametrize("above", ["", "加急\n"])
def test_number_right_under_the_issuers_mark_does_not_hide_the_title(above: str) -> None:
    text = (
        f"{above}云岭市人民政府办公室文件\n云政办发〔2026〕31号\n"
        "云岭市人民政府办公室\n关于加快学前教育发展的通知\n市教育局：\n"
        "一、新建幼儿园。2026年内新建公办幼儿园12所。（市教育局负责）\n"
    )
    [document] = extract(text).documents
    assert document.title == "云岭市人民政府办公室关于加快学前教育发展的通知"
    assert document.document_number == "云政办发〔2026〕31号"
