"""Nothing leaves a result unnoticed: items, units, targets, deadlines, words, sums."""

import copy
from pathlib import Path
from typing import Any

import pytest
from corpus import EXAMPLES, SHARED, read
from edited_policy import POLICY, items_of, result_of
from reshapes import RESHAPES

from taizhang.extraction import (
    Audit,
    ResultShapeError,
    audit,
    audit_to_json,
    extract,
    open_account,
    read_bytes,
    to_json,
)

ITEM_TEXTS = [
    *EXAMPLES,
    *sorted((SHARED / "gold" / "texts").glob("*.txt")),
    *sorted((SHARED / "gold" / "web").glob("*.txt")),
]


def _codes(found: Audit) -> list[str]:
    return [finding.code for finding in found.findings]


def _all(path: Path) -> tuple[str, dict[str, Any]]:
    text, extraction = read(path)
    return text, to_json(extraction)


@pytest.mark.parametrize("shape", RESHAPES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_an_untouched_result_is_clean(path: Path, shape: str) -> None:
    text = RESHAPES[shape](read(path)[0])
    assert audit(text, result_of(text)).findings == ()


@pytest.mark.shared
@pytest.mark.parametrize("path", ITEM_TEXTS, ids=lambda p: p.stem)
def test_each_item_that_is_deleted_leaves_all_its_sentences_as_orphans(path: Path) -> None:
    text, result = _all(path)
    assert audit(text, result).is_clean
    noise = {at for p in open_account(text).sentences if p.name == "noise" for at in range(*p.span)}
    for document in result["documents"]:
        whole = document["items"]
        for index, item in enumerate(whole):
            document["items"] = whole[:index] + whole[index + 1 :]
            found = audit(text, result)
            held = {at for orphan in found.orphans for at in range(*orphan.span)}
            words = [at for at in range(*item["span"]) if not text[at].isspace()]
            assert [at for at in words if at not in held and at not in noise] == []
            assert found.held == found.owed - len(found.orphans)
        document["items"] = whole


@pytest.mark.shared
@pytest.mark.parametrize("path", ITEM_TEXTS, ids=lambda p: p.stem)
def test_each_unit_target_and_deadline_that_is_removed_is_noticed(path: Path) -> None:
    text, result = _all(path)
    kinds = {"units": "unit_lost", "targets": "target_lost", "deadlines": "deadline_lost"}
    items = [item for document in result["documents"] for item in document["items"]]
    for item in items:
        for kind, code in kinds.items():
            whole = item[kind]
            for index in range(len(whole)):
                item[kind] = whole[:index] + whole[index + 1 :]
                assert _codes(audit(text, result)) == [code]
            item[kind] = whole


def test_an_orphan_says_its_class_its_words_and_its_line() -> None:
    result = result_of(POLICY)
    del items_of(result)[1]
    orphans = audit(POLICY, result).orphans
    assert [(o.sentence_class, o.quote) for o in orphans] == [
        ("heading", "（二）支持创业。"),
        ("task", "建设园区。"),
        ("clause", "（市教育局负责）"),
    ]
    assert orphans[1].message == (
        "第 7 行的“建设园区。”（任务）不在任何条目中；请恢复它所属的条目，或编入别的条目。"
    )


def test_a_duty_that_is_deleted_is_an_orphan() -> None:
    result = result_of(POLICY)
    result["documents"][0]["duties"].clear()
    (orphan,) = audit(POLICY, result).findings
    assert (orphan.code, orphan.sentence_class) == ("orphan", "duty")


@pytest.mark.parametrize("kind", ["units", "deadlines"])
def test_a_field_removed_from_a_duty_is_noticed(kind: str) -> None:
    result = result_of(POLICY)
    result["documents"][0]["duties"][0][kind].clear()
    assert _codes(audit(POLICY, result)) == [f"{kind[:-1]}_lost"]


def test_a_sentence_of_unread_work_that_is_struck_off_the_list_is_an_orphan() -> None:
    text = POLICY.replace("（一）扩大", "市有关部门和各县区要制定细则。\n（一）扩大")
    result = result_of(text)
    assert audit(text, result).is_clean
    result["coverage"]["unread"].clear()
    result["coverage"]["sentences"] -= result["coverage"]["classes"].pop("unread")
    codes = _codes(audit(text, result))
    assert codes.count("orphan") == 1
    assert "coverage_sum" in codes


def test_a_sentence_moved_into_another_item_is_held() -> None:
    result = result_of(POLICY)
    first, second = items_of(result)
    first["span"][1] = second["span"][1]
    first["text"] = POLICY[slice(*first["span"])]
    first["units"].extend(second["units"])
    del items_of(result)[1]
    assert audit(POLICY, result).is_clean


def test_a_heading_s_clause_is_held_by_the_items_below_it() -> None:
    text = (
        "云岭市工作方案\n一、修路\n牵头单位：市交通局\n1. 建桥。建设桥梁5座。\n责任单位：市住建局\n"
        "2. 铺路。铺路10公里。\n责任单位：市城管局\n"
    )
    result = result_of(text)
    assert [unit["name"] for unit in items_of(result)[1]["units"]] == ["市交通局", "市城管局"]
    assert audit(text, result).is_clean
    del items_of(result)[1]["units"][0]
    assert _codes(audit(text, result)) == ["unit_lost"]


def test_an_item_cut_short_leaves_the_sentences_behind_the_cut_as_orphans() -> None:
    result = result_of(POLICY)
    item = items_of(result)[1]
    item["span"][1] = POLICY.index("（市教育局")
    item["text"] = POLICY[slice(*item["span"])]
    item["units"].clear()
    assert [(f.code, f.quote) for f in audit(POLICY, result).findings] == [
        ("orphan", "（市教育局负责）"),
        ("unit_lost", "市教育局"),
    ]


def test_one_of_two_targets_with_one_quote_is_missed_when_it_is_removed() -> None:
    text = "一、提速。开工率、投产率分别达到75%、45%以上。（市发改委负责）"
    result = result_of(text)
    first, second = items_of(result)[0]["targets"]
    assert first["quote"] == second["quote"]
    items_of(result)[0]["targets"].remove(first)
    (found,) = audit(text, result).findings
    assert found.code == "target_lost"
    assert "75%" in found.message


@pytest.mark.parametrize(
    ("key", "value"), [("name", "市科技局"), ("span", [1, 3])], ids=["name", "span"]
)
def test_a_unit_that_the_text_does_not_have_there_is_a_lie(key: str, value: object) -> None:
    result = result_of(POLICY)
    items_of(result)[0]["units"][0][key] = value
    assert "span_lies" in _codes(audit(POLICY, result))


def test_words_that_differ_from_the_text_are_a_lie() -> None:
    result = result_of(POLICY)
    item = items_of(result)[0]
    item["text"] = item["text"].replace("2万人", "3万人")
    item["targets"][0]["quote"] = "新增就业3万人"
    assert _codes(audit(POLICY, result)) == ["span_lies", "span_lies"]


def test_a_span_outside_the_text_is_a_lie() -> None:
    result = result_of(POLICY)
    items_of(result)[0]["targets"][0]["span"] = [10, 10_000]
    assert "span_lies" in _codes(audit(POLICY, result))


def test_items_that_share_words_overlap() -> None:
    result = result_of(POLICY)
    items_of(result).append(copy.deepcopy(items_of(result)[0]))
    assert _codes(audit(POLICY, result)) == ["items_overlap"]


@pytest.mark.parametrize("change", ["sentences", "task", "magic"])
def test_coverage_that_does_not_add_up_is_told(change: str) -> None:
    result = result_of(POLICY)
    coverage = result["documents"][0]["coverage"]
    target = coverage if change == "sentences" else coverage["classes"]
    target[change] = target.get(change, 0) + 1
    assert set(_codes(audit(POLICY, result))) == {"coverage_sum"}


def test_a_result_of_another_text_is_told_and_nothing_else() -> None:
    found = audit(POLICY + "。", result_of(POLICY))
    assert _codes(found) == ["source_differs"]
    decoded = read_bytes("例.txt", POLICY.replace("园区", "院区").encode())
    assert _codes(audit(decoded, result_of(POLICY))) == ["source_differs"]


def test_a_result_made_with_a_date_of_issue_is_audited_with_it() -> None:
    from datetime import date

    text = "一、提速。6月底前建成园区5个。（市发改委负责）"
    result = to_json(extract(text, issued=date(2026, 4, 9)))
    assert audit(text, result).is_clean
    items_of(result)[0]["deadlines"].clear()
    assert _codes(audit(text, result)) == ["deadline_lost"]


@pytest.mark.parametrize(
    "result", [{}, {"schema": "taizhang/extract/1"}, {"schema": "taizhang/extract/9"}]
)
def test_what_is_no_result_is_an_error_with_a_sentence(result: dict[str, Any]) -> None:
    with pytest.raises(ResultShapeError, match="taizhang/extract/1") as raised:
        audit(POLICY, result)
    assert raised.value.code == "result_shape"


def test_a_span_that_is_no_pair_of_numbers_is_an_error_with_a_sentence() -> None:
    result = result_of(POLICY)
    items_of(result)[0]["span"] = ["一", None]
    with pytest.raises(ResultShapeError):
        audit(POLICY, result)


def test_an_audit_has_the_published_shape() -> None:
    result = result_of(POLICY)
    items_of(result).clear()
    found = audit_to_json(audit(POLICY, result))
    assert found["schema"] == "taizhang/audit/1"
    assert found["clean"] is False
    assert found["held"] < found["owed"] <= found["sentences"]
    assert set(found["findings"][0]) == {"code", "class", "span", "quote", "message"}
