"""Addresses of the scoreboard (单位榜)."""

from django.urls import URLPattern, path

from .views import scoreboard

urlpatterns: list[URLPattern] = [
    path("supervision/scoreboard/", scoreboard.show_scoreboard, name="scoreboard"),
    path("supervision/scoreboard/xlsx/", scoreboard.export_scoreboard, name="scoreboard-xlsx"),
    path("supervision/scoreboard/tasks/", scoreboard.show_behind, name="scoreboard-tasks"),
]
