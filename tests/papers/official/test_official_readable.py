"""Others read the file: Word by its schema, our own extraction by its words."""

import io
import zipfile

import pytest
from lxml import etree
from sample_papers import bulletin, slip

from taizhang.extraction import extract, read_bytes, to_json
from taizhang.papers.official import Head, Paragraph, write_paper, write_slip

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# ISO/IEC 29500-1, annex A: the order in which Word takes the children of these elements.
ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs kinsoku"
        " wordWrap overflowPunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind"
        " contextualSpacing jc textAlignment outlineLvl rPr sectPr"
    ),
    "rPr": "rStyle rFonts b bCs i iCs color spacing w kern position sz szCs highlight u lang",
    "tblPr": "tblStyle tblpPr tblOverlap tblW jc tblInd tblBorders shd tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "sectPr": (
        "headerReference footerReference type pgSz pgMar cols titlePg textDirection docGrid"
    ),
    "style": "name basedOn next link uiPriority qFormat pPr rPr tblPr",
}


@pytest.mark.parametrize("data", [write_paper(bulletin()), write_slip(slip())])
@pytest.mark.parametrize("part", ["document", "styles", "footer1", "footer2"])
def test_children_stand_in_the_order_of_the_schema(data, part):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(f"word/{part}.xml"))
    for name, order in ORDER.items():
        for element in root.iter(W + name):
            places = [order.split().index(child.tag.removeprefix(W)) for child in element]
            assert places == sorted(places), etree.tostring(element)


def test_extraction_reads_the_paper_back():
    written = bulletin(
        annexes=(),
        imprint=None,
        title="云岭市人民政府办公室关于加快学前教育发展的通知",
        head=Head("云岭市人民政府办公室文件", "云政办发〔2026〕31号", urgency="加急"),
        body=(Paragraph("一、新建幼儿园。2026年12月31日前新建公办幼儿园12所。（市教育局负责）"),),
    )
    [read] = to_json(extract(read_bytes("通知.docx", write_paper(written))))["documents"]
    assert read["title"] == written.title
    assert read["document_number"] == "云政办发〔2026〕31号"
    assert read["issued"] == "2026-11-23"
    assert [unit["name"] for unit in read["items"][0]["units"]] == ["市教育局"]
