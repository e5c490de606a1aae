from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "taizhang.supervision"
    label = "supervision"
    verbose_name = "督查"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from taizhang.documents.domain.shipping import register_shipped
        from taizhang.ledger.registry import register_projection

        from .clock_panels import register_clock_panels
        from .desk_places import register_desk
        from .domain.clocks.event_types import register_event_types
        from .domain.registration import PROJECTION, fill_after_migrate
        from .domain.rules.regime_versions import record_shipped_regimes
        from .domain.rules.versioning import record_shipped
        from .evidence_registration import register_evidence
        from .light_column import register_light
        from .models import MechanismVersion, RegimeVersion
        from .panels import register_panels
        from .parts import register_parts
        from .report_lists import register_report_lists
        from .request_places import register_requests
        from .scoreboard_tab import register_scoreboard
        from .slip_places import register_slips

        register_event_types()
        register_projection(PROJECTION)
        register_clock_panels()
        register_shipped(self, MechanismVersion, record_shipped)
        register_shipped(self, RegimeVersion, record_shipped_regimes)
        post_migrate.connect(fill_after_migrate, sender=self)
        register_panels()
        register_light()
        register_requests()
        register_slips()
        register_parts()
        register_evidence()
        register_report_lists()
        register_scoreboard()
        register_desk()
