"""Addresses of 台账."""

from django.urls import URLPattern

app_name = "ledger"

urlpatterns: list[URLPattern] = []
