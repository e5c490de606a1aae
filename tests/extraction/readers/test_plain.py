"""Bytes to text: encodings, and a clear sentence for what cannot be read."""

import pytest

from taizhang.extraction import ReadError, read_bytes, suffixes

TEXT = "一、加强领导。\n二、狠抓落实。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_text_of_a_known_encoding_is_decoded(data: bytes, encoding: str) -> None:
    decoded = read_bytes("甲.txt", data)
    assert (decoded.text, decoded.encoding) == (TEXT, encoding)


def test_line_ends_become_newlines_and_nothing_else_changes() -> None:
    assert read_bytes("甲.txt", "a　１\r\nb\rc".encode()).text == "a　１\nb\nc"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("空.txt", b"", "empty"),
        ("空白.txt", "\ufeff \n　".encode(), "empty"),
        ("图.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, "binary"),
        ("零.txt", b"a\x00b\x00", "binary"),
        ("乱.txt", b"\xff\x80\x81\xff" * 20, "encoding"),
        ("表.zzz", TEXT.encode(), "unknown_format"),
        ("无后缀", TEXT.encode(), "unknown_format"),
    ],
)
def test_unreadable_bytes_are_refused_with_a_code_and_a_sentence(
    name: str, data: bytes, code: str
) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(name, data)
    assert caught.value.code == code
    assert name in caught.value.message
    assert caught.value.message.endswith("。")


def test_fifty_megabytes_are_refused_by_size() -> None:
    with pytest.raises(ReadError, match=r"50\.0 MB，超过了 20\.0 MB 的上限"):
        read_bytes("大.txt", b"a" * (50 * 1024 * 1024))


def test_the_limit_is_a_parameter() -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes("甲.txt", b"abcdef", limit=5)
    assert caught.value.code == "too_large"


def test_plain_text_is_a_known_format() -> None:
    assert ".txt" in suffixes()
