"""Papers of the fictional city, whole and small, and how a test reads them back."""

import datetime as dt
import io
import struct
import zlib

import docx

from taizhang.papers.official import (
    Align,
    Annex,
    FileProperties,
    Head,
    Heading,
    Imprint,
    OfficialPaper,
    Paragraph,
    Picture,
    Signature,
    SlipApproval,
    SlipBasis,
    SlipColour,
    SlipPaper,
    Table,
    TableColumn,
    write_paper,
    write_slip,
)

ISSUED = dt.date(2026, 11, 23)
BEIJING = dt.timezone(dt.timedelta(hours=8))
PROPERTIES = FileProperties(at=dt.datetime(2026, 11, 23, 9, 0, tzinfo=BEIJING), author="督查室")
COLUMNS = (
    TableColumn("序号", 0.6, Align.CENTRE),
    TableColumn("任务", 4),
    TableColumn("按期", 1, Align.RIGHT, "办结"),
    TableColumn("逾期", 1, Align.RIGHT, "办结"),
)


def png(width=40, height=20):
    """A white picture."""

    def chunk(kind, data):
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def table(rows=3, **changes):
    lines = [[str(at), f"第{at}项任务", "1", "0"] for at in range(1, rows + 1)]
    return Table(COLUMNS, changes.pop("lines", lines), **changes)


def paper(*body, **changes):
    """A small paper; anything may be changed."""
    parts = {
        "title": "关于重点工作进展情况的通报",
        "body": body or (Paragraph("各项工作按计划推进。"),),
        "properties": PROPERTIES,
    }
    return OfficialPaper(**(parts | changes))


def bulletin(**changes):
    """A paper with every element."""
    parts = {
        "head": Head("云岭市人民政府办公室文件", "云政办发〔2026〕31号", urgency="加急"),
        "addressee": "各县（区）人民政府，市政府各部门",
        "signature": Signature("云岭市人民政府办公室", ISSUED),
        "note": "联系人：督查室",
        "annexes": (
            Annex("滞后任务清单", [table()]),
            Annex("各县（区）进展情况表", [table()], landscape=True),
        ),
        "imprint": Imprint(("市委办公室", "市政协办公室"), "云岭市人民政府办公室", ISSUED),
    }
    body = (
        Paragraph("现将有关情况通报如下。"),
        Heading(1, "一、总体情况"),
        Heading(2, "（一）县区情况"),
        Heading(3, "1.青石县"),
        Heading(4, "（1）教育"),
        Paragraph("新建幼儿园5所。"),
        table(caption="办理情况", note="注：按期率不含延期。"),
        Picture(png(), "各单位按期办结率柱状图", caption="按期办结率"),
    )
    return paper(*body, **(parts | changes))


def slip(**changes):
    parts = {
        "head": "红色督查单",
        "colour": SlipColour.RED,
        "number": "督〔2026〕1号",
        "receiver": "市教育局",
        "matter": "新建改扩建城区公办幼儿园12所，新增学位3600个",
        "requirement": "请说明原因，提出整改措施和完成时间。",
        "answer_by": dt.datetime(2026, 11, 30, 18, 0, tzinfo=BEIJING),
        "issued_by": "云岭市人民政府督查室",
        "issued_at": dt.datetime(2026, 11, 23, 9, 30, tzinfo=BEIJING),
        "basis": (SlipBasis("重点任务分解方案", "云政发〔2026〕3号", "新建幼儿园12所"),),
        "unmet": ("10月份应报进展未报。", "截至10月底完成5所，滞后41.6个百分点。"),
        "approvals": (
            SlipApproval("拟办", "王岚", dt.date(2026, 11, 22), "建议签发。"),
            SlipApproval("审核"),
            SlipApproval("签发"),
        ),
        "contact": "联系人：王岚，电话：0000-0000000。",
        "properties": PROPERTIES,
    }
    return SlipPaper(**(parts | changes))


def opened(thing):
    """The written paper or slip, read back by python-docx."""
    data = write_slip(thing) if isinstance(thing, SlipPaper) else write_paper(thing)
    return docx.Document(io.BytesIO(data))


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs]


def found(document, text):
    """The one paragraph that says exactly this."""
    [one] = [paragraph for paragraph in document.paragraphs if paragraph.text == text]
    return one
