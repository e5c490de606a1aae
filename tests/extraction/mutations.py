"""Damage to texts and files, the same for the same random source: tests and fuzzer share it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from random import Random

# fmt: off
PIECES = (
    "一、", "（一）", "1. ", "（1）", "①", "第三条 ", "\n", "\n\n", "\t", "\x0b", "、", "，",
    "。", "；", "（", "）", "《", "》", "“", "”", "〔", "【", "[", "到2026年", "6月底前",
    "上半年", "印发之日起30日内", "（市科技局负责）", "责任单位：", "牵头", "配合",
    "排首位的为牵头单位，下同", "完成时限：", "附件1", "附件：1.", "培育", "企业", "140家",
    "3—5名", "8.82万人次", "分别达到70%、40%", "以上", "不少于", "翻一番", "三分之二",
    "（15分）", "权重30%", "以下8项", "90分以上", "得5分", "\u5408\u8ba1\t7\n",
    "云政办〔2026〕1号", "2026年4月9日", "— 3 —", "目录", "/3", "机密★1年", "云岭市人民政府",
    "关于印发方案的通知", "各县区：", "\u3000", "\u200b", "\ufeff", "\x00", "\r", "\x0c",
    "\u2028", "\ud800", "😀", "٣", "²", "９", "㈠", "壹", "1" * 40,
)
# fmt: on
# fmt: off
NASTY = (
    "", "0", "-1", "1", "9" * 30, "1e308", "-1e308", "NaN", "inf", "0x10", " ", "true", "a" * 300,
    "../../../../etc/passwd", "/", "g 99999999 1", "1 2 3", "甲", "%1%2%9", "http://127.0.0.1/",
)
# fmt: on
_TAG = re.compile(r"<[^<>]*>")
_VALUE = re.compile(r'="[^"<>]*"')
_CONTENT = re.compile(r">[^<>]+<")
_TOKEN = re.compile(rb"-?\d+(?:\.\d+)?|/[A-Za-z]+|<<|>>|\bobj\b|\bR\b|\bendstream\b")
# fmt: off
_PDF_TOKENS = (
    b"0", b"-1", b"1", b"2", b"3", b"4", b"5", b"99999999999", b"1e9", b"/Kids", b"/Parent",
    b"<<", b">>", b"/Pages", b"/Page", b"/Contents", b"/Font", b"/Length", b"R", b"obj", b"null",
    b"[", b"]", b"/Filter",
)
# fmt: on


def _slice(size: int, random: Random) -> tuple[int, int]:
    start = random.randrange(size + 1)
    return start, min(size, start + random.choice((1, 2, 5, 20, 200)))


def mutate_text(text: str, random: Random) -> str:
    """One or more damages to a text: pieces of grammar, cuts, doubled or moved lines."""
    for _ in range(random.choice((1, 1, 2, 4, 8))):
        text = random.choice(_TEXT_DAMAGES)(text, random)
    return text


def _insert(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(PIECES) * random.choice((1, 1, 1, 3, 40)) + text[at:]


def _delete(text: str, random: Random) -> str:
    start, end = _slice(len(text), random)
    return text[:start] + text[end:]


def _double(text: str, random: Random) -> str:
    start, end = _slice(len(text), random)
    return text[:end] + text[start:end] * random.choice((1, 2, 9)) + text[end:]


def _replace(text: str, random: Random) -> str:
    start, end = _slice(len(text), random)
    return text[:start] + random.choice(PIECES) + text[end:]


def shuffle_lines(text: str, random: Random) -> str:
    """The lines in another order."""
    lines = text.split("\n")
    random.shuffle(lines)
    return "\n".join(lines)


def _move_line(text: str, random: Random) -> str:
    lines = text.split("\n")
    lines.insert(random.randrange(len(lines)), lines.pop(random.randrange(len(lines))))
    return "\n".join(lines)


_TEXT_DAMAGES: tuple[Callable[[str, Random], str], ...] = (
    _insert,
    _insert,
    _insert,
    _replace,
    _replace,
    _delete,
    _double,
    _move_line,
    shuffle_lines,
)


def flip_bytes(data: bytes, random: Random) -> bytes:
    """Some bytes changed, cut out, doubled or the end cut off."""
    damaged = bytearray(data)
    for _ in range(random.choice((1, 2, 5, 20))):
        if not damaged:
            break
        start, end = _slice(len(damaged), random)
        match random.randrange(5):
            case 0:
                damaged[start:end] = b""
            case 1:
                damaged[start:start] = damaged[start:end]
            case 2:
                damaged[start:end] = random.randbytes(end - start)
            case 3 if random.random() < 0.2:
                del damaged[start:]
            case _:
                damaged[min(start, len(damaged) - 1)] ^= 1 << random.randrange(8)
    return bytes(damaged)


def mutate_xml(xml: str, random: Random) -> str:
    """Tags dropped, doubled, nested or swapped; values made nasty; text damaged."""
    for _ in range(random.choice((1, 2, 4))):
        pattern = random.choice((_TAG, _VALUE, _VALUE, _CONTENT))
        found = list(pattern.finditer(xml))
        if not found:
            return mutate_text(xml, random)
        piece = random.choice(found)
        xml = xml[: piece.start()] + _damaged(piece[0], pattern, xml, random) + xml[piece.end() :]
    return xml


def _damaged(piece: str, pattern: re.Pattern[str], xml: str, random: Random) -> str:
    if pattern is _VALUE:
        return f'="{random.choice(NASTY)}"'
    if pattern is _CONTENT:
        return f">{mutate_text(piece[1:-1], random)}<"
    other = random.choice(_TAG.findall(xml))
    return random.choice(("", piece * 2, piece * 50, other, piece + other, other + piece))


def mutate_zip(data: bytes, random: Random) -> bytes:
    """A part of a zip of XML damaged, dropped or put in another's place; the zip stays sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, OSError):
        return flip_bytes(data, random)
    if not parts:
        return data
    name = random.choice(sorted(parts))
    match random.randrange(12):
        case 0:
            del parts[name]
        case 1:
            parts[name] = parts[random.choice(sorted(parts))]
        case 2:
            parts[name] = flip_bytes(parts[name], random)
        case _:
            xml = parts[name].decode("utf-8", "surrogateescape")
            parts[name] = mutate_xml(xml, random).encode("utf-8", "replace")
    return zip_of(parts)


def zip_of(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def mutate_pdf(data: bytes, random: Random) -> bytes:
    """Numbers, names and references of a PDF exchanged; its table of places is wrong then."""
    for _ in range(random.choice((1, 2, 5))):
        found = list(_TOKEN.finditer(data))
        if not found:
            return flip_bytes(data, random)
        token = random.choice(found)
        other = random.choice((random.choice(_PDF_TOKENS), random.choice(found)[0]))
        data = data[: token.start()] + other + data[token.end() :]
    return data


def mutate_markup(data: bytes, random: Random) -> bytes:
    """Markup in bytes (HTML, MHT) damaged."""
    return mutate_xml(data.decode("utf-8", "surrogateescape"), random).encode(
        "utf-8", "surrogatepass" if random.random() < 0.5 else "replace"
    )


def mutate_plain(data: bytes, random: Random) -> bytes:
    """Plain text in bytes damaged by pieces of grammar."""
    text = mutate_text(data.decode("utf-8", "replace"), random)
    return text.encode("utf-8", "surrogatepass" if random.random() < 0.1 else "replace")


def mutate_table(data: bytes, random: Random) -> bytes:
    """A workbook inside its archive, a text as it stands."""
    return (mutate_zip if data.startswith(b"PK") else mutate_plain)(data, random)


MUTATORS: dict[str, Callable[[bytes, Random], bytes]] = {
    "docx": mutate_zip,
    "sheets": mutate_zip,
    "ofd": mutate_zip,
    "pdf": mutate_pdf,
    "html": mutate_markup,
    "mht": mutate_markup,
    "scheme_table": mutate_table,
}
"""A reader's module to the damage that gets past its door; the others take `mutate_plain`."""
