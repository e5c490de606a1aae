"""CSV as people save it: encodings, line ends, quotes, blank and uneven rows, odd numbers."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemes.reading.door import cells, places, problems

HEAD = "firm_id,paid_yuan\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "in.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_is_read_in_each_encoding_that_offices_save(path: Path, encoding: str) -> None:
    data = "企业编号,金额（元）,等级\n青石厂,1.5,甲级（a）\n".encode(encoding)
    assert cells(path, data) == [
        {"firm_id": "青石厂", "paid_yuan": Decimal("1.5"), "class": "a"},
    ]


@pytest.mark.parametrize("head", ["企业编号,金额", "企业编号 , 金额 (元)", "firm_id,金额(元)"])
def test_a_head_is_known_with_and_without_its_unit_and_width(path: Path, head: str) -> None:
    assert cells(path, f"{head}\nA,1\n".encode()) == [{"firm_id": "A", "paid_yuan": Decimal(1)}]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_end_of_line_is_one(path: Path, end: str) -> None:
    data = end.join(["firm_id,paid_yuan", "A,1", "B,2", ""]).encode()
    assert [row["firm_id"] for row in cells(path, data)] == ["A", "B"]


@pytest.mark.parametrize("blank", ["", ",", "  ,\t", '""', "\u3000,\u00a0"])
def test_a_blank_row_is_passed_over_and_still_counted(path: Path, blank: str) -> None:
    data = f"{HEAD}A,1\n{blank}\nB,x\n".encode()
    assert places(path, data) == [(4, "paid_yuan", "x")]


def test_a_line_break_in_quotes_does_not_make_a_row(path: Path) -> None:
    data = f'{HEAD}"A\r\n厂",1\nB,x\n'.encode()
    assert places(path, data) == [(3, "paid_yuan", "x")]


def test_quotes_within_a_cell_stay(path: Path) -> None:
    data = f'{HEAD}"A ""一厂""",1\n5" 管,2\nx "y" z,3\n'.encode()
    assert [row["firm_id"] for row in cells(path, data)] == ['A "一厂"', '5" 管', 'x "y" z']


def test_a_short_row_ends_in_empty_cells(path: Path) -> None:
    assert cells(path, f"{HEAD}A\nB,2\n".encode())[0] == {"firm_id": "A"}


def test_a_long_row_is_refused_with_its_number_unless_the_rest_is_blank(path: Path) -> None:
    assert cells(path, f"{HEAD}A,1,, \n".encode()) == [{"firm_id": "A", "paid_yuan": Decimal(1)}]
    [problem] = problems(path, f"{HEAD}A,1\nB,1,234.50\n".encode())
    assert problem.row == 3
    assert "3 格" in problem.message


@pytest.mark.parametrize("tail", ['"B,2\nC,3\n', '"B"x,2\n'])
def test_quotes_that_do_not_pair_are_refused_with_the_row(path: Path, tail: str) -> None:
    [problem] = problems(path, f"{HEAD}A,1\n{tail}".encode())
    assert problem.row == 3
    assert "引号" in problem.message


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空的"),
        (b"\xef\xbb\xbf", "空的"),
        (b" \r\n\t", "空的"),
        (b"firm_id,paid_yuan\nA\0,1\n", "不是表格"),
        ("firm_id,paid_yuan\nA,1\n".encode("utf-16"), "不是表格"),
        (b"firm_id,paid_yuan\n\xff\xff,1\n", "编码"),
        (b"firm_id,paid_yuan\n", "没有数据"),
        (b"firm_id,paid_yuan", "没有数据"),
        (b"firm_id,paid_yuan\n,\n", "没有数据"),
    ],
)
def test_a_file_without_a_table_is_refused_with_a_sentence(
    path: Path, data: bytes, word: str
) -> None:
    [problem] = problems(path, data)
    assert word in problem.message


def test_a_file_that_is_not_there_or_a_folder_is_refused(path: Path) -> None:
    from taizhang.schemes import InputRefusedError
    from taizhang.schemes.reading import read_texts

    for wrong in (path, path.parent):
        with pytest.raises(InputRefusedError):
            read_texts(wrong, ())


def test_a_head_that_stands_twice_is_refused_also_in_two_languages(path: Path) -> None:
    assert places(path, b"firm_id,paid_yuan,paid_yuan\nA,1,2\n") == [(1, "paid_yuan", "")]
    data = "firm_id,paid_yuan,金额（元）\nA,1,2\n".encode()
    assert places(path, data) == [(1, "金额（元）", "")]


def test_a_missing_column_is_named_and_an_optional_one_is_not(path: Path) -> None:
    assert places(path, b"firm_id,points\nA,1\n") == [(1, "paid_yuan", "")]


@pytest.mark.parametrize("blank", ["", ",", "  "])
def test_a_head_below_a_blank_line_is_no_head(path: Path, blank: str) -> None:
    [problem] = problems(path, f"{blank}\n{HEAD}A,1\n".encode())
    assert problem.row == 1
    assert "表头" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "1e3",
        "１２",
        "1,234.50",
        "12元",
        "¥12",
        "12%",
        "0x10",
        "1_000",
        ".5",
        "5.",
        "1.234",
        "NaN",
        "inf",
        "-0.01",
        "-1",
        "½",
        "一百",
        "#N/A",
        "--1",
        "=1+1",
        "100000000000000",
        "1.2.3",
        "1\u200b",
    ],
)
def test_money_that_is_not_plainly_written_is_refused_with_its_value(path: Path, text: str) -> None:
    assert places(path, f'{HEAD}A,1\nB,"{text}"\n'.encode()) == [(3, "paid_yuan", text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("-0.00", "0"),
        ("+5", "5"),
        ("007.50", "7.50"),
        ("1.500", "1.5"),
        (" 12 ", "12"),
        ("99999999999999.99", "99999999999999.99"),
        ("0.29", "0.29"),
    ],
)
def test_money_that_is_plainly_written_is_taken_exactly(path: Path, text: str, value: str) -> None:
    [row] = cells(path, f"{HEAD}A,{text}\n".encode())
    assert row.get("paid_yuan", 0) == Decimal(value)


@pytest.mark.parametrize(
    ("column", "texts"),
    [
        ("growth_pct", "1e3 5% １ 1,0 100.00000000000000000001 100.000001 1234567890"),
        ("points", "0.123456789 1e1 １"),
        ("firms", "1.5 １ 1e3 1,000 3家 1234567890"),
        ("listed", "yes Y 对 2 √ １ 真"),
        ("class", "c A 甲 甲级 none甲 aa"),
        ("day", "2024-2-1 2024/02/01 2024-02-30 20240201 2024-02-01T00:00 ２０２４-02-01 45000"),
        ("period", "2024-13 2024-00 2024-1 2024年1月 202401 2024-01-01"),
        ("area", "1e3 １ 1,0 10亩 1234567890123"),
    ],
)
def test_a_cell_of_another_kind_is_refused_with_its_value(
    path: Path, column: str, texts: str
) -> None:
    wrong = texts.split()
    rows = "".join(f'A{at},1,"{text}"\n' for at, text in enumerate(wrong))
    data = f"firm_id,paid_yuan,{column}\n{rows}".encode()
    assert places(path, data) == [(at, column, text) for at, text in enumerate(wrong, start=2)]


def test_words_for_yes_no_and_none_are_taken_in_both_languages(path: Path) -> None:
    words = ["true", "TRUE", "1", "是", "false", "0", "否"]
    rows = "".join(
        f"A{at},1,{word},{'无' if at % 2 else 'none'}\n" for at, word in enumerate(words)
    )
    found = cells(path, f"firm_id,paid_yuan,listed,class\n{rows}".encode())
    assert [row.get("listed", False) for row in found] == [True] * 4 + [False] * 3
    assert not any("class" in row for row in found)


def test_a_doubled_key_is_refused_where_only_blanks_differ(path: Path) -> None:
    assert places(path, f"{HEAD}A,1\n A ,2\n".encode()) == [(3, "firm_id", "A")]


def test_ids_that_look_like_something_else_stay_as_they_are(path: Path) -> None:
    ids = ["NA", "null", "None", "1e3", "001", "0012345678901234567890", "-1", "=1+1", "TRUE"]
    data = (HEAD + "".join(f"{text},1\n" for text in ids)).encode()
    assert [row["firm_id"] for row in cells(path, data)] == ids


def test_every_problem_is_said_at_once_in_the_order_of_the_rows(path: Path) -> None:
    data = b"firm_id,paid_yuan,firms\n,1,1\nA,x,1\nB,1,y\nC,-1,z\n"
    assert [place[:2] for place in places(path, data)] == [
        (2, "firm_id"),
        (3, "paid_yuan"),
        (4, "firms"),
        (5, "paid_yuan"),
        (5, "firms"),
    ]


TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters='\n",'), max_size=6
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(TEXTS, min_size=1, max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_what_a_writer_of_csv_wrote_is_read_cell_by_cell(
    path: Path, texts: list[str], end: str
) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator=end)
    writer.writerow(["firm_id", "paid_yuan"])
    writer.writerows([f"{at}|{text}", "1"] for at, text in enumerate(texts))
    found = cells(path, stream.getvalue().encode())
    assert [row["firm_id"] for row in found] == [
        f"{at}|{text}".strip() for at, text in enumerate(texts)
    ]
