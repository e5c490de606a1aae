"""Levels of regions and kinds of units (层级、单位性质)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """Administrative level (层级); the values are those of the extraction contract."""

    PROVINCE = "省", _("省")
    CITY = "市", _("市")
    DISTRICT = "区", _("区")
    COUNTY = "县", _("县")
    TOWNSHIP = "乡", _("乡镇")


class UnitKind(TextChoices):
    """What sort of unit a name means (单位性质)."""

    DEPARTMENT = "department", _("部门")
    GOVERNMENT = "government", _("政府、管委会")
    ENTERPRISE = "enterprise", _("企业")
    COLLECTIVE = "collective", _("统称")  # 各县区人民政府, 市直各单位


class SuccessionReason(TextChoices):
    """Why one unit took over from another (承接原因)."""

    REFORM = "reform", _("机构改革")
    DUPLICATE = "duplicate", _("重复录入")
