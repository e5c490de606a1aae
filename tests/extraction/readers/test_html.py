"""Web pages of government sites: the document without what stands around it."""

import base64

import pytest

from taizhang.extraction import DecodedText, ReadError, extract, read_bytes

TITLE = "云岭市人民政府关于印发稳就业若干措施的通知"
FACTS = f"""<table class="xxgk">
<tr><td>索&nbsp;引&nbsp;号：</td><td>0001/2025-00012</td><td>主题分类：</td><td>劳动</td></tr>
<tr><td>发文机关：</td><td>云岭市人民政府</td><td>成文日期：</td><td>2025年03月01日</td></tr>
<tr><td>标　　题：</td><td colspan="3">{TITLE}</td></tr>
<tr><td>发文字号：</td><td>云政发〔2025〕3号</td><td>发布日期：</td><td>2025-03-05</td></tr></table>"""
BODY = """<p>各县（区）人民政府，市政府各部门：</p>
<p>　　一、培育主体。年内培育企业5家。<br>（市发改委、市科技局负责）</p>
<p>　　二、扩大就业。2025年6月底前新增就业2000人以上。（市人社局牵头，市财政局配合）</p>"""


def page(body: str, *, charset: str = "utf-8", title: str = f"{TITLE}-云岭市人民政府") -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}</title>'
        f"<script>var a = '一、假的。';</script></head><body>{body}</body></html>"
    ).encode(charset)


def read(body: str) -> DecodedText:
    return read_bytes("网页.html", page(body))


def lines(body: str) -> list[str]:
    return read_bytes("网页.html", page(body, title="")).text.split("\n")


def test_what_stands_around_the_document_stays_out() -> None:
    text = read(
        '<div class="header"><a href="/">首页</a><a>公开</a><a>服务</a><a>互动</a></div>'
        '<div class="crumb">当前位置：<a>首页</a> &gt; <a>政策</a></div>'
        f"<h1>{TITLE}</h1>"
        "<div>来源：市政府办公室　发布时间：2025-03-05　浏览次数：<span>12</span></div>"
        '<div style="DISPLAY: none">三、藏的。</div><noscript>请启用脚本。</noscript>'
        f"<div class='TRS_Editor'>{BODY}</div><div>【打印本页】 【关闭窗口】</div>"
        "<div>上一篇：<a>云岭市其他文件</a></div>"
        "<ul><li><a>相关一</a><li><a>相关二</a><li><a>相关三</a><li><a>相关四</a></ul>"
        '<div class="footer">主办单位：云岭市人民政府办公室</div><p>云ICP备12345号</p>'
    ).text
    assert text.split("\n") == [
        TITLE,
        "各县（区）人民政府，市政府各部门：",
        "一、培育主体。年内培育企业5家。",
        "（市发改委、市科技局负责）",
        "二、扩大就业。2025年6月底前新增就业2000人以上。（市人社局牵头，市财政局配合）",
    ]


def test_a_page_that_is_all_under_a_noisy_name_is_still_read() -> None:
    assert "培育主体" in read(f'<div class="footer">{BODY}</div>').text


def test_the_table_of_facts_gives_number_issuer_and_date() -> None:
    decoded = read(FACTS + BODY)
    (document,) = extract(decoded).documents
    assert document.title == TITLE
    assert document.document_number == "云政发〔2025〕3号"
    assert document.issuer == "云岭市人民政府"
    assert str(document.issued) == "2025-03-01"
    assert "索引号" not in decoded.text
    (notice,) = decoded.notices
    assert notice.code == "web_facts"
    assert "索引号：0001/2025-00012；主题分类：劳动" in notice.message


def test_facts_that_the_text_prints_itself_are_not_said_twice() -> None:
    own = f"<h1>{TITLE}</h1><p>云政发〔2025〕3号</p>{BODY}<p>云岭市人民政府</p><p>2025年3月1日</p>"
    text = read(FACTS + own).text
    assert text.count("云政发") == text.count("2025年3月1日") == text.count(TITLE) == 1


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("甲<br>乙<br/>丙", ["甲", "乙", "丙"]),
        ("<p>甲&nbsp;&nbsp;乙</p><p>&nbsp;</p>", ["甲 乙"]),
        ("<p>甲<b>乙</b>\n<span>丙</span></p>丁", ["甲乙 丙", "丁"]),
        (
            '<ol start="3"><li>甲<li>乙<ol><li>内</ol><li>丙</ol>',
            ["3. 甲", "4. 乙", "1. 内", "5. 丙"],
        ),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
        ("<p>甲<!-- 注 --><![CDATA[x]]>乙", ["甲乙"]),
        ("a &lt;b&gt; &amp; c", ["a <b> & c"]),
    ],
)
def test_blocks_breaks_and_lists_become_lines(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def test_tables_keep_their_cells_and_merged_cells_are_repeated() -> None:
    body = (
        "<table><tr><th>序号<th>任务<th colspan=2>单位</tr>"
        "<tr><td rowspan=2>1<td>建园区<td>市发改委<br>市财政局<td>甲</tr>"
        "<tr><td>建平台<td><p>市科技局</p><td>乙</tr></table>"
    )
    assert lines(body) == [
        "序号\t任务\t单位\t单位",
        "1\t建园区\t市发改委\v市财政局\t甲",
        "1\t建平台\t市科技局\t乙",
    ]


def test_tables_that_only_place_text_become_lines() -> None:
    inner = "<table><tr><td>序号<td>任务<tr><td>1<td>建园区</table>"
    body = f"<table><tr><td>上左<td>上右</tr><tr><td><p>甲</p><p>乙</p>{inner}<td>右</tr></table>"
    assert lines(body) == ["上左", "上右", "甲", "乙", "序号\t任务", "1\t建园区", "右"]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "big5", "utf-16"])
def test_the_stated_charset_is_believed(charset: str) -> None:
    word = "市政府" if charset == "big5" else "培育主体"
    data = f'<html><meta charset="{charset}"><p>{word}'.encode(charset)
    assert read_bytes("页.html", data).text == word


def test_a_wrong_charset_is_not_believed() -> None:
    data = '<html><meta charset="utf-8"><p>培育主体'.encode("gb18030")
    assert read_bytes("页.htm", data).text == "培育主体"


def test_characters_that_no_charset_reads_are_noticed() -> None:
    data = '<html><meta charset="utf-8"><p>培育'.encode() + b"\xff\xff" + "主体".encode()
    decoded = read_bytes("页.html", data)
    assert decoded.text == "培育\ufffd\ufffd主体"
    assert [notice.code for notice in decoded.notices] == ["encoding"]


def test_a_page_without_text_says_so() -> None:
    with pytest.raises(ReadError, match="由脚本显示") as caught:
        read_bytes("页.html", b"<html><body><script>render()</script></body></html>")
    assert caught.value.code == "empty"


def test_a_word_file_that_is_a_page_is_read_as_a_page_with_a_notice() -> None:
    decoded = read_bytes("通知.docx", page(BODY, charset="gbk"))
    assert "培育主体" in decoded.text
    assert decoded.notices[0].code == "renamed"
    assert "内容其实是网页" in decoded.notices[0].message


def test_the_page_inside_a_web_archive_is_read() -> None:
    encoded = base64.encodebytes(page(BODY, charset="gbk")).decode()
    data = (
        "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
        "--B\r\nContent-Type: image/png\r\n\r\nx\r\n"
        '--B\r\nContent-Type: text/html; charset="gb2312"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{encoded}\r\n--B--\r\n"
    ).encode()
    assert "一、培育主体。" in read_bytes("存档.mht", data).text
    with pytest.raises(ReadError) as caught:
        read_bytes("空.mht", b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx")
    assert caught.value.code == "damaged"
