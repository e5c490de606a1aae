import json
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from taizhang.organisations.domain.names import kind_of_name, name_key
from taizhang.organisations.domain.regions import ensure_region
from taizhang.organisations.domain.resolving import ensure_units, resolve_names
from taizhang.organisations.enums import UnitKind
from taizhang.organisations.models import Unit

from .conftest import NOON

TABLE = yaml.safe_load((Path(__file__).parent / "data" / "same_units.yaml").read_text("utf-8"))
GROUPS = [(region, names) for region, lists in TABLE.items() for names in lists]
PARTS = [
    *"市县区省委局厅办部和与各、（）() ",
    *("云岭市", "云岭", "青石县", "人民政府", "管理委员会", "委员会", "办公室", "市场", "监督管理"),
    *(
        "人民银行",
        "分行",
        "工会",
        "资源规划",
        "科学技术",
        "示范区",
        "高新区",
        "中共",
        "有关",
        "管理",
    ),
]


@pytest.mark.parametrize(("region", "names"), GROUPS, ids=[names[0] for _, names in GROUPS])
def test_names_of_one_unit_share_a_key(region: str, names: list[str]) -> None:
    assert len({name_key(name, region_name=region) for name in names}) == 1


@pytest.mark.parametrize("region", TABLE)
def test_names_of_different_units_have_different_keys(region: str) -> None:
    keys = [(names[0], name_key(names[0], region_name=region)) for names in TABLE[region]]
    assert not [(a, b) for (a, x), (b, y) in combinations(keys, 2) if x == y]


def test_a_county_unit_differs_from_the_unit_of_its_city() -> None:
    assert name_key("青石县科技局", region_name="云岭市") != name_key(
        "科技局", region_name="云岭市"
    )


@example(name="R¸", region="云岭市")  # a blank between a letter and its mark
@given(
    name=st.lists(st.sampled_from(PARTS), max_size=7).map("".join) | st.text(max_size=20),
    region=st.sampled_from(["云岭市", "青石县", "松山区", "云江省", "全国", "云岭高新区", ""]),
)
def test_the_key_of_a_key_is_the_key(name: str, region: str) -> None:
    key = name_key(name, region_name=region)
    assert name_key(key, region_name=region) == key


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("市科技局", UnitKind.DEPARTMENT),
        ("市人民银行云岭市支行", UnitKind.DEPARTMENT),
        ("青石县人民政府", UnitKind.GOVERNMENT),
        ("松山区", UnitKind.GOVERNMENT),
        ("高新区", UnitKind.GOVERNMENT),
        ("示范区管委会", UnitKind.GOVERNMENT),
        ("市供电公司", UnitKind.ENTERPRISE),
        ("云岭投资集团", UnitKind.ENTERPRISE),
        ("各县（区）政府（管委会）", UnitKind.COLLECTIVE),
        ("县区政府（管委会）", UnitKind.COLLECTIVE),
        ("各有关单位", UnitKind.COLLECTIVE),
        ("市直各单位", UnitKind.COLLECTIVE),
        ("市政府各部门", UnitKind.COLLECTIVE),
    ],
)
def test_the_name_says_what_sort_of_unit_it_is(name: str, kind: UnitKind) -> None:
    assert kind_of_name(name) == kind


@pytest.mark.shared
def test_every_unit_name_of_the_gold_texts_has_a_stable_key(shared: Path) -> None:
    seen = 0
    for file in sorted(shared.glob("gold/**/*.gold.json")):
        gold = json.loads(file.read_text("utf-8"))
        for name in {unit["name"] for item in gold["items"] for unit in item["units"]}:
            key = name_key(name, region_name=gold["jurisdiction"])
            assert key
            assert name_key(key, region_name=gold["jurisdiction"]) == key
            seen += 1
    assert seen > 200


def _could_shorten(short: str, long: str) -> bool:
    """Whether one name could be a short form of the other: same ends, characters in order."""
    if len(short) >= len(long) or (short[0], short[-1]) != (long[0], long[-1]):
        return False
    rest = iter(long)
    return all(character in rest for character in short)


# Pairs of the sources that look alike and are two units: of two years, or of two reforms.
TWO_UNITS = {("卫健委", "卫健体委"), ("农业局", "农业农村局")}


@pytest.mark.shared
def test_no_unit_of_the_source_policies_is_registered_twice(shared: Path, city) -> None:
    names = [
        unit["name"]
        for file in sorted(shared.glob("gold/zhumadian-*.gold.json"))
        for item in json.loads(file.read_text("utf-8"))["items"]
        for unit in item["units"]
    ]
    home = ensure_region("驻马店市")
    ensure_units(names, region=home, actor=None, as_of=NOON)
    assert 50 < Unit.objects.count() < len(set(names))
    units = [unit.name.removeprefix("市") for unit in Unit.objects.all()]
    alike = {(a, b) for a in units for b in units if _could_shorten(a, b)}
    assert alike <= TWO_UNITS
    resolved = resolve_names(names, region=home)
    assert len({unit.pk for unit in resolved.values() if unit}) == len(units)
