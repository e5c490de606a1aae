from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "taizhang.organisations"
    label = "organisations"
    verbose_name = "单位"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from taizhang.accounts import registry

        from .domain.memberships import reason_against_roles
        from .domain.rekeying import refresh_after_upgrade
        from .enums import SuccessionReason, UnitKind
        from .panels import PERSON_PANEL, posts_held

        post_migrate.connect(refresh_after_upgrade, sender=self)
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
