"""What each sentence is, where one ends, and that work outside the items is not hidden."""

import pytest
from checks import sentences_of
from corpus import example

from taizhang.extraction import CLASS_LABELS, SENTENCE_CLASSES, extract, open_account
from taizhang.extraction.lines.stream import build_stream
from taizhang.extraction.sentences.coverage import place_sentences
from taizhang.extraction.structure.context import open_document
from taizhang.extraction.structure.documents import split_documents

PLAN = """云岭市人民政府办公室关于印发云岭市促进就业若干措施的通知

各县区人民政府，市政府各部门：

《云岭市促进就业若干措施》已经市政府同意，现印发给你们，请认真贯彻执行。

云岭市人民政府办公室
2026年4月9日

云岭市促进就业若干措施

为稳定就业，制定本措施。

一、总体要求
以高质量发展为引领，坚持就业优先。

二、重点任务
围绕重点群体，做好以下工作：
（一）扩大就业容量。推动岗位开发。年内新增城镇就业2万人。6月底前出台岗位清单。（市人社局牵头，市财政局配合）
（二）支持创业。推广创业导师制；建设创业园。对首次创业的毕业生给予1万元补贴。本项所称毕业生，是指毕业五年以内的人员。目前全市已建成创业园3个。申报人员应符合下列条件。补贴对象以市人社局认定为准。
责任单位：市人社局、市教育局
完成时限：2026年12月底
（三）开展培训。天朗气清。（市人社局负责）
"""


def _classes(text: str) -> dict[str, str]:
    return dict(sentences_of(text))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("各县区人民政府，市政府各部门：", "address"),
        ("云岭市促进就业若干措施", "title"),
        ("2026年4月9日", "signature"),
        ("《云岭市促进就业若干措施》已经市政府同意，现印发给你们，请认真贯彻执行。", "preamble"),
        ("为稳定就业，制定本措施。", "preamble"),
        ("以高质量发展为引领，坚持就业优先。", "preamble"),
        ("二、重点任务", "heading"),
        ("围绕重点群体，做好以下工作：", "preamble"),
        ("（一）扩大就业容量。", "heading"),
        ("推动岗位开发。", "task"),
        ("年内新增城镇就业2万人。", "target"),
        ("6月底前出台岗位清单。", "deadline"),
        ("（市人社局牵头，市财政局配合）", "clause"),
        ("推广创业导师制；建设创业园。", "task"),
        ("对首次创业的毕业生给予1万元补贴。", "award"),
        ("本项所称毕业生，是指毕业五年以内的人员。", "definition"),
        ("目前全市已建成创业园3个。", "fact"),
        ("申报人员应符合下列条件。", "condition"),
        ("补贴对象以市人社局认定为准。", "rule"),
        ("责任单位：市人社局、市教育局", "clause"),
        ("完成时限：2026年12月底", "deadline"),
        ("天朗气清。", "unread"),
    ],
)
def test_a_sentence_has_the_class_of_its_place_and_words(words: str, name: str) -> None:
    assert _classes(PLAN)[words] == name


@pytest.mark.parametrize(
    "text",
    [
        "落实阶段性减免租金政策。",
        "完善创业补贴办法，优化申领服务。",
        "确保灵活就业人员便捷享受各项支持政策。",
        "制定奖励措施，加强资金监管。",
    ],
)
def test_work_on_a_policy_of_giving_is_a_task_and_no_award(text: str) -> None:
    assert _classes(f"一、优化服务。{text}（市人社局负责）")[text] == "task"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一、甲。推进乙；完善丙；落实丁。", ["一、甲。", "推进乙；完善丙；落实丁。"]),
        (
            "一、甲。推进乙（市财政局负责），完善丙（市民政局负责）。",
            ["一、甲。", "推进乙", "（市财政局负责），", "完善丙", "（市民政局负责）。"],
        ),
        (
            "一、甲。推进乙。（责任单位：市财政局。完成时限：2026年6月底）",
            ["一、甲。", "推进乙。", "（责任单位：市财政局。完成时限：2026年6月底）"],
        ),
        ("（一）加强领导：各县区要落实责任。", ["（一）加强领导：", "各县区要落实责任。"]),
        ("序号\t任务。\t牵头单位\n1\t建桥。修路。\t市交通局", None),
    ],
)
def test_headings_clauses_and_rows_are_one_sentence_each(
    text: str, parts: list[str] | None
) -> None:
    found = [words for words, _ in sentences_of(text)]
    assert found == (parts or text.split("\n"))


def test_a_row_of_a_task_table_counts_as_what_it_says() -> None:
    text = "序号\t任务\t牵头单位\n1\t新建停车位500个\t市住建局\n2\t优化审批流程\t市数据局"
    assert [name for _, name in sentences_of(text)] == ["table", "target", "task"]


def test_a_time_limit_that_looks_back_is_no_deadline() -> None:
    text = "云岭市工作方案\n2026年4月9日\n一、健全机制。完善2019年底前建立的制度。（市人社局负责）"
    assert _classes(text)["完善2019年底前建立的制度。"] == "task"


def test_a_clause_that_was_not_understood_is_unread_and_not_a_task() -> None:
    text = "一、修路。推进建设。（市交通局、市某某合作联盟，社会各方）"
    assert _classes(text)["（市交通局、市某某合作联盟，社会各方）"] == "unread"


def test_every_class_has_a_name_on_screen() -> None:
    assert tuple(CLASS_LABELS) == SENTENCE_CLASSES
    assert all(CLASS_LABELS.values())


def test_without_items_all_evidence_of_work_is_unread() -> None:
    """Evidence is read by position: it does not need the items to be found."""
    source = example("yunling-2026-double-half")
    text = open_account(_text("yunling-2026-double-half")).stream.source
    stream = build_stream(text)
    (part,) = split_documents(stream).parts
    context = open_document(stream, part, issued=None, level=None)
    unread = [p.span for p in place_sentences(context, (), ()) if p.name == "unread"]
    fields = [
        field.span
        for item in source.documents[0].items
        for field in (*item.units, *item.targets, *item.deadlines)
    ]
    assert fields
    missed = [s for s in fields if not any(a <= s[0] and s[1] <= b for a, b in unread)]
    assert missed == []


def _text(name: str) -> str:
    from corpus import ROOT, read

    return read(ROOT / "examples" / "policies" / f"{name}.txt")[0]


def test_work_that_no_item_holds_is_unread_in_the_result() -> None:
    text = (
        "云岭市工作方案\n一、重点任务\n市有关部门和各县区要制定配套政策。\n"
        "（一）修路。推进建设。（市交通局负责）"
    )
    (document,) = extract(text).documents
    assert [text[a:b] for a, b in document.coverage.unread] == [
        "市有关部门和各县区要制定配套政策。"
    ]
