"""The values of a sweep."""

import pytest

from taizhang.schemes import BadSettingError
from taizhang.schemes.what_if import span_of


def test_a_range_holds_both_ends_exactly():
    assert span_of("0.1:0.5:0.1") == ("0.1", "0.2", "0.3", "0.4", "0.5")
    assert span_of("3:1:-1") == ("3", "2", "1")
    assert span_of("1:2:3") == ("1",)
    assert span_of("100000：200000：50000") == ("100000", "150000", "200000")


def test_a_list_keeps_its_order_and_words():
    assert span_of(" article , table ") == ("article", "table")
    assert span_of("30，20，25") == ("30", "20", "25")


@pytest.mark.parametrize(
    "text", ["", "1,,2", "1,1", "1:2", "1:2:0", "1:2:-1", "a:b:c", "1:NaN:1", "1:Infinity:1"]
)
def test_what_is_no_span_is_refused_with_the_form(text):
    with pytest.raises(BadSettingError, match="起:止:步长"):
        span_of(text)


def test_too_many_values_are_refused_with_their_number():
    with pytest.raises(BadSettingError, match="1001"):
        span_of("0:1000:1")
