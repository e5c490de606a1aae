"""Addresses of the room."""

from django.urls import URLPattern

from . import intake_urls

app_name = "indicators"

urlpatterns: list[URLPattern] = [
    *intake_urls.urlpatterns,
]
