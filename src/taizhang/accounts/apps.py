from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "taizhang.accounts"
    label = "accounts"
    verbose_name = "人员"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .enums import Role
        from .registry import register_field_labels, register_value_words

        register_value_words({"reset": _("已重置"), **dict(Role.choices)})
        register_field_labels(
            {
                "created": _("建立"),
                "name": _("名称"),
                "phone": _("电话"),
                "email": _("邮箱"),
                "roles": _("角色"),
                "is_active": _("启用"),
                "password": _("密码"),
            }
        )
