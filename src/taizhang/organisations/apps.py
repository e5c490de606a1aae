from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "taizhang.organisations"
    label = "organisations"
    verbose_name = "单位"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from taizhang.accounts import registry

        from .domain.memberships import reason_against_roles
        from .enums import SuccessionReason, UnitKind
        from .panels import PERSON_PANEL, posts_held

        registry.register_role_guard(reason_against_roles)
        registry.register_person_panel(PERSON_PANEL)
        registry.register_posts(posts_held)
        registry.register_value_words(dict([*UnitKind.choices, *SuccessionReason.choices]))
        registry.register_field_labels(
            {
                "names": _("其他名称"),
                "parent": _("上级单位"),
                "position": _("排序"),
                "kind": _("性质"),
                "successor": _("承接单位"),
                "starts": _("开始"),
                "ends": _("结束"),
            }
        )
