from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "taizhang.indicators"
    label = "indicators"
    verbose_name = "指标"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from taizhang.documents.domain.shipping import register_shipped

        from .catalogue_tab import register_catalogue
        from .domain.observing.changes import register_queuer
        from .domain.pace.rules import record_shipped_rules
        from .domain.refreshing import refresh_soon
        from .domain.registration import register_links
        from .domain.warnings import record_shipped_rules as record_warning_rules
        from .honesty_tab import register_honesty
        from .intake_places import register_intake
        from .links_places import register_links_places
        from .models import PaceRuleVersion, WarningRuleVersion
        from .pace_tab import register_pace_rules
        from .warning_places import register_warnings

        register_queuer(refresh_soon)
        register_catalogue()
        register_links()
        register_links_places()
        register_shipped(self, PaceRuleVersion, record_shipped_rules)
        register_shipped(self, WarningRuleVersion, record_warning_rules)
        register_intake()
        register_honesty()
        register_pace_rules()
        register_warnings()
