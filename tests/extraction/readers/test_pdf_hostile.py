"""Harmful PDF files: a result or a sentence, in bounded time."""

import hashlib
import time
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_files import FIRST, SECOND, PdfPage, make_page, write_objects, write_pdf

from taizhang.extraction import DecodedText, ReadError, read_bytes

GOOD = write_pdf(make_page(*FIRST, number="— 1 —"), make_page(*SECOND, number="— 2 —"))
_SLOW = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def _answer(data: bytes) -> DecodedText | ReadError:
    try:
        return read_bytes("害.pdf", data)
    except ReadError as error:
        return error


def _survive(data: bytes, seconds: float = 70) -> DecodedText | str:
    """What is read, or the code of the sentence; never anything else."""
    begun = time.monotonic()
    answer = _answer(data)
    assert time.monotonic() - begun < seconds
    if isinstance(answer, ReadError):
        assert answer.message.endswith("。")
        return answer.code
    decoded = answer
    assert decoded.pages is None or len(decoded.pages.boxes) == 4 * len(decoded.text)
    return decoded


@pytest.mark.parametrize("end", range(0, len(GOOD), 1024))
def test_file_cut_at_any_kilobyte_is_read_or_refused(end: int) -> None:
    _survive(GOOD[:end])


@_SLOW
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.binary(max_size=40)), max_size=8))
def test_file_with_bytes_changed_is_read_or_refused(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(GOOD)
    for at, new in changes:
        data[at : at + len(new)] = new
    _survive(bytes(data))


_CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>"
_TREE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def _packed(body: bytes, head: bytes = b"") -> bytes:
    packed = zlib.compress(body, 9)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
        head,
        len(packed),
        packed,
    )


def test_page_with_a_million_objects_ends_in_time() -> None:
    content = _packed(b"0 0 m 9 9 l S\n" * 1_000_000)
    data = write_objects([_CATALOGUE, _TREE, _PAGE % b"", content])
    assert len(data) < 200_000
    assert _survive(data) in ("no_text_layer", "reader_memory", "reader_timeout", "reader_died")


def test_content_that_unpacks_to_gigabytes_ends_in_time() -> None:
    layer = zlib.compress(b" " * 100_000_000, 9)
    bomb = zlib.compress(layer * 30, 9)
    head = b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>" % len(bomb)
    content = head + b"\nstream\n" + bomb + b"\nendstream"
    assert isinstance(_survive(write_objects([_CATALOGUE, _TREE, _PAGE % b"", content])), str)


def test_form_that_holds_itself_ends() -> None:
    resources = b"/Resources << /XObject << /F 5 0 R >> >>"
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + resources
    content, form = _packed(b"/F Do"), _packed(b"/F Do", head)
    data = write_objects([_CATALOGUE, _TREE, _PAGE % resources, content, form])
    assert _survive(data) == "empty"


@pytest.mark.parametrize(
    "tree",
    [
        b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>",
        b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2000000000 >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count -1 >>",
        b"<< /Type /Pages /Kids [" + b"3 0 R " * 3000 + b"] /Count 3000 >>",
        b"<< /Type /Pages /Kids " + b"[" * 50_000 + b"]" * 50_000 + b" /Count 1 >>",
    ],
    ids=["circle", "counts-too-many", "counts-backwards", "many-pages", "deep"],
)
def test_odd_tree_of_pages_is_refused_or_read(tree: bytes) -> None:
    content = b"<< /Length 1 >>\nstream\n \nendstream"
    assert isinstance(_survive(write_objects([_CATALOGUE, tree, _PAGE % b"", content])), str)


@pytest.mark.parametrize("side", ["1e30", "0", "-5", "nan"])
def test_page_of_an_odd_size_is_read_or_refused(side: str) -> None:
    page = make_page(*FIRST)
    data = write_pdf(page).replace(b"595.0 842.0", f"{side} {side}".encode())
    _survive(data)


def test_text_at_odd_places_is_read_or_refused() -> None:
    page = PdfPage()
    page.text(80, 120, "加强领导")
    page.text(1e30, -1e30, "远处")
    page.text(80, 200, "零", size=0)
    page.text(80, 300, "大", size=1e20)
    decoded = _survive(write_pdf(page))
    assert isinstance(decoded, DecodedText)
    assert "加强领导" in decoded.text


_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def test_password_is_asked_for_in_a_sentence() -> None:
    """Locked by the standard's own handler (ISO 32000, 7.6.4), forty bits."""
    words = (b"secret" + _PAD)[:32]
    owner = _rc4(hashlib.md5(words).digest()[:5], words)
    key = hashlib.md5(words + owner + b"\xfc\xff\xff\xff" + b"id").digest()[:5]
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (
        owner.hex().encode(),
        _rc4(key, _PAD).hex().encode(),
    )
    content = b"<< /Length 1 >>\nstream\n \nendstream"
    data = write_objects(
        [_CATALOGUE, _TREE, _PAGE % b"", content, lock], b"/Encrypt 5 0 R /ID [<6964> <6964>]"
    )
    assert _survive(data) == "encrypted"
