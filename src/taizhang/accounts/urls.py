"""Addresses of 人员."""

from django.urls import URLPattern

app_name = "accounts"

urlpatterns: list[URLPattern] = []
