"""Marks of an official document, told by how they open and end."""

import pytest

from taizhang.extraction.lines import marks

NOTES = ["(此件公开发布)", "(本文有删减)", "(联系人:张三)", "主动公开", "公开发布"]
NUMBERS = ["云政办〔2026〕5号", "(云)政〔2026〕5号", "第5号"]
SHEETS = [
    "000123", "特急", "加急", "急件", "———", "云岭市人民政府文件", "抄送:市委各部门", "抄报:省政府",
    "云岭市人民政府办公室2026年3月5日印发", "绝密", "机密★1年", "秘密", "签发人:张三", "(共印50份)",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTES)
def test_issue_note_may_be_a_mark(text: str) -> None:
    assert marks.issue_note(text)
    assert marks.may_be_mark(text)


@pytest.mark.parametrize("text", NUMBERS)
def test_document_number_may_be_a_mark(text: str) -> None:
    assert marks.document_number(text)
    assert marks.may_be_mark(text)


@pytest.mark.parametrize("text", SHEETS)
def test_letterhead_may_be_a_mark(text: str) -> None:
    assert marks.letterhead(text)
    assert marks.may_be_mark(text)


@pytest.mark.parametrize("text", ["附件3", "各县区人民政府:", "(市发改委、市财政局):", "。"])
def test_other_marks_may_be_marks(text: str) -> None:
    assert marks.may_be_mark(text)


@pytest.mark.parametrize("text", ["(市发改委负责)", "推进园区扩容提质。", "一、加强领导"])
def test_sentence_of_the_text_is_no_mark(text: str) -> None:
    assert not marks.may_be_mark(text)
