"""Addresses of 人员."""

from django.urls import URLPattern, path

from .views import session

app_name = "accounts"

urlpatterns: list[URLPattern] = [
    path("login/", session.LogIn.as_view(), name="login"),
    path("logout/", session.LogOut.as_view(), name="logout"),
    path("password/", session.ChangePassword.as_view(), name="password"),
]
