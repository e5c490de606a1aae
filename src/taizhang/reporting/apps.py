from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "taizhang.reporting"
    label = "reporting"
    verbose_name = "通报"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .public_places import register_public

        register_public()
