"""What a reader knows of the pages reaches every stage that opens the text."""

from pdf_files import make_page, read_pages

from taizhang.extraction import extract, read_layout
from taizhang.extraction.lint import lint

HEAD = "九、云岭市若干措施"
PAGES = [
    ["　　云岭市2026年工作要点", "　　一、培育主体。支持企业技术改造，年内培育高新技"],
    [
        "术企业12家以上，12月底前完成。（市科技局负责）",
        "　　二、建好平台。6月底前新建实验室3家，把技术合",
    ],
    [
        "同成交额做到12亿元以上。（市教育局负责）",
        "　　三、扩大投资。12月底前完成投资6亿元。（市发改委负责）",
    ],
]


def test_running_heads_and_cuts_are_known_to_layout_reading_and_checking() -> None:
    decoded = read_pages(*(make_page(*lines, head=HEAD) for lines in PAGES))
    heads = [(s, e) for s, e in decoded.noise if decoded.text[s:e] == HEAD]
    assert len(heads) == 3
    assert set(heads) <= set(read_layout(decoded).noise)
    (document,) = extract(decoded).documents
    assert [len(item.units) for item in document.items] == [1, 1, 1]
    assert lint(decoded.text).findings  # as plain text the head is a heading out of order
    assert lint(decoded).findings == ()
