"""The criteria of 附件1-1 (base) and 附件1-2 (bonus), each declared once, in the order printed."""

from ..criteria import Brackets, Chosen, Counted, Criterion, Flagged, Given, Steps
from ..definitions import read_definition
from ..types import Column

DEFINITION = read_definition(__package__ or "", "star-enterprise-rating")


def _of(name: str) -> Column:
    return DEFINITION.column(name)


def _all(*names: str) -> tuple[Column, ...]:
    return tuple(_of(name) for name in names)


BASE: tuple[Criterion, ...] = (
    Brackets("revenue", "营业收入", _of("revenue_yuan")),
    Brackets("tax", "税收", _of("tax_yuan")),
    Brackets("tax_growth", "税收增幅", _of("tax_growth_pct")),
    Given("quality", "质量水平", _of("quality_award_points")),
    Given("standards", "标准制定", _of("standard_points")),
    Counted(
        "platforms",
        "研发平台",
        _all("platform_national", "platform_provincial", "platform_municipal"),
        once=True,
    ),
    Flagged("strategic", "战略新兴企业", _of("strategic_emerging")),
    Flagged("high_tech", "高新技术企业", _of("high_tech")),
    Brackets("new_products", "新品销售收入", _of("new_product_share_pct")),
    Counted("awards", "创新成果奖项", _all("award_national", "award_provincial")),
    Counted("patents_valid", "有效专利", _all("invention_patents_valid", "other_patents_valid")),
    Counted(
        "patents_granted",
        "年度授权专利",
        _all("invention_patents_granted", "other_patents_granted"),
    ),
    Chosen("integration", "两化融合贯标", _of("integration_level")),
    Counted("smart", "智能工厂、车间", _all("smart_factory", "smart_workshop")),
    Counted(
        "green",
        "绿色工厂、节能产品",
        _all("green_national", "green_provincial", "green_municipal"),
    ),
    Flagged("tech_upgrade", "技术改造项目入库", _of("tech_upgrade_reported")),
    Chosen("listing", "上市挂牌", _of("listing")),
    Chosen("tax_credit", "纳税信用", _of("tax_credit")),
    Chosen("quality_credit", "质量信用", _of("quality_credit")),
)
BONUS: tuple[Criterion, ...] = (
    Steps("employees", "职工人数", _of("employees")),
    Chosen("education_aid", "扶困助学", _of("education_aid")),
    Chosen("disability_aid", "助残扶贫", _of("disability_aid")),
    Chosen("disaster", "社会责任", _of("disaster_commendation")),
    Flagged("poverty_relief", "扶贫带贫", _of("poverty_relief")),
)
