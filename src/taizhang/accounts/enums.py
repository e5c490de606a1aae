"""Roles (角色): what a person may do; the unit roles are held through a membership."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """A role of a person. City-wide roles stand on the person, unit roles on a membership."""

    CLERK = "clerk", _("督查专员")
    HEAD = "head", _("督查室主任")
    INDICATOR_OFFICER = "indicator_officer", _("指标管理员")
    ASSESSMENT_OFFICER = "assessment_officer", _("考核管理员")
    CITY_LEADER = "city_leader", _("市领导")
    AUDITOR = "auditor", _("审计员")
    ADMINISTRATOR = "administrator", _("系统管理员")
    LIAISON = "liaison", _("单位联络员")
    UNIT_LEADER = "unit_leader", _("单位负责人")
    COUNTY_CLERK = "county_clerk", _("县区督查员")  # supervises the tasks that the unit keeps


UNIT_ROLES = frozenset({Role.LIAISON, Role.UNIT_LEADER, Role.COUNTY_CLERK})
SUPERVISION_ROLES = frozenset({Role.CLERK, Role.HEAD})
READ_ALL_ROLES = SUPERVISION_ROLES | {
    Role.INDICATOR_OFFICER,
    Role.ASSESSMENT_OFFICER,
    Role.CITY_LEADER,
    Role.AUDITOR,
}


class SubjectKind(TextChoices):
    """What a row of the change log speaks of (变更对象)."""

    PERSON = "person", _("人员")
    UNIT = "unit", _("单位")
    MEMBERSHIP = "membership", _("任职")
