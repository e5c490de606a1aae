from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "taizhang.indicators"
    label = "indicators"
    verbose_name = "指标"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .domain.registration import register_links

        register_links()
