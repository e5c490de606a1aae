"""Commitments: what a number stands for in longer constructions."""

import pytest

from taizhang.extraction import extract


def values(sentence: str) -> list[tuple[float, str]]:
    text = f"2026年4月9日\n一、推进发展。{sentence}（市发改委负责）"
    (document,) = extract(text, name="例.txt").documents
    return [(t.value, t.op) for item in document.items for t in item.targets]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("对600户困难老年人家庭实施适老化改造。", [(600, "=")]),
        ("为全市3万名适龄妇女免费做两癌筛查。", [(30000, "=")]),
        ("对5万名返乡人员开展技能培训。", [(50000, "=")]),
        ("对老城区18条道路、6座桥梁、白河4座水闸进行加固。", [(18, "="), (6, "="), (4, "=")]),
        ("每个乡镇至少有一个监测站。", [(1, ">=")]),
        ("两项污染物浓度分别不高于60和35微克/立方米。", [(60, "<="), (35, "<=")]),
        ("优良天数比率不低于90%（即全年污染天数不能超过36天）。", [(90, ">="), (36, "<=")]),
        ("完成120个30户以上自然村供水改造。", [(120, "=")]),
        ("建成3人制足球场8个。", [(8, "=")]),
        ("地区生产总值增长6%，力争7%。", [(6, "="), (7, "=")]),
        ("保持98%以上的入学率。", [(98, ">=")]),
        ("确保消防站点百分百达标。", [(100, "=")]),
        (
            "总收入和地方收入分别突破140亿元和80亿元。",
            [(14_000_000_000, ">"), (8_000_000_000, ">")],
        ),
        ("种植烟叶4000亩（青石县3000亩、白河县1000亩）。", [(4000, "="), (3000, "="), (1000, "=")]),
        (
            "水稻种植面积9000亩（早稻8500亩、晚稻500亩）以上。",
            [(9000, ">="), (8500, "="), (500, "=")],
        ),
        ("建设粮油高产创建万亩示范片31个。", [(31, "=")]),
        ("将750公里村道全部纳入养护范围。", [(750, "=")]),
        ("对坐落在居民区内的20座泵站进行环保改造。", [(20, "=")]),
        ("在前期8个项目开工基础上，再开工12个项目。", [(12, "=")]),
        ("以青石、白河2个县为引领，新建公园20个。", [(20, "=")]),
        ("以奖代补建设公厕30座。", [(30, "=")]),
        ("实际利用外资3亿美元。", [(300_000_000, "=")]),
        ("筹措棚改资金3亿元。", [(300_000_000, "=")]),
        ("企业总数突破万家。", [(10_000, ">")]),
        ("引进2个总投资1亿元以上、当年纳税300万元以上的工业项目。", [(2, "=")]),
    ],
)
def test_what_is_worked_on_is_counted(sentence: str, expected: list[tuple[float, str]]) -> None:
    assert values(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "对41种药品价格进行周监测。",
        "落实支持民营经济发展30条政策措施。",
        "一次死亡3人以上交通事故明显减少。",
        "加快推进白河60万吨乙烯项目投产达产。",
        "以户建一口8立方米容积的沼气池为基本单元。",
        "对存栏2000只以上的规模鸭场实施治理。",
        "完成手术任务共需费用600万元。",
        "加快推进第二个30万吨油码头建设。",
        "抓好白河25万吨己二酸、青石10万吨针状焦、临江盐业120万吨制盐等项目。",
        "助推年产20亿只手套、白河锅巴食品等签约项目开工。",
        "清除高速公路两侧1公里范围内的垃圾。",
        "对25度以上坡地退耕还林。",
        "按照人均用地不少于0.1平方米的标准配建养老设施。",
        "按每千人4个的标准配建托位。",
        "区级民生实事项目18项。",
    ],
)
def test_what_only_describes_is_no_target(sentence: str) -> None:
    assert values(sentence) == []


def indicators(sentence: str) -> list[str]:
    (document,) = extract(f"一、推进发展。{sentence}（市发改委负责）", name="例.txt").documents
    return [t.indicator for item in document.items for t in item.targets]


def test_a_place_alone_has_its_share_of_what_was_counted_before_it() -> None:
    text = "新建村道150公里，其中青石县80公里、白河县70公里。"
    assert indicators(text) == ["新建村道", "青石县新建村道", "白河县新建村道"]


def test_a_bracket_that_shares_out_a_number_counts_the_same() -> None:
    text = "改造供水管网90公里（2027年完成50公里，2028年完成40公里）。"
    assert indicators(text) == ["改造供水管网", "完成供水管网", "完成供水管网"]


def test_what_an_item_says_twice_in_the_same_words_is_one_target() -> None:
    text = "新建社区健身点15个。新建社区健身点15个，进度为年底前验收。"
    assert values(text) == [(15, "=")]


def test_a_time_that_opens_a_paragraph_holds_for_all_of_it() -> None:
    text = (
        "2026年4月9日\n一、养老服务\n到2027年，床位达到800张。入住率达到60%。\n"
        "2028年，机构达到9家。护理床占比达到70%。（市民政局负责）"
    )
    (item,) = extract(text, name="例.txt").documents[0].items
    assert [str(t.deadline)[:4] for t in item.targets] == ["2027", "2027", "2028", "2028"]


def test_one_number_spread_over_two_names_is_a_target_each() -> None:
    text = "2026年4月9日\n一、增收。城镇居民收入、农民收入分别增长10%以上。（市发改委负责）"
    (item,) = extract(text, name="例.txt").documents[0].items
    assert [t.indicator for t in item.targets] == ["城镇居民收入增长", "农民收入增长"]
