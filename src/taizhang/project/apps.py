"""The project as an application: frame, health, background jobs."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """The topmost application; its templates and static files come first."""

    name = "taizhang.project"
    label = "project"
    verbose_name = "台账系统"

    def ready(self) -> None:
        """Register the tabs of the rooms that know none."""
        from .rail import register_admin_tabs

        register_admin_tabs()
