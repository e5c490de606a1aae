import pytest

from taizhang.organisations.domain.errors import UnitError
from taizhang.organisations.domain.regions import default_region, ensure_region, split_region_name
from taizhang.organisations.models import Region


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("云江省云岭市青石县", ["云江省", "云岭市", "青石县"]),
        ("云岭市", ["云岭市"]),
        ("云岭市松山区", ["云岭市", "松山区"]),
        ("云岭市市中区", ["云岭市", "市中区"]),
        ("云岭经济技术开发区", ["云岭经济技术开发区"]),
        ("中国(云江)自由贸易试验区云岭片区", ["中国(云江)自由贸易试验区云岭片区"]),
        ("全国", ["全国"]),
    ],
)
def test_a_name_is_split_at_its_superiors(name, parts):
    assert split_region_name(name) == parts


@pytest.mark.parametrize(
    ("name", "level"),
    [("云江省", "省"), ("云岭市", "市"), ("青石县", "县"), ("松山区", "区"), ("云岭高新区", "")],
)
def test_the_name_says_the_level(db, name, level):
    assert ensure_region(name).level == level


def test_the_level_given_holds_where_the_name_says_none(db):
    assert ensure_region("云岭新城", level="区").level == "区"


def test_the_same_name_is_the_same_region(db):
    first = ensure_region("云江省云岭市")
    assert ensure_region("云岭市 ") == ensure_region("云岭市") == first
    assert first.parent == Region.objects.get(name="云江省")


def test_a_region_learns_its_superior_later(db):
    ensure_region("青石县")
    assert ensure_region("云岭市青石县").parent.name == "云岭市"


def test_a_region_without_a_name_is_refused(db):
    with pytest.raises(UnitError, match="地区没有名称") as error:
        ensure_region("  ")
    assert error.value.code == "region_without_name"


def test_the_default_is_the_city_of_the_settings_else_the_first_city(db, settings):
    with pytest.raises(UnitError, match="TAIZHANG_CITY"):
        default_region()
    province = ensure_region("云江省")
    assert default_region() == province
    first = ensure_region("云岭市")
    ensure_region("白河市")
    assert default_region() == first
    settings.TAIZHANG_CITY = "白河市"
    assert default_region().name == "白河市"
