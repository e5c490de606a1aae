"""Dates left blank."""

import pytest
from drafts import grave, grave_codes, mutate

IN_FORCE = "本办法自2026年4月1日起施行，有效期三年。"


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("本办法从2026年 月 日起实施。", "从2026年 月 日起实施"),
        ("本办法自2026年4月 日起施行。", "自2026年4月 日起施行"),
        ("本办法自　年　月　日起施行。", "自　年　月　日起施行"),
        ("本办法自20XX年X月X日起施行。", "自20XX年X月X日起施行"),
        ("本办法自2026年×月×日起施行。", "自2026年×月×日起施行"),
        ("本办法有效期至2029年 月 日。", "有效期至2029年 月 日"),
    ],
)
def test_a_blank_day_of_coming_into_force_is_an_error(sentence: str, quote: str) -> None:
    (finding,) = grave(mutate("plan", (IN_FORCE, sentence)))
    assert (finding.code, finding.severity) == ("effective_date_blank", "error")
    assert finding.quote.endswith(quote)
    assert "第四条" in finding.message


def test_a_blank_time_limit_is_a_warning() -> None:
    text = mutate("plan", ("2026年9月底前，新增助餐点", "于2026年 月 日前新增助餐点"))
    assert "date_blank" in grave_codes(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "本办法自2026年4月1日起施行。",
        "本办法自印发之日起施行。",
        "本办法自2026年4月起施行。",
        "申请人在入职的第6年起可申请。",
        "填表日期：　　年　月　日",
    ],
)
def test_whole_dates_and_forms_are_silent(sentence: str) -> None:
    assert grave_codes(mutate("plan", (IN_FORCE, sentence))) == []


def test_a_validity_without_its_years_is_an_error() -> None:
    text = "云岭市办法\n第一条 制定本办法。\n第二条 本办法自2026年5月1日起施行，有效期{}年。\n"
    assert grave_codes(text.format("三")) == []
    assert grave_codes(text.format("  ")) == ["effective_date_blank"]


def test_a_blank_before_until_needs_no_lead() -> None:
    text = "云岭市方案\n一、任务\n（一）清查登记。{}前完成清查。\n（二）处置。2026年8月底前完成。\n"
    assert grave_codes(text.format("2026年5月20日")) == []
    assert grave_codes(text.format("2026年 月 日")) == ["date_blank"]
