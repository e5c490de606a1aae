"""Addresses of the room."""

from django.urls import URLPattern

from . import open_urls, public_urls

app_name = "reporting"

urlpatterns: list[URLPattern] = [
    *open_urls.urlpatterns,
    *public_urls.urlpatterns,
]
