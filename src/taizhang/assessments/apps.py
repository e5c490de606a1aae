from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "taizhang.assessments"
    label = "assessments"
    verbose_name = "评定"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .entitlement_places import register_entitlements
        from .run_places import register_runs

        register_runs()
        register_entitlements()
