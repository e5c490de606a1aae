"""Addresses of the room."""

from django.urls import URLPattern

from . import (
    catalogue_urls,
    indicator_urls,
    intake_urls,
    link_urls,
    pace_urls,
    warning_urls,
)

app_name = "indicators"

urlpatterns: list[URLPattern] = [
    *catalogue_urls.urlpatterns,
    *intake_urls.urlpatterns,
    *link_urls.urlpatterns,
    *pace_urls.urlpatterns,
    *warning_urls.urlpatterns,
    *indicator_urls.urlpatterns,  # last: its codes take what is left
]
