"""Addresses of the room."""

from django.urls import URLPattern

from . import bulletin_urls, dashboard_urls, open_urls, public_urls

app_name = "reporting"

urlpatterns: list[URLPattern] = [
    *bulletin_urls.urlpatterns,
    *dashboard_urls.urlpatterns,
    *open_urls.urlpatterns,
    *public_urls.urlpatterns,
]
