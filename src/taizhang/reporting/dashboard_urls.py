"""Addresses of dashboards (看板)."""

from django.urls import URLPattern, path

from .views import dashboards

urlpatterns: list[URLPattern] = [
    path("dashboard/", dashboards.show_dashboard, name="dashboard"),
    path("dashboard/list/", dashboards.list_behind, name="dashboard-list"),
    path("dashboard/counties/", dashboards.rank_counties, name="dashboard-counties"),
    path("dashboard/document/", dashboards.show_document, name="dashboard-document"),
]
