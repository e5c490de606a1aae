"""Addresses of targets and the series they are held to (挂接)."""

from django.urls import URLPattern, path

from .views import links

urlpatterns: list[URLPattern] = [
    path("indicators/links/", links.link_waiting, name="links"),
    path("indicators/links/left-out/", links.list_left_out, name="links-left-out"),
    path("indicators/links/take-back/", links.take_back_targets, name="links-take-back"),
    path("indicators/links/<str:number>/", links.link_task, name="links-task"),
    path("indicators/links/<str:number>/unlink/", links.unlink, name="links-unlink"),
]
