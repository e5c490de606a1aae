"""Typed values become the form of the contract."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.documents.domain.errors import FieldValueError
from taizhang.documents.domain.names import clean_name
from taizhang.documents.domain.passages import find_squashed
from taizhang.documents.domain.queries.shown import format_figure
from taizhang.documents.domain.values import clean_date, clean_number, clean_targets, clean_units


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("140", 140),
        ("1,400", 1400),
        ("１４０", 140),
        ("8.82万", 88200),
        ("1.5亿", 150_000_000),
        ("2万亿", 2_000_000_000_000),
        ("20.50", 20.5),
        (" 3 000 ", 3000),
        ("-2.5", -2.5),
        (7, 7),
        (2.0, 2),
        ("", None),
        (None, None),
    ],
)
def test_number_is_read_in_base_units(typed, number):
    cleaned = clean_number("目标值", typed)
    assert cleaned == number
    assert type(cleaned) is type(number)


@given(st.decimals(min_value=0, max_value=10**15, places=4, allow_nan=False, allow_infinity=False))
def test_number_written_out_reads_back(value):
    assert Decimal(str(clean_number("目标值", f"{value:f}"))) == Decimal(str(float(value)))


def result_or_sentence(clean, text):
    """What a cleaner gives, or the sentence it refuses with."""
    try:
        return clean(text), ""
    except FieldValueError as error:
        return None, error.message


@given(st.text())
def test_any_text_is_a_number_or_a_sentence(text):
    value, sentence = result_or_sentence(lambda typed: clean_number("目标值", typed), text)
    assert value is None or (isinstance(value, int | float) and not sentence)
    assert not sentence or sentence.endswith("。")


@given(st.text())
def test_any_text_is_a_date_or_a_sentence(text):
    day, sentence = result_or_sentence(lambda typed: clean_date("issued", "日期", typed), text)
    assert day is None or (len(day) == 10 and not sentence)
    assert not sentence or "2024-06-30" in sentence


def test_empty_lines_of_a_form_are_no_entries():
    blank = {"indicator": " ", "op": "=", "value": "", "quote": ""}
    assert clean_targets([blank]) == []
    assert clean_units([{"name": " ", "role": "lead"}]) == []


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ({"op": "=", "value": 140, "value_max": None, "unit": "家"}, "140 家"),
        ({"op": ">=", "value": 26000, "value_max": None, "unit": "人"}, "≥2.6万人"),
        ({"op": "range", "value": 3, "value_max": 5, "unit": "名"}, "3—5 名"),
        ({"op": "~", "value": 20, "value_max": None, "unit": "%"}, "约20 %"),
        ({"op": ">", "value": 2_000_000_000, "value_max": None, "unit": "元"}, ">20亿元"),
        ({"op": "=", "value": 12345, "value_max": None, "unit": "个"}, "12,345 个"),
        ({"op": "<=", "value": 1.5, "value_max": None, "unit": "个百分点"}, "≤1.5 个百分点"),
        ({"op": "=", "value": 3, "value_max": None, "unit": ""}, "3"),
    ],
)
def test_figure_is_written_for_people(target, shown):
    assert format_figure(target) == shown


@given(st.text())
def test_any_name_becomes_a_harmless_one(name):
    cleaned = clean_name(name)
    assert 1 <= len(cleaned) <= 255
    assert "/" not in cleaned
    assert "\\" not in cleaned
    assert cleaned not in (".", "..")
    assert clean_name(cleaned) == cleaned


@given(st.text("甲乙 \n", max_size=20), st.text("甲乙 \n", max_size=6))
def test_words_are_found_across_blanks(text, needle):
    found = find_squashed(needle, text)
    squashed = "".join(needle.split())
    if found is None:
        assert not squashed or squashed not in "".join(text.split())
    else:
        assert "".join(text[slice(*found)].split()) == squashed
