import csv
import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.papers import Limits, PaperError, iter_csv, read_csv, write_csv

HEADER = ["编号", "任务"]


def written(rows):
    stream = io.BytesIO()
    write_csv(rows, HEADER, stream)
    return stream.getvalue()


def read_back(data, **limits):
    return [list(row) for row in read_csv(io.BytesIO(data), Limits(**limits)).rows]


def test_csv_goes_out_as_utf8_with_bom():
    assert written([["T000001", "培育"]]) == "\ufeff编号,任务\r\nT000001,培育\r\n".encode()


@pytest.mark.parametrize("risky", ["=1+1", "+86", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1"])
def test_text_that_looks_like_a_formula_goes_out_as_text_and_comes_back_unchanged(risky):
    data = written([[risky, "x"]])
    shown = next(csv.reader(io.StringIO(data.decode("utf-8-sig").split("\r\n", 1)[1], newline="")))
    assert shown[0].startswith("'")
    assert read_back(data)[1][0] == risky.replace("\r", "\n")


def test_numbers_are_not_escaped():
    assert written([[-5, 0.5]]).decode("utf-8-sig").splitlines()[1] == "-5,0.5"


texts = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=30)


@given(st.lists(st.tuples(texts, texts), max_size=8))
def test_what_is_written_is_read_back(rows):
    assert read_back(written(rows)) == [HEADER, *map(list, rows)]


def test_long_tables_leave_in_pieces_that_join_to_the_whole():
    rows = [[f"T{number:06d}", "任务" * 50] for number in range(3_000)]
    pieces = list(iter_csv(rows, HEADER))
    assert len(pieces) > 5
    assert b"".join(pieces) == written(rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_files_saved_by_office_programs_are_read(encoding):
    assert read_back("编号,任务\nT000001,市嵖岈山\n".encode(encoding))[1] == ["T000001", "市嵖岈山"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"a\0b", "binary"),
        (b"\xff\xff\xff,\x81", "wrong_encoding"),
        (b'"open', "unreadable"),
        (b"a\n" * 30, "too_many_rows"),
        (b"," * 300, "too_many_columns"),
        (b"x" * 3_000, "too_large"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(data, code):
    with pytest.raises(PaperError) as refused:
        read_back(data, size=2_000, rows=20)
    assert refused.value.code == code
    assert refused.value.message.endswith("。")


def test_any_bytes_are_read_or_refused():
    dice = random.Random(7)
    codes = set()
    for _ in range(300):
        try:
            read_back(dice.randbytes(dice.randrange(200)))
        except PaperError as refused:
            codes.add(refused.code)
    assert "wrong_encoding" in codes
