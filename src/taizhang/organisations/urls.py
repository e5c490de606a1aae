"""Addresses of 单位."""

from django.urls import URLPattern

app_name = "organisations"

urlpatterns: list[URLPattern] = []
