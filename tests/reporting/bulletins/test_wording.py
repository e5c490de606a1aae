"""The small language of templates: what it can say, what it refuses, on which line."""

import pytest

from taizhang.reporting.domain.wording.checking import TemplateRefusedError, check_words
from taizhang.reporting.domain.wording.template_versions import shipped_templates
from taizhang.reporting.domain.wording.writing import answer_days, write_words

COUNTS = ("behind", "on_pace", "ahead", "done", "unknown")
RATES = ("on_time", "first_on_time", "extended", "returned", "reopened")
TASKS = ("total", "closed", "on_time", "late", "open", "overdue", "waiting")


def numbers_like(**more):
    """The numbers of a half-year whose five classes are those of a county's printed bulletin."""
    counts = dict(zip(COUNTS, (17, 162, 10, 24, 9), strict=True))
    shares = dict(zip(COUNTS, ("7.7", "73.0", "4.5", "10.8", "4.1"), strict=True))
    classes = {name: {"count": counts[name], "share": shares[name]} for name in COUNTS}
    item = {
        "id": "T000001.1",
        "indicator": "培育高新技术企业",
        "title": "加大创新主体培育力度",
        "task": 1,
        "goal": "≥140 家",
        "deadline": "2024-12-31",
        "value": "62 家",
        "observed_on": "2024-06-30",
        "needed": "69.62 家",
        "gap": "7.62 家",
        "lead": "-5.4",
        "pace": "behind",
        "units": [7],
        "names": ["市科技局"],
        "place": None,
    }
    row = {"id": 7, "name": "市科技局", "total": 222, **counts, "share": "7.7"}
    numbers = {
        "asked": {
            "period": "2024-H1",
            "kind": "half_year",
            "name": "2024年上半年",
            "starts": "2024-01-01",
            "ends": "2024-06-30",
            "day": "2024-06-30",
            "moment": "2024-06-30T23:59:59.999999+08:00",
            "known_at": "2024-07-02T09:00:00+08:00",
            "keeper": None,
            "office": "云岭市人民政府办公室",
            "region": "云岭市",
        },
        "numbers": {"total": 222, **classes, "good_share": "15.3", "adds_up": False},
        "tasks": {**dict.fromkeys(TASKS, 3), "closed_share": "50.0"},
        "lights": [{"colour": "red", "name": "红色（逾期）", "count": 2}],
        "rates": {
            **{name: {"count": 1, "of": 2, "base": "judged", "share": "50.0"} for name in RATES},
            "late": {"count": 1, "median": "3.0"},
            "counted": 6,
        },
        "offices": [row],
        "places": [{**row, "id": 3, "name": "青石县"}],
        "worst": ["T000001.1"],
        "best": [],
        "silent": [{"id": 7, "name": "市科技局", "tasks": 2}],
        "warnings": 4,
        "change": {
            "id": 1,
            "number": "督通〔2023〕9号",
            "day": "2023-12-31",
            "total": 2,
            **dict.fromkeys(COUNTS, -1),
            "newly_behind": ["T000001.1"],
            "recovered": [],
            "answers": {"asked": 2, "answered": 1, "silent": ["市财政局"]},
        },
        "said": {"T000001.1": {"text": "厂房年底交付。", "day": "2024-06-28", "how": "说明"}},
        "items": [item],
        "seal": "ab" * 32,
        "given": {
            "answer_by": "2024-07-16",
            "named": [[7, "市科技局", "1项指标进度滞后"]],
            "site": "",
        },
    }
    return numbers | more


def _said(body, **more):
    words = write_words(numbers_like(**more), f"标题：通报\n\n{body}")
    return ["".join(text for text, _key in each["runs"]) for each in words["blocks"]]


@pytest.mark.parametrize("kind", ["month", "quarter", "half_year", "year"])
def test_the_shipped_words_are_sound_and_speak_of_every_class(kind):
    body = shipped_templates()[kind]
    assert check_words(body) == []
    words = write_words(numbers_like(), body)
    text = "".join(t for block in words["blocks"] for t, _key in block.get("runs", []))
    for said in (
        "滞后17项",
        "正常162项",
        "占73.0%",
        "超前10项",
        "完成24项",
        "因四舍五入，合计不等于100%",
    ):
        assert said in text
    assert "2024年7月16日前书面回复云岭市人民政府办公室" in text
    assert [block["name"] for block in words["blocks"] if block["kind"] == "table"] == [
        "worst",
        "places",
        "offices",
    ]
    headings = [block for block in words["blocks"] if block["kind"] == "heading"]
    assert [block["runs"][0][0][:2] for block in headings if block["level"] == 1] == [
        "一、",
        "二、",
        "三、",
        "四、",
        "五、",
    ]


def test_the_half_year_is_titled_as_such_papers_are():
    words = write_words(numbers_like(), shipped_templates()["half_year"])
    assert words["title"] == "关于2024年上半年重点工作“双过半”完成情况的通报"
    assert answer_days(shipped_templates()["half_year"]) == 10


def test_a_figure_keeps_the_key_of_its_list():
    words = write_words(numbers_like(), "标题：通报\n\n滞后{{ n.behind }}项，{{ n.behind_share }}")
    assert words["blocks"] == [
        {"kind": "paragraph", "runs": [["滞后", ""], ["17", "numbers.behind"], ["项，7.7%", ""]]}
    ]


def test_conditions_loops_and_filters():
    assert _said("{% if n.behind > 16 and not n.adds_up %}多{% else %}少{% endif %}") == ["多"]
    assert _said("{% for o in n.offices %}{{ o.name }}{{ o.behind }}{% endfor %}") == ["市科技局17"]
    assert _said("{{ n.silent|names }}减少{{ n.change.behind|size }}项") == ["市科技局减少1项"]
    assert _said("{% if n.change %}有{% endif %}", change=None) == []
    assert _said("{% for x in n.best %}{{ x.goal }}{% empty %}无{% endfor %}") == ["无"]


def test_points_are_numbered_where_there_are_several():
    assert _said("# 一、题\n+ 甲\n+ 乙") == ["一、题", "（一）甲", "（二）乙"]
    assert _said("# 一、题\n+ 甲\n\n# 二、题\n+ 乙") == ["一、题", "甲", "二、题", "乙"]


def test_a_table_without_rows_and_an_annex_without_anything_are_left_out():
    words = write_words(
        numbers_like(), "标题：通报\n\n文\n[[table:best]]\n附件：表\n[[table:best]]"
    )
    assert [block["kind"] for block in words["blocks"]] == ["paragraph"]


def test_marks_in_names_of_units_do_nothing():
    row = {"id": 7, "name": "市\ue000x\ue001y\ue002局{{ n.total }}", "tasks": 1}
    assert _said("{{ n.silent|names }}", silent=[row]) == ["市xy局{{ n.total }}"]


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        ("{% include 'x' %}", "bad_tag", 3),
        ("甲\n{% load i18n %}", "bad_tag", 4),
        ("{% debug %}", "bad_tag", 3),
        ("{{ n.behind|upper }}", "bad_filter", 3),
        ("{{ n.behind|safe }}", "bad_filter", 3),
        ("{% if n.behind %}", "bad_syntax", 3),
        ("{{ n.behind", None, 0),
        ("甲\n乙{{ n.behnd }}", "unknown_word", 4),
        ("{{ settings.SECRET_KEY }}", "unknown_word", 3),
        ("{{ n.period.upper }}", "unknown_word", 3),
        ("{{ n.offices.clear }}", "unknown_word", 3),
        ("{% if n.behind > n.oops %}x{% endif %}", "unknown_word", 3),
        ("{% if n.behind %}{% else %}{{ n.oops }}{% endif %}", "unknown_word", 3),
        ("{% for o in n.offices %}{{ o.oops }}{% endfor %}", "unknown_word", 3),
        ("{% for o in n.offices %}{% endfor %}{{ o.name }}", "unknown_word", 3),
        ("{% for o in n.behind %}{% endfor %}", "not_a_list", 3),
        ("{{ n.offices }}", "not_a_word", 3),
        ("{{ n.tasks }}", "not_a_word", 3),
        ("{{ n.behind|top:3 }}", "bad_filter_use", 3),
        ("{{ n.offices|size }}", "bad_filter_use", 3),
        ("{{ n.worst|names }}", "bad_filter_use", 3),
        ("{% for o in n.offices|top:n.behind %}{% endfor %}", "bad_top", 3),
        (
            "{% for a in n.offices %}{% for b in n.offices %}{% for c in n.offices %}"
            "{% endfor %}{% endfor %}{% endfor %}",
            "too_deep",
            3,
        ),
        ("[[table:oops]]", "bad_table", 3),
        ("见下表[[table:worst]]", "table_in_line", 3),
    ],
)
def test_what_a_template_cannot_say_is_found_on_its_line(body, code, line):
    findings = check_words(f"标题：通报\n\n{body}")
    assert [(one.code, one.line) for one in findings] == ([(code, line)] if code else [])


def test_a_template_needs_a_title_and_a_readable_term():
    assert [one.code for one in check_words("正文")] == ["no_title"]
    [finding] = check_words("标题：通报\n回复：三天\n\n正文")
    assert (finding.code, finding.line) == ("bad_answer_days", 2)
    assert [one.code for one in check_words("标题：通" + "报" * 20_000)] == ["too_long"]


def test_a_wrong_template_is_never_written():
    with pytest.raises(TemplateRefusedError, match="第 3 行"):
        write_words(numbers_like(), "标题：通报\n\n{{ n.oops }}")


SILENT = [{"id": pk, "name": f"第{pk}局", "tasks": 1} for pk in range(1, 121)]


def test_more_than_a_hundred_points_are_numbered():
    body = "# 一、题\n{% for each in n.silent %}\n+ {{ each.name }}\n{% endfor %}"
    said = _said(body, silent=SILENT)
    assert [said[at] for at in (1, 100, 101, 120)] == [
        "（一）第1局",
        "（一百）第100局",
        "（一百零一）第101局",
        "（一百二十）第120局",
    ]


def test_a_list_is_walked_backwards():
    body = "{% for each in n.silent|top:2 reversed %}{{ each.name }}{% endfor %}"
    assert _said(body, silent=SILENT) == ["第2局第1局"]


@pytest.mark.parametrize(
    ("body", "more", "code", "why"),
    [
        ("甲\n{{ n.change.number }}", {"change": None}, "unknown_word", "n.change.number"),
        ("甲\n{{ n.office|size }}", {}, "not_a_figure", "云岭市人民政府办公室"),
        (
            "甲\n{% for a in n.silent %}{% for b in n.silent %}二十个字的一行话写了又写没有一个完"
            "{% endfor %}{% endfor %}",
            {"silent": SILENT},
            "too_long_written",
            "200000",
        ),
    ],
)
def test_what_cannot_be_written_with_these_numbers_is_said_with_its_line(body, more, code, why):
    with pytest.raises(TemplateRefusedError, match=f"第 4 行.*{why}") as refused:
        _said(body, **more)
    assert [finding.code for finding in refused.value.findings] == [code]


def test_loops_in_loops_of_common_size_are_written():
    inner = "{% for b in n.silent|top:20 %}{{ b.name }}、{% endfor %}"
    body = f"{{% for a in n.silent %}}{inner}{{% endfor %}}"
    assert len(_said(body, silent=SILENT)[0]) > 9_000
