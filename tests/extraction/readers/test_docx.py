"""Word files: what is read is what a person sees on paper."""

import io

import docx
import pytest
from word_files import NS, cell, level, numbered, numbering, p, package, relations, row, table, word

from taizhang.extraction import DecodedText, ReadError, read_bytes


def read(data: bytes) -> DecodedText:
    return read_bytes("方案.docx", data)


def text_of(body: str, **parts: str) -> str:
    return read(word(body, **parts)).text


def codes(data: bytes) -> list[str]:
    return [notice.code for notice in read(data).notices]


def test_paragraphs_of_a_real_word_file_are_lines() -> None:
    document = docx.Document()
    document.add_heading("云岭市关于稳就业的若干措施", 0)
    document.add_paragraph("一、加强领导。")
    document.add_paragraph("")
    document.add_paragraph("二、狠抓落实。")
    stream = io.BytesIO()
    document.save(stream)
    assert (
        read(stream.getvalue()).text == "云岭市关于稳就业的若干措施\n一、加强领导。\n二、狠抓落实。"
    )


class TestNumbers:
    """Numbers that Word makes itself."""

    CHINESE = numbering(
        level(0, "chineseCountingThousand", "%1、", '<w:suff w:val="nothing"/>'),
        level(1, "chineseCounting", "（%2）", '<w:suff w:val="nothing"/>'),
        level(2, "decimal", "%3.", '<w:suff w:val="space"/>'),
        level(3, "decimalEnclosedCircle", "%4", '<w:suff w:val="nothing"/>'),
    )

    def test_levels_count_and_start_anew_below_a_new_number(self) -> None:
        body = "".join(
            numbered(text, level=depth)
            for text, depth in [
                ("甲", 0), ("乙", 1), ("丙", 2), ("丁", 2), ("戊", 3), ("己", 1), ("庚", 2),
                ("辛", 0), ("壬", 1),
            ]
        )  # fmt: skip
        assert text_of(body, numbering=self.CHINESE).split("\n") == [
            "一、甲", "（一）乙", "1. 丙", "2. 丁", "①戊",
            "（二）己", "1. 庚", "二、辛", "（一）壬",
        ]  # fmt: skip

    def test_text_between_numbered_paragraphs_does_not_stop_the_count(self) -> None:
        body = numbered("甲") + p("正文。") + numbered("") + numbered("乙")
        assert text_of(body, numbering=self.CHINESE) == "一、甲\n正文。\n三、乙"

    def test_a_second_list_with_a_start_of_its_own_begins_there(self) -> None:
        other = (
            '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        )
        definition = numbering(level(0, "decimal", "%1．"), instances=other)
        body = numbered("甲") + numbered("乙", 2) + numbered("丙", 2)
        assert text_of(body, numbering=definition) == "1． 甲\n5． 乙\n6． 丙"

    def test_numbers_of_higher_levels_are_printed_in_their_own_form_or_in_digits(self) -> None:
        definition = numbering(
            level(0, "chineseCounting", "第%1章"),
            level(1, "decimal", "%1.%2"),
            level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"),
        )
        body = numbered("总则") + numbered("甲", level=1) + numbered("乙", level=2)
        assert text_of(body, numbering=definition) == "第一章 总则\n一.1 甲\n1.1.1 乙"

    def test_a_style_carries_a_number_that_a_paragraph_may_turn_off(self) -> None:
        styles = (
            '<w:style w:type="paragraph" w:styleId="a1"><w:pPr><w:numPr><w:numId w:val="1"/>'
            "</w:numPr></w:pPr></w:style>"
            '<w:style w:type="paragraph" w:styleId="a2"><w:basedOn w:val="a1"/></w:style>'
        )
        definition = numbering(
            level(0, "decimal", "%1."),
            level(1, "decimal", "（%2）", '<w:pStyle w:val="a2"/>'),
        )
        body = (
            p("甲", '<w:pStyle w:val="a1"/>')
            + p("乙", '<w:pStyle w:val="a2"/>')
            + p("丙", '<w:pStyle w:val="a1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        )
        assert text_of(body, numbering=definition, styles=styles) == "1. 甲\n（1） 乙\n丙"

    def test_a_definition_that_links_to_a_list_style_takes_its_levels(self) -> None:
        styles = (
            '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/>'
            "</w:numPr></w:pPr></w:style>"
        )
        linked = (
            '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="L"/></w:abstractNum>'
            '<w:num w:numId="7"><w:abstractNumId w:val="9"/></w:num>'
        )
        definition = numbering(level(0, "decimalFullWidth", "%1．"), instances=linked)
        assert text_of(numbered("甲", 7), numbering=definition, styles=styles) == "１． 甲"

    @pytest.mark.parametrize("number", ["3", "99999999999999999999", "x", "-1"])
    def test_numbers_of_lists_that_do_not_exist_are_left_out(self, number: str) -> None:
        body = p("甲", f'<w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="{number}"/></w:numPr>')
        assert text_of(body, numbering=self.CHINESE) == "甲"

    def test_a_style_based_on_itself_is_left(self) -> None:
        styles = '<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>'
        assert text_of(p("甲", '<w:pStyle w:val="a"/>'), styles=styles) == "甲"


class TestRuns:
    """Inside a paragraph."""

    def test_breaks_tabs_symbols_and_hyphens_are_read(self) -> None:
        runs = (
            "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t>"
            '<w:sym w:font="Wingdings" w:char="F0FE"/><w:noBreakHyphen/><w:softHyphen/>'
            '<w:t>\uf0a8</w:t><w:sym w:font="仿宋" w:char="2014"/></w:r>'
        )
        assert text_of(p(runs=runs)) == "甲\n乙 丙☑-□—"

    def test_of_fields_the_result_is_read_and_not_the_code(self) -> None:
        def mark(kind: str) -> str:
            return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

        runs = (
            mark("begin") + "<w:r><w:instrText>REF x</w:instrText><w:t>码</w:t></w:r>"
            + mark("begin") + mark("separate") + "<w:r><w:t>内</w:t></w:r>" + mark("end")
            + mark("separate") + "<w:r><w:t>果</w:t></w:r>" + mark("end") + mark("end")
            + "<w:r><w:t>后</w:t></w:r>"
            + '<w:fldSimple w:instr="DATE"><w:r><w:t>日</w:t></w:r></w:fldSimple>'
        )  # fmt: skip
        assert text_of(p(runs=runs)) == "果后日"

    def test_links_tags_and_content_controls_hold_text(self) -> None:
        runs = (
            "<w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink>"
            "<w:smartTag><w:r><w:t>签</w:t></w:r></w:smartTag>"
            "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>控</w:t></w:r></w:sdtContent></w:sdt>"
            "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
        )
        assert text_of(p(runs=runs)) == "链签控x=1"

    def test_tracked_changes_are_accepted_and_noticed(self) -> None:
        runs = (
            "<w:ins><w:r><w:t>新增</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>删去</w:delText><w:t>删去</w:t></w:r></w:del>"
            "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom>"
            "<w:moveTo><w:r><w:t>移来</w:t></w:r></w:moveTo>"
        )
        data = word(p(runs=runs))
        assert read(data).text == "新增移来"
        assert codes(data) == ["revisions"]

    def test_a_deleted_paragraph_end_joins_the_next_paragraph(self) -> None:
        body = p("甲部门要", "<w:rPr><w:del/></w:rPr>") + p("加强领导。") + p("乙。")
        assert text_of(body) == "甲部门要加强领导。\n乙。"

    def test_hidden_text_stays_out_and_is_noticed(self) -> None:
        hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>"
        shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>'
        data = word(p(runs=hidden + shown))
        assert read(data).text == "显"
        assert codes(data) == ["hidden"]

    def test_a_text_box_said_twice_is_read_once_behind_its_paragraph(self) -> None:
        def box(text: str) -> str:
            return f"<w:txbxContent>{p(text)}</w:txbxContent>"

        runs = (
            "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
            + box("框内")
            + "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
            + box("框内")
            + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            + "<w:r><w:pict><v:textbox>" + box("旧框") + "</v:textbox></w:pict></w:r>"
        )  # fmt: skip
        assert text_of(p("正文", runs=runs)) == "正文\n框内\n旧框"


class TestTables:
    """A row a line, cells between tabs."""

    def test_merged_cells_are_repeated_where_they_cover(self) -> None:
        body = table(
            row(cell("序号"), cell("任务"), cell("单位", properties='<w:gridSpan w:val="2"/>')),
            row(
                cell("1", properties='<w:vMerge w:val="restart"/>'),
                cell("建园区"), cell("市发改委", "市财政局"), cell("甲"),
            ),
            row(cell("", properties="<w:vMerge/>"), cell("建平台"), cell("市科技局"), cell("乙")),
        )  # fmt: skip
        assert text_of(body).split("\n") == [
            "序号\t任务\t单位\t单位",
            "1\t建园区\t市发改委\v市财政局\t甲",
            "1\t建平台\t市科技局\t乙",
        ]

    def test_a_table_that_only_places_text_becomes_paragraphs(self) -> None:
        one_row = table(row(cell("云政发〔2025〕3号"), cell("签发人：张三")))
        one_column = table(row(cell("甲。", "乙。")), row(cell("丙。")))
        assert text_of(one_row + one_column) == "云政发〔2025〕3号\n签发人：张三\n甲。\n乙。\n丙。"

    def test_nested_tables_wrapped_rows_and_deleted_rows(self) -> None:
        inner = f"<w:tc>{table(row(cell('内1'), cell('内2')))}{p()}</w:tc>"
        body = table(
            row(cell("甲"), cell("乙")),
            f"<w:sdt><w:sdtContent>{row(cell('丙'), inner)}</w:sdtContent></w:sdt>",
            row(cell("删"), cell("删"), properties="<w:del/>"),
            row(cell("丁"), properties='<w:gridBefore w:val="1"/>'),
        )
        assert text_of(body) == "甲\t乙\n丙\t内1\v内2\n\t丁"


class TestAround:
    """What does not stand in the body."""

    def test_footnotes_follow_the_text_in_the_order_of_their_marks(self) -> None:
        def note(number: int, text: str) -> str:
            return f'<w:footnote w:id="{number}">{p(text)}</w:footnote>'

        marks = '<w:r><w:footnoteReference w:id="2"/><w:footnoteReference w:id="1"/></w:r>'
        data = word(
            p("正文", runs=marks), footnotes=note(1, "其一") + note(2, "其二") + note(0, "线")
        )
        decoded = read(data)
        assert decoded.text == "正文\n注1：其二\n注2：其一"
        (notice,) = decoded.notices
        assert decoded.text[slice(*notice.span)] == "注1：其二\n注2：其一"

    def test_headers_and_footers_stay_out_but_for_marking_and_imprint(self) -> None:
        text = text_of(
            p("正文。"),
            header=p("云岭市人民政府公报") + p("机密★1年"),
            footer=p("— 3 —")
            + p("抄送：市委各部门。")
            + p("云岭市人民政府办公室 2025年3月1日印发"),
        )
        assert text == (
            "机密★1年\n正文。\n抄送：市委各部门。\n云岭市人民政府办公室 2025年3月1日印发"
        )

    def test_comments_and_objects_are_noticed(self) -> None:
        data = word(p("正文" * 60, runs="<w:r><w:object/></w:r>"), comments="<w:comment/>")
        assert codes(data) == ["comments", "objects"]

    def test_a_file_of_pictures_says_that_it_has_no_text(self) -> None:
        picture = '<w:r><w:drawing><a:blip r:embed="r9" xmlns:r="r"/></w:drawing></w:r>'
        with pytest.raises(ReadError, match="只有 2 张图片") as caught:
            read(word(p(runs=picture) + p(runs=picture)))
        assert caught.value.code == "no_text"

    def test_strict_files_are_read(self) -> None:
        strict = NS.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        body = f"<w:body>{p('甲')}</w:body>"
        data = package(
            {
                "[Content_Types].xml": "<Types/>",
                "_rels/.rels": relations(("/word/document.xml", "officeDocument")),
                "word/document.xml": f"<w:document {strict}>{body}</w:document>",
            }
        )
        assert read(data).text == "甲"
