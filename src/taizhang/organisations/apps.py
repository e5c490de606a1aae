from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "taizhang.organisations"
    label = "organisations"
    verbose_name = "单位"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from taizhang.accounts.registry import register_role_guard

        from .domain.memberships import reason_against_roles

        register_role_guard(reason_against_roles)
