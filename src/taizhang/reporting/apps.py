from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "taizhang.reporting"
    label = "reporting"
    verbose_name = "通报"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from taizhang.documents.domain.shipping import register_shipped

        from .bulletin_places import register_bulletins
        from .dashboard_tab import register_dashboards
        from .domain.wording.template_versions import record_shipped_templates
        from .models import BulletinTemplate
        from .pace_filter import register_pace_filter
        from .public_filter import register_public_filter
        from .public_places import register_public

        register_shipped(self, BulletinTemplate, record_shipped_templates)
        register_bulletins()
        register_pace_filter()
        register_dashboards()
        register_public()
        register_public_filter()
