"""Addresses of the room."""

from django.urls import URLPattern

from . import entitlement_urls, letter_urls, run_urls, subject_urls, what_if_urls

app_name = "assessments"

urlpatterns: list[URLPattern] = [
    *run_urls.urlpatterns,
    *subject_urls.urlpatterns,
    *letter_urls.urlpatterns,
    *what_if_urls.urlpatterns,
    *entitlement_urls.urlpatterns,
]
