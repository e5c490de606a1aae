"""Words with links and bold pieces: addresses checked, looks unchanged, nothing smuggled in."""

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_papers import opened, paper, table

from taizhang.papers import PaperError
from taizhang.papers.official import Heading, Paragraph, Piece, Words, write_paper
from taizhang.papers.official._links import check_link
from taizhang.papers.official._pieces import joined, lines_of, plain_text
from taizhang.papers.official._text import one_line, paragraphs_of

SITE = "https://tz.yunling.example"


def links_of(document):
    """Words and addresses of the links, in their order."""
    rels = document.part.rels
    return [
        (link.xpath("string(.)"), rels[link.xpath("string(@r:id)")].target_ref)
        for link in document.element.body.xpath(".//w:hyperlink")
    ]


def behind(link="/goals/?class=behind"):
    return ["滞后", Piece("17项", link=link), "，占", Piece("7.7%", bold=True), "。"]


def test_piece_with_a_link_leads_to_its_address_in_paragraph_heading_and_cell():
    body = (
        Paragraph(behind(SITE + "/a")),
        Heading(2, "（一）县区", then=behind(SITE + "/b")),
        table(lines=[["1", behind(SITE + "/c"), "1", "0"]]),
    )
    found = links_of(opened(paper(*body)))
    assert found == [("17项", f"{SITE}/{place}") for place in "abc"]


def test_address_of_the_system_begins_at_its_site():
    document = opened(paper(Paragraph(behind()), site=SITE + "/"))
    assert links_of(document) == [("17项", SITE + "/goals/?class=behind")]


def test_without_a_site_the_words_of_a_relative_link_are_printed_as_words():
    document = opened(paper(Paragraph(behind())))
    assert links_of(document) == []
    assert document.paragraphs[-1].text == "滞后17项，占7.7%。"


def test_link_has_the_letters_of_the_text_around_it():
    document = opened(paper(Paragraph(behind(SITE))))
    [style] = document.styles.element.xpath("w:style[@w:styleId='Hyperlink']")
    assert [child.tag.rpartition("}")[2] for child in style.xpath("w:rPr/*")] == ["u"]
    assert style.xpath("string(w:rPr/w:u/@w:val)") == "none"
    assert document.element.body.xpath(".//w:hyperlink//w:rPr/*[not(self::w:rStyle)]") == []


def test_only_the_bold_piece_is_bold():
    runs = opened(paper(Paragraph(behind()))).paragraphs[-1].runs
    assert [run.text for run in runs if run.bold] == ["7.7%"]


def test_size_of_a_table_reaches_every_piece_of_a_cell():
    [made] = opened(paper(table(lines=[["1", behind(SITE), "", ""]], size=9))).tables
    sizes = made._tbl.xpath(".//w:tr[3]/w:tc[2]//w:sz/@w:val")
    assert sizes == ["18"] * 5


def test_one_address_is_one_relation_of_the_file():
    document = opened(paper(Paragraph(behind(SITE)), Paragraph(behind(SITE))))
    kinds = [rel.reltype for rel in document.part.rels.values() if rel.is_external]
    assert kinds == [RELATIONSHIP_TYPE.HYPERLINK]
    assert len(links_of(document)) == 2


def test_papers_with_links_have_equal_bytes():
    body = [Paragraph(behind(f"{SITE}/{place}")) for place in range(30)]
    assert write_paper(paper(*body)) == write_paper(paper(*body))


@pytest.mark.parametrize(
    ("link", "checked"),
    [
        ("https://tz.example:8443/a?b=1&c=%20#d", "https://tz.example:8443/a?b=1&c=%20#d"),
        ("HTTP://127.0.0.1/", "HTTP://127.0.0.1/"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("/ledger/?county=青石县&q=a b", "/ledger/?county=%E9%9D%92%E7%9F%B3%E5%8E%BF&q=a%20b"),
        ('/a"><script>', "/a%22%3E%3Cscript%3E"),
        ("/a\\b", "/a%5Cb"),
        (" /a\x07 ", "/a"),
    ],
)
def test_address_is_written_in_plain_characters(link, checked):
    assert check_link(link) == checked


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://tz.example/",
        "//evil.example/a",
        "/\\evil.example",
        "\\\\server\\share",
        "https:///a",
        "https://tz.example@evil.example/",
        "https://云岭.example/",
        "http://",
        "ledger/",
        "#a",
        " ",
        "/" + "a" * 2_000,
        "/" + "县" * 300,
    ],
)
def test_other_addresses_are_refused_by_a_sentence(link):
    with pytest.raises(PaperError, match="不能写进公文") as caught:
        write_paper(paper(Paragraph([Piece("17项", link=link)])))
    assert caught.value.code == "bad_link"


def test_site_that_is_no_address_is_refused():
    with pytest.raises(PaperError, match="tz.example"):
        write_paper(paper(Paragraph(behind()), site="tz.example"))


def test_line_feed_between_pieces_begins_another_paragraph():
    words = ["甲", Piece("乙\n丙", link=SITE), "\n\n 丁 "]
    document = opened(paper(Paragraph(words)))
    assert [one.text for one in document.paragraphs[-3:]] == ["甲乙", "丙", "丁"]
    assert [words for words, _ in links_of(document)] == ["乙", "丙"]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(" \t\n　甲乙\x00", max_size=6), max_size=5))
def test_cut_text_reads_as_the_whole_one(parts):
    whole, words = "".join(parts), [Piece(part, bold=True) for part in parts]
    assert plain_text(words) == plain_text(whole)
    assert [plain_text(line) for line in lines_of(words)] == paragraphs_of(whole)
    if "　" not in whole:  # a full-width blank is kept inside a line, dropped at its ends
        assert "".join(piece.text for piece in joined(words)) == one_line(whole)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_address_is_plain_or_refused(link):
    try:
        checked = check_link(link)
    except PaperError:
        return
    assert checked.isascii()
    assert not set(checked) & set(' "<>\\^`{|}\n')
    assert checked.lower().startswith(("http://", "https://", "/"))


def test_words_may_be_text_or_pieces():
    given: list[Words] = ["甲", ["甲"], [Piece("甲")], (Piece("甲", bold=True),)]
    assert {plain_text(words) for words in given} == {"甲"}
