"""Addresses of 人员."""

from django.urls import URLPattern, path

from .views import changes, people, session

app_name = "accounts"

urlpatterns: list[URLPattern] = [
    path("login/", session.LogIn.as_view(), name="login"),
    path("logout/", session.LogOut.as_view(), name="logout"),
    path("password/", session.ChangePassword.as_view(), name="password"),
    path("people/", people.list_people, name="people"),
    path("people/new/", people.add_person, name="person-new"),
    path("people/<int:pk>/", people.show_person, name="person"),
    path("people/<int:pk>/password/", people.give_password, name="person-password"),
    path("people/<int:pk>/<slug:act>/", people.act_on_person, name="person-act"),
    path("changes/", changes.list_changes, name="changes"),
]
