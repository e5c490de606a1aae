"""Word files made for the tests: a package around XML as Word and WPS write it."""

import io
import zipfile

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATION = (
    '<Relationship Id="r{0}" Target="{1}" {3}'
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{2}"/>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{}</Relationships>"
)


def relations(*pairs: tuple[str, str]) -> str:
    """A relations part: (target, kind) each; a target with :// is outside."""
    return _RELATIONS.format(
        "".join(
            _RELATION.format(i, target, kind, 'TargetMode="External" ' * ("://" in target))
            for i, (target, kind) in enumerate(pairs)
        )
    )


def package(files: dict[str, str | bytes]) -> bytes:
    """A zip of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def word(body: str, more: tuple[tuple[str, str], ...] = (), **parts: str) -> bytes:
    """A .docx with this body; further parts by kind: numbering="<w:num …>" and so on."""
    kinds = [(f"{kind}.xml", kind) for kind in parts]
    roots = {"footnotes": "footnotes", "endnotes": "endnotes", "header": "hdr", "footer": "ftr"}
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations(("word/document.xml", "officeDocument")),
        "word/_rels/document.xml.rels": relations(*kinds, *more),
        "word/document.xml": f"<w:document {NS}><w:body>{body}</w:body></w:document>",
    }
    for kind, xml in parts.items():
        root = roots.get(kind, kind)
        files[f"word/{kind}.xml"] = f"<w:{root} {NS}>{xml}</w:{root}>"
    return package(files)


def p(text: str = "", properties: str = "", runs: str = "") -> str:
    """A paragraph."""
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}{runs}</w:p>"


def numbered(text: str, number: int = 1, level: int = 0) -> str:
    """A paragraph of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(depth: int, form: str, text: str, more: str = "") -> str:
    """A level of a list definition."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def numbering(*levels: str, instances: str = "") -> str:
    """A numbering part with one definition and the list 1."""
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{instances}'
    )


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(*lines: str, properties: str = "") -> str:
    """A cell of paragraphs."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(p(line) for line in lines) or p()}</w:tc>"
