"""Addresses of runs (评定)."""

from django.urls import URLPattern, path

from .views import runs

urlpatterns: list[URLPattern] = [
    path("assessments/", runs.list_runs, name="runs"),
    path("assessments/<int:pk>/", runs.show_run, name="run"),
]
