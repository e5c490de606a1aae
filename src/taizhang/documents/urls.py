"""Addresses of 文件."""

from django.urls import URLPattern

app_name = "documents"

urlpatterns: list[URLPattern] = []
