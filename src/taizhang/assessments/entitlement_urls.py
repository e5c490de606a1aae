"""Addresses of entitlements (免申即享)."""

from django.urls import URLPattern, path

from .views import entitled

urlpatterns: list[URLPattern] = [
    path("entitled/", entitled.show_entitled, name="entitled"),
    path("entitled/template/", entitled.give_facts_template, name="entitled-template"),
    path("entitled/choose/", entitled.choose, name="entitled-choose"),
    path("entitled/choices/", entitled.list_choices, name="entitled-choices"),
]
