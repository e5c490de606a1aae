"""Targets: commitments with a number, and numbers that are none."""

import pytest

from taizhang.extraction import Target, extract


def targets(sentence: str) -> list[Target]:
    text = f"2026年4月9日\n一、推进发展。{sentence}（市发改委负责）"
    (document,) = extract(text, name="例.txt").documents
    return [target for item in document.items for target in item.targets]


@pytest.mark.parametrize(
    ("sentence", "indicator", "value"),
    [
        ("上半年，力争培育140家高新技术企业。", "培育高新技术企业", 140),
        ("服务业增加值年均增长9%左右。", "服务业增加值年均增长", 9),
        ("处置闲置土地不少于3500亩。", "处置闲置土地", 3500),
        ("年内新建中小学5所。", "新建中小学", 5),
        ("组织供需对接会不少于100场。", "组织供需对接会", 100),
        ("技术合同成交额超过20亿元。", "技术合同成交额", 2000000000),
        ("12月上旬前完成冬灌面积10万亩。", "完成冬灌面积", 100000),
        ("年内走访慰问困难家庭8000户。", "走访慰问困难家庭", 8000),
        ("空气质量优良天数达到292天。", "空气质量优良天数", 292),
        ("重污染天数控制在6天以内。", "重污染天数", 6),
        ("学前教育普惠率由85%提高到90%。", "学前教育普惠率", 90),
        ("年底前新增可再生能源装机容量45万千瓦。", "新增可再生能源装机容量", 450000),
        ("地区生产总值增长11%。", "地区生产总值增长", 11),
        ("区级一般公共预算收入增长5%。", "区级一般公共预算收入增长", 5),
        ("农村低保面扩大到3%。", "农村低保面", 3),
        ("人口自然增长率控制在6‰以内。", "人口自然增长率", 6),
        ("确保集中式饮用水水源水质100%达标。", "集中式饮用水水源水质达标", 100),
        ("新购置公交车40辆。", "新购置公交车", 40),
        ("危桥改造4座。", "危桥改造", 4),
        ("受益人口2.45万人。", "受益人口", 24500),
        ("增创2条美食街。", "增创美食街", 2),
        ("一周内查清5个小区的供热问题。", "查清小区的供热问题", 5),
        ("在10个工作日内，排查隐患300处。", "排查隐患", 300),
        ("推进10个集镇的整治。", "推进集镇的整治", 10),
        ("集装箱通过能力达80万标箱。", "集装箱通过能力", 800000),
        ("第三季度发行专项债券2000万元。", "发行专项债券", 20000000),
        ("争取新增专项债券额度28亿元。", "新增专项债券额度", 2800000000),
        ("低保标准由每人每年5000元提高到6500元。", "低保标准", 6500),
        ("为80个老旧小区增设消防设施。", "为老旧小区增设消防设施", 80),
        ("报废旧车的每辆补贴8000元，力争汽车销售额同比增长12%。", "汽车销售额同比增长", 12),
        ("对新认定的企业每家奖励20万元，全年新增高新技术企业30家。", "新增高新技术企业", 30),
        ("全市216个项目完成投资430亿元以上。", "全市216个项目完成投资", 43000000000),
        ("经济总量在2020年基础上翻两番。", "经济总量在2020年基础上", 2),
    ],
)
def test_a_commitment_is_read_with_its_indicator(
    sentence: str, indicator: str, value: float
) -> None:
    (target,) = targets(sentence)
    assert (target.indicator, target.value) == (indicator, value)


@pytest.mark.parametrize(
    "sentence",
    [
        "对首次认定的企业给予10万元奖励。",
        "按不超过研发成本的30%给予补助，最高500万元。",
        "贷款额度最高不超过300万元。",
        "落实“9+15+N”工作方案，打造“15分钟”便民圈。",
        "谋划2×100万千瓦煤电项目。",
        "推动茶叶、食用菌等4个基地建设。",
        "对41种重要商品价格进行监测。",
        "筹备第十三期项目建设活动。",
        "目前已建成安置点14个。",
        "落实《关于促进消费的20条措施》。",
        "增速居全省前列，达到年度目标。",
        "在职职工超过100人的，申请条件可放宽。",
        "打造五大商圈，统筹两个市场。",
        "截至去年底，全市建成充电桩5000根，覆盖率达到95%。",
        "五年来，新建学校158所，森林覆盖率提高到35%。",
        "全省算力规模达3000P，较2025年初增长86.3%。",
        "“十三五”期间，累计新建学校158所。",
        "市财政安排预算资金8500万元。",
        "财政补差按省定标准的80%确定。",
        "对设备投资超过500万元的技术改造项目优先支持。",
        "禁止生产厚度低于0.01毫米的地膜。",
        "不再新建35蒸吨以下燃煤锅炉。",
        "采取贷款贴息和直接补助2种方式给予支持。",
        "按3个片区组织招标。",
        "全市12个县区全面推开。",
        "加快质量安全追溯两个平台推广应用。",
        "1—2月，固定资产投资下降12.7%，高于全省1.7个百分点。",
        "重点为13—14岁女生接种疫苗。",
        "市级项目共30项。",
        "15个社区完成改扩建，16个社区正在施工。",
        "油料种植面积1139公顷，比上年同期下降0.35%。",
    ],
)
def test_subsidies_names_facts_and_conditions_are_no_targets(sentence: str) -> None:
    assert targets(sentence) == []


def test_values_spread_over_names_share_the_operator() -> None:
    found = targets("开工率、投产率、达效率分别达到70%、40%、50%以上。")
    assert [(t.indicator, t.value, t.op) for t in found] == [
        ("开工率", 70, ">="),
        ("投产率", 40, ">="),
        ("达效率", 50, ">="),
    ]


def test_one_value_for_each_of_several_names() -> None:
    found = targets("小麦种植、收获机械化率均达到45%。")
    assert [(t.indicator, t.value) for t in found] == [
        ("小麦种植机械化率", 45),
        ("收获机械化率", 45),
    ]


def test_listed_objects_take_the_verb_of_the_first() -> None:
    found = targets("到2027年培育领跑企业8家、老字号6个。")
    assert [t.indicator for t in found] == ["培育领跑企业", "培育老字号"]


def test_a_time_governs_the_numbers_behind_it_in_its_sentence_only() -> None:
    found = targets("新建学校2所。6月底前改造道路5公里，新增车位300个。")
    assert [str(t.deadline) for t in found] == ["None", "2026-06-30", "2026-06-30"]


def test_a_number_without_a_name_counts_what_the_one_before_it_counts() -> None:
    found = targets("到2027年建成示范区2个，到2028年达到5个。")
    assert [(t.indicator, t.value, str(t.deadline)) for t in found] == [
        ("建成示范区", 2, "2027-12-31"),
        ("建成示范区", 5, "2028-12-31"),
    ]


def test_a_number_that_describes_the_counted_is_part_of_the_indicator() -> None:
    (target,) = targets("重点培育年营业收入超过10亿元的企业5家。")
    assert (target.indicator, target.value) == ("培育年营业收入超过10亿元的企业", 5)


def test_numbers_of_a_telling_bracket_are_targets_of_their_own() -> None:
    found = targets("新增就业5.8万人以上（其中就业困难人员0.25万人以上）。")
    assert [(t.value, t.op) for t in found] == [(58000, ">="), (2500, ">=")]


def test_a_bracket_within_a_spread_list_does_not_break_it() -> None:
    found = targets("养老、医疗、失业保险参保分别达到65万人、144万人（含居民86万人）、37万人。")
    assert sorted(t.value for t in found) == [370000, 650000, 860000, 1440000]


def test_facts_of_a_sentence_do_not_hide_its_plan() -> None:
    found = targets("目前已建成站点14个，今年再建20个。")
    assert [t.value for t in found] == [20]


def test_a_unit_in_brackets_is_reported_as_printed() -> None:
    (target,) = targets("为农民放映电影2万场（次）以上。")
    assert (target.value, target.unit, target.op) == (20000, "场（次）", ">=")


def test_the_time_of_the_heading_governs_numbers_without_one() -> None:
    text = (
        "2026年4月9日\n一、阶段安排\n（一）宣传阶段（5月10日前）。张贴标语200条。（镇文化站负责）"
    )
    (item,) = extract(text, name="例.txt").documents[0].items
    assert [str(target.deadline) for target in item.targets] == ["2026-05-10"]


def test_numbers_of_a_list_take_the_unit_of_the_last() -> None:
    found = targets("青石县、白河县、松山区PM2.5浓度分别为36、34、35微克/立方米。")
    assert [(t.value, t.unit) for t in found] == [
        (36, "微克/立方米"),
        (34, "微克/立方米"),
        (35, "微克/立方米"),
    ]


def test_days_spread_over_places_are_counted() -> None:
    found = targets("优良天数分别达到青石220天、白河210天、临江250天。")
    assert [(t.value, t.unit) for t in found] == [(220, "天"), (210, "天"), (250, "天")]


def test_a_whole_of_which_something_is_done_is_a_target() -> None:
    found = targets("100%的贫困村建立合作社，100%的合作社实现技术团队覆盖。")
    assert [t.value for t in found] == [100, 100]


def test_a_change_is_named_after_what_changes() -> None:
    found = targets("外贸进出口总额达到5.5亿美元，增长15%。")
    assert [t.indicator for t in found] == ["外贸进出口总额", "外贸进出口总额增长"]


def test_income_of_the_budget_is_no_spending() -> None:
    found = targets("财政总收入突破17亿元，一般公共预算收入突破10亿元。")
    assert [t.value for t in found] == [1700000000, 1000000000]


def test_the_year_of_a_heading_is_no_time_of_the_numbers_below() -> None:
    text = (
        "云岭市工作方案\n一、2026年主要预期目标\n"
        "1.地区生产总值增长10%。（市发改委负责）\n2.财政收入增长8%。（市财政局负责）"
    )
    items = extract(text, name="例.txt").documents[0].items
    assert {t.deadline for item in items for t in item.targets} == {None}


def test_what_grows_is_named_with_its_growth_when_spread_over_names() -> None:
    found = targets("一产、二产、三产分别增长4%、8%、7%。")
    assert [t.indicator for t in found] == ["一产增长", "二产增长", "三产增长"]


def test_a_number_behind_a_glued_item_number_is_not_its_decimals() -> None:
    text = "云岭市民生实事\n1.加装电梯400台。\n2.50个小区新增充电设施。\n3.开设办班点40个。"
    items = extract(text, name="例.txt").documents[0].items
    assert [t.value for item in items for t in item.targets] == [400, 50, 40]


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "op"),
    [
        ("工业总产值达到三百亿元。", 30000000000, "元", "="),
        ("集群总量超过五千亿规模。", 500000000000, "", ">"),
        ("食品抽检不少于5.5批次/千人。", 5.5, "批次/千人", ">="),
        ("企业开办时间压缩至0.5天。", 0.5, "天", "="),
        ("全流程审批时间压缩到90个工作日以内。", 90, "个工作日", "<="),
        ("平均受教育年限达到11.5年。", 11.5, "年", "="),
        ("研发人员全时当量达到5000人年。", 5000, "人年", "="),
        ("城乡居民收入比缩小到2.1。", 2.1, "", "="),
        ("免费为1000人筛查眼病。", 1000, "人", "="),
        ("推动3家企业上市。", 3, "家", "="),
        ("力争10家企业上市。", 10, "家", "="),
        ("对480户家庭进行适老化改造。", 480, "户", "="),
        ("规划实施云溪公园、青山公园等190个绿化项目。", 190, "个", "="),
        ("到2030年，单位产值能耗较2025年下降13.5%。", 13.5, "%", "="),
        ("我市计划接待游客582余万人次。", 5820000, "人次", ">"),
        ("新增墓穴10000穴。", 10000, "穴", "="),
        ("全市用水总量控制在47.38亿立方米。", 4738000000, "立方米", "<="),
        ("评价总分值在90分（含90分）以上。", 90, "分", ">="),
        ("民营经济占全市生产总值比重40%。", 40, "%", "="),
        ("实现城镇污水纳管率达到85%的目标。", 85, "%", "="),
        ("新建蔬菜繁育基地一处。", 1, "处", "="),
        ("公交出行分担率达到30%。", 30, "%", "="),
        ("发放创业担保贷款2亿元。", 200000000, "元", "="),
        ("10亿元以上项目签约20个。", 20, "个", "="),
        ("新增商户三百余家。", 300, "家", ">"),
        ("零跑动事项占比80%。", 80, "%", "="),
        ("全市万元产值能耗比2020年的1吨标准煤降低17%。", 17, "%", "="),
    ],
)
def test_amounts_lengths_and_rates_are_read(
    sentence: str, value: float, unit: str, op: str
) -> None:
    assert [(t.value, t.unit, t.op) for t in targets(sentence)] == [(value, unit, op)]


@pytest.mark.parametrize(
    "sentence",
    [
        "做好G351双溪至横沟段改扩建前期工作。",
        "培育300亿元级产业集群。",
        "办理时限由受理之日起10个工作日。",
        "辖区内6亩以下（不含6亩）的土地转让由区政府审查。",
        "完成8路、12路和夜10路公交线路优化延伸。",
        "年产10万吨项目建成投产。",
        "确保4个结构性指标实现增长。",
        "全省算力规模达3000P，较2025年初增长86.3%。",
        "比例达到1:1.5。",
        "推进骨干网、接入网IPv6升级。",
        "巩固9个断面保护区建设成果。",
        "将121项重点工作进行分解。",
        "结合我市4个产业集群发展开展培训。",
        "该工程全长1.38公里，投资概算1.45亿元。",
        "项目完工后，年可培育种苗6000万株。",
        "青石、白河、临江4个通道城市要提前完成任务。",
        "确保不漏一户。",
        "打造了10个示范点。",
        "近三年，新建学校20所。",
        "先后组织培训3000人次。",
        "降雨量达到50毫米以上时启动响应。",
        "报名人数达到30人以上即可开班。",
        "缺勤超过3次的，由镇里提醒。",
        "直接经济损失1000万元以上，应当报告。",
        "经费由市财政承担50%。",
        "建设日处理5万吨污水处理厂。",
        "对高质量发展指标后3名县区进行约谈。",
        "推进110千伏变电站前期工作。",
        "推动100亿元产业项目实现突破。",
    ],
)
def test_codes_classes_rules_and_ratios_are_no_targets(sentence: str) -> None:
    assert targets(sentence) == []


def test_a_share_of_some_places_is_the_target_not_their_number() -> None:
    found = targets("力争72个县工业增加值占全省比重达到68%以上。")
    assert [t.value for t in found] == [68]


def test_one_that_brings_others_is_the_measure_not_the_target() -> None:
    found = targets("努力实现自主创业1人带动就业5人以上。")
    assert [t.value for t in found] == [5]


def test_numbers_spread_with_years_of_schooling_keep_their_units() -> None:
    found = targets("入学率、升学率和人均受教育年限分别达到99%、92%和13.5年。")
    assert [(t.value, t.unit) for t in found] == [(99, "%"), (92, "%"), (13.5, "年")]


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("打造街头游园9个。12月底前完成。", ["2026-12-31"]),
        ("打造街头游园9个，10月底前建成。", ["2026-10-31"]),
        ("到2027年，充电站达到8000座以上。其中，公共充电站5000座。", ["2027-12-31", "2027-12-31"]),
        ("开工建设165个，年内完成153个。", ["None", "2026-12-31"]),
    ],
)
def test_a_time_behind_a_number_or_before_its_whole_governs_it(
    sentence: str, days: list[str]
) -> None:
    assert [str(t.deadline) for t in targets(sentence)] == days


def test_a_stated_day_is_more_exact_than_the_year_of_the_sentence() -> None:
    text = (
        "云岭市实施方案\n一、扩容增位工程\n实施内容：2026年，增加学位9401个。\n"
        "责任部门：市教育局\n完成时间：2026年10月31日"
    )
    (item,) = extract(text, name="例.txt").documents[0].items
    assert [str(t.deadline) for t in item.targets] == ["2026-10-31"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("全市重点水质优良比例达到90%。", ["全市重点水质优良比例"]),
        ("全市新增就业5万人。", ["新增就业"]),
        ("——农民收入：年均增长14%以上，2027年达到8000元。", ["农民收入年均增长", "农民收入"]),
        ("进出口额增长10%，达到50亿元。", ["进出口额增长", "进出口额"]),
        (
            "全市PM2.5平均浓度达到30微克/立方米，青石县达到28微克/立方米。",
            ["全市PM2.5平均浓度", "青石县PM2.5平均浓度"],
        ),
        ("各县区至少引进1个项目。", ["各县区引进项目"]),
        ("及时率、使用率分别达到99%、98%。", ["及时率", "使用率"]),
    ],
)
def test_an_indicator_says_whose_and_what(sentence: str, names: list[str]) -> None:
    assert [t.indicator for t in targets(sentence)] == names


def test_a_plan_period_holds_for_the_sentences_behind_it() -> None:
    found = targets("“十五五”期间，新增就业10万人。开展培训5万人。")
    assert [str(t.deadline) for t in found] == ["2030-12-31", "2030-12-31"]


def test_the_size_of_what_is_counted_is_no_target_of_its_own() -> None:
    assert [t.value for t in targets("拆除2座50吨转炉。")] == [2]
