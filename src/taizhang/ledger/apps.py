from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "taizhang.ledger"
    label = "ledger"
    verbose_name = "台账"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .desk import register_desk_lists
        from .domain.event_types import register_event_types
        from .review import register_confirm_step
        from .tabs import register_list_tab

        register_event_types()
        register_desk_lists()
        register_list_tab()
        register_confirm_step()
