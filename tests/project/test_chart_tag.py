"""What the tag of charts makes of an option and a table."""

import json
import re

import pytest
from django.template import Context, Template

from taizhang.project.templatetags.charts import ChartError, ChartTable

TAG = "{% load charts %}{% chart option title='图' description='一句话。' table=table size=size %}"


def _draw(option: dict, table: ChartTable, size: str = "normal") -> str:
    return Template(TAG).render(Context({"option": option, "table": table, "size": size}))


def test_text_of_an_option_cannot_leave_its_script() -> None:
    html = _draw({"title": "</script><b>"}, {"columns": ["甲"], "rows": []})
    assert "</script><b>" not in html
    [data] = re.findall(r'<script type="application/json">(.*?)</script>', html)
    assert json.loads(data) == {"title": "</script><b>"}


def test_row_starts_with_its_head_and_numbers_stand_right() -> None:
    html = _draw(
        {}, {"columns": ["县区", "人次"], "rows": [["青石县", 12], [("白河县", "/x/"), None]]}
    )
    assert '<th scope="row">青石县</th><td class="num">12</td>' in html
    assert '<th scope="row"><a href="/x/">白河县</a></th><td></td>' in html


def test_row_of_another_length_is_refused_with_a_sentence() -> None:
    with pytest.raises(ChartError, match="有一行是 1 格，表头是 2 格"):
        _draw({}, {"columns": ["县区", "人次"], "rows": [["青石县"]]})


def test_unknown_size_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ChartError, match="low、normal、tall、tallest"):
        _draw({}, {"columns": ["县区"], "rows": []}, size="huge")
