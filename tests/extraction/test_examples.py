"""The project's own texts, read whole."""

from datetime import date

import pytest
from corpus import example

from taizhang.extraction import Document, Item, to_json


def _item(document: Document, *path: str) -> Item:
    return next(item for item in document.items if item.path == path)


def test_a_notice_and_its_attachment_are_one_document_titled_by_the_attachment() -> None:
    (document,) = example("yunling-2026-double-half").documents
    assert document.title == "攻坚二季度确保“双过半”若干措施"
    assert document.issuer == "云岭市人民政府办公室"
    assert document.document_number == "云政办〔2026〕12号"
    assert (document.issued, document.level) == (date(2026, 4, 9), "市")
    assert [item.path for item in document.items] == [(str(n),) for n in range(1, 13)]


def test_roles_and_the_omitted_level_are_read_from_a_keyed_clause() -> None:
    (document,) = example("yunling-2026-double-half").documents
    units = [(unit.name, unit.role) for unit in _item(document, "2").units]
    assert units == [
        ("市科技局", "lead"),
        ("市教育局", "responsible"),
        ("云岭学院", "responsible"),
        ("市财政局", "support"),
    ]


def test_a_clause_cut_by_a_page_is_joined() -> None:
    (document,) = example("yunling-2026-double-half").documents
    names = [unit.name for unit in _item(document, "9").units]
    assert names == ["市农业农村局", "市发改委", "市水利局"]


def test_distributed_values_share_the_operator_of_the_last() -> None:
    (document,) = example("yunling-2026-double-half").documents
    targets = _item(document, "3").targets
    assert [(t.value, t.unit, t.op) for t in targets] == [
        (75, "%", ">="),
        (45, "%", ">="),
        (50, "%", ">="),
    ]
    assert [t.indicator for t in targets] == ["签约项目开工率", "开工项目投产率", "投产项目达效率"]


def test_subsidies_names_and_codes_are_no_targets() -> None:
    (document,) = example("yunling-2026-double-half").documents
    values = {t.value for item in document.items for t in item.targets}
    assert values.isdisjoint({100000, 500, 9, 12, 600000, 38, 2026})


def test_a_convention_names_the_lead_of_every_clause_that_follows() -> None:
    (document,) = example("qingshi-2025-village-industry").documents
    first = _item(document, "二", "（一）", "1").units
    later = _item(document, "二", "（一）", "2", "（1）").units
    assert [(u.name, u.role) for u in first] == [
        ("县农业农村局", "lead"),
        ("县林业局", "responsible"),
        ("各乡镇人民政府", "responsible"),
    ]
    assert [(u.name, u.role) for u in later] == [
        ("县工信局", "lead"),
        ("县商务局", "responsible"),
    ]
    assert later[0].basis_span == first[0].basis_span is not None


def test_points_that_share_one_clause_are_one_item() -> None:
    (document,) = example("qingshi-2025-village-industry").documents
    item = _item(document, "二", "（二）")
    assert [(t.value, t.unit) for t in item.targets] == [(120, "家"), (1, "番"), (800, "人次")]


def test_the_period_of_a_stage_is_inherited_by_its_points() -> None:
    (document,) = example("qingshi-2025-village-industry").documents
    (deadline,) = _item(document, "三", "（二）", "1").deadlines
    assert deadline.date == date(2027, 10, 31)


@pytest.mark.parametrize("name", ["yunling-2026-double-half", "yunling-gazette-2026-02"])
def test_the_result_has_the_published_shape(name: str) -> None:
    result = to_json(example(name))
    assert result["schema"] == "taizhang/extract/1"
    assert set(result) == {"schema", "source", "coverage", "notices", "documents"}
    for document in result["documents"]:
        assert set(document) == {
            "title", "issuer", "document_number", "issued", "effective_until", "jurisdiction",
            "level", "span", "spans", "items", "duties", "coverage", "notices",
        }  # fmt: skip
