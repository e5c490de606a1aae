"""The steps of `name_key`, each on a folded name (单位名称缩略)."""

import re

from ..vocabulary import drop_joints, load_vocabulary

NATION = "全国"

_LEVELS = ("自治区", "省", "市", "区", "县", "州", "旗", "镇", "乡")
# 县区, 县（市、区）, 区、县级市 …: every government of the level below, in whatever order listed.
_COUNTIES = re.compile(
    r"^(有关)?(?=[区县旗][、()]*(?:[区县旗]|市(?![场容政])))(?:县级市|[区县旗、()]|市(?![场容政]))+"
)
_COUNTY_BODIES = re.compile(r"^(政府)?[、(]*(管委会)?\)?$")
_BRANCH = r"(?=(?:监管)?(?:分局|分行|支行|中心支行|分公司|支公司|办事处|供电公司))"
_RULES = (
    (re.compile(r"^(?:共青|共产主义青年)?团[省市区县州旗]?委(?=$|\()"), "团委"),
    (re.compile(r"^人行(?:中心支行|分行|支行)?$"), "人行"),
    (re.compile(r"^(?:国家)?金融监管(?:总局)?(?:监管)?分局$"), "金融监管分局"),
    (re.compile(r"^(?:中国)?银保监(?:会)?(?:监管)?(?:分局|局)$"), "银保监分局"),
    (re.compile(r"^政府(?=.{2,}(?:委|局|办|室)$)"), ""),  # 市政府国资委 = 市国资委
    (re.compile(r"^委(?=.{2,})(?!员)"), ""),  # 市委宣传部 = 宣传部, but 市委办 is not 办
    (re.compile(r"^开发区(?=$|管委会$)"), "经开区"),  # a city's development zone without its kind
    (re.compile(r"(?<!交通)管理(?=(?:局|办|中心)$)"), ""),  # 应急管理局 = 应急局
)


def level_of_region(region_name: str) -> str:
    """The level word that a region's own units are prefixed with: 云岭市 → 市; "" if none."""
    return next((level for level in _LEVELS if region_name.endswith(level)), "")


def place_stem(region_name: str) -> str:
    """云岭 of 云岭市; "" where the bare place would be ambiguous (和县, 市中区)."""
    level = level_of_region(region_name)
    stem = region_name.removesuffix(level)
    return stem if level and len(stem) > 1 and not stem.startswith(_LEVELS) else ""


def remove_place(name: str, region_name: str) -> str:
    """The name without the region's own place or level, wherever the place stands."""
    stem = place_stem(region_name)
    if len(region_name) > 2:
        name = name.replace(region_name, "")  # 人民银行云岭市支行
    if stem:
        name = re.sub(re.escape(stem) + _BRANCH, "", name)  # 国家金融监管总局云岭分局
    for prefix in _own_prefixes(region_name, stem):
        if name.startswith(prefix) and not starts_with_own_level(name, prefix):
            return name.removeprefix(prefix)
    return name


def _own_prefixes(region_name: str, stem: str) -> tuple[str, ...]:
    if region_name == NATION:
        return ("国家", "中国")
    return tuple(prefix for prefix in (stem, level_of_region(region_name)) if prefix)


def starts_with_own_level(name: str, level: str) -> bool:
    """Whether the level character belongs to the name: 市 of 市场监管局."""
    return name.startswith(load_vocabulary().part_of_name.get(level, ()))


def is_all_counties(name: str) -> bool:
    """Whether a folded name starts with a list of the levels below: 县（区）, 各区、县级市."""
    return _COUNTIES.match(name.replace("各", "")) is not None


def shorten_collective(name: str) -> str:
    """各 dropped, 相关 as 有关, 县（市、区）人民政府 as 县区政府."""
    key = shorten_phrases(name).replace("各", "").replace("相关", "有关")
    match = _COUNTIES.match(key)
    if not match:
        return key
    rest = key[match.end() :]
    bodies = _COUNTY_BODIES.match(rest)
    if bodies:
        rest = "".join(filter(None, bodies.groups())) or "政府"
    return f"{match[1] or ''}县区{rest}"


def shorten_phrases(name: str) -> str:
    """人民政府 as 政府, 管理委员会 as 管委会 … wherever they stand; 和, 与, 及 dropped."""
    words = load_vocabulary()
    return words.phrase.sub(lambda match: words.phrases[match[0]], drop_joints(name))


def shorten_words(name: str) -> str:
    """Subjects and bodies by the vocabulary, then the rules that hold for a whole name."""
    words = load_vocabulary()
    for pattern in (words.subject, words.body):
        name = pattern.sub(lambda match: words.shorts[match[0]], name)
    for rule, short in _RULES:
        name = rule.sub(short, name)
    return name
