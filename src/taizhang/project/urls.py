"""All addresses: health, language, API, then each room's pages."""

from django.conf import settings
from django.urls import include, path

from taizhang.project.api import api
from taizhang.project.health import show_health

urlpatterns = [
    path("healthz", show_health, name="health"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/", api.urls),
    *(path("", include(f"{room}.urls")) for room in settings.ROOMS),
]

handler400 = "taizhang.project.frame_errors.answer_bad_request"
handler403 = "taizhang.project.frame_errors.answer_permission_denied"
handler404 = "taizhang.project.frame_errors.answer_not_found"
handler500 = "taizhang.project.frame_errors.answer_server_error"
