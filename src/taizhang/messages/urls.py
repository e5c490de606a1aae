"""Addresses of 消息."""

from django.urls import URLPattern

app_name = "inbox"

urlpatterns: list[URLPattern] = []
