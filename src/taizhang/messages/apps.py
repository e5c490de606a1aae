from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "taizhang.messages"
    label = "inbox"
    verbose_name = "消息"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from taizhang.accounts.registry import register_carrier

        from .domain import send_messages

        register_carrier(send_messages)
