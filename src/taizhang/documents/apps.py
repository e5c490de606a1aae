from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "taizhang.documents"
    label = "documents"
    verbose_name = "文件"
    default_auto_field = "django.db.models.BigAutoField"
