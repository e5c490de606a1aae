from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path, reverse

from taizhang.accounts.enums import UNIT_ROLES, Role
from taizhang.accounts.models import Person
from taizhang.messages.models import Message
from taizhang.project import frame_errors, urls

PASSWORD = "云岭-门锁-27"
NOON = datetime(2024, 5, 8, 4, 0, tzinfo=UTC)
TEMPLATES = Path(frame_errors.__file__).parents[1]


@pytest.fixture
def make_person(db):
    def make(*roles: Role, username: str = "limin") -> Person:
        return Person.objects.create_user(username, PASSWORD, name="李敏", roles=roles)

    return make


def _log_in(client: Client, password: str) -> HttpResponse:
    return client.post(reverse("accounts:login"), {"username": "limin", "password": password})


# Log-in, log-out, password


def test_right_password_leads_to_the_desk(client: Client, make_person) -> None:
    make_person(Role.CLERK)
    response = _log_in(client, PASSWORD)
    assert response.status_code == 302
    assert response.headers["Location"] == "/"


def test_next_address_of_another_host_is_not_followed(client: Client, make_person) -> None:
    make_person(Role.CLERK)
    response = client.post(
        reverse("accounts:login"),
        {"username": "limin", "password": PASSWORD, "next": "https://example.org/"},
    )
    assert response.headers["Location"] == "/"


def test_wrong_password_and_unknown_name_get_the_same_sentence(client: Client, make_person) -> None:
    make_person(Role.CLERK)
    wrong = _log_in(client, "不对的密码")
    unknown = client.post(reverse("accounts:login"), {"username": "nobody", "password": "x"})
    sentence = "用户名或密码不对。"
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()


def test_inactive_person_does_not_get_in(client: Client, make_person) -> None:
    person = make_person(Role.CLERK)
    person.is_active = False
    person.save()
    assert "用户名或密码不对。" in _log_in(client, PASSWORD).content.decode()


def test_five_wrong_passwords_lock_and_say_when_to_try_again(client: Client, make_person) -> None:
    make_person(Role.CLERK)
    for _attempt in range(5):
        response = _log_in(client, "不对的密码")
    assert response.status_code == 429
    assert "请 15 分钟后（" in response.content.decode()
    assert _log_in(client, PASSWORD).status_code == 429, "the right password must wait too"


def test_log_out_needs_a_post_and_ends_the_session(client: Client, make_person) -> None:
    client.force_login(make_person(Role.CLERK))
    assert client.get(reverse("accounts:logout")).status_code == 405
    response = client.post(reverse("accounts:logout"))
    assert response.status_code == 302
    assert "_auth_user_id" not in client.session


def test_changed_password_works_and_the_old_one_no_longer(client: Client, make_person) -> None:
    person = make_person(Role.CLERK)
    client.force_login(person)
    new = {"new_password1": "白河-新锁-91", "new_password2": "白河-新锁-91"}
    client.post(reverse("accounts:password"), {"old_password": PASSWORD, **new})
    person.refresh_from_db()
    assert person.check_password("白河-新锁-91")
    assert not person.check_password(PASSWORD)


def test_weak_or_mistyped_password_is_refused_with_a_sentence(client: Client, make_person) -> None:
    person = make_person(Role.CLERK)
    client.force_login(person)
    body = {"old_password": "错的", "new_password1": "白河-新锁-91", "new_password2": "不一样-1234"}
    page = client.post(reverse("accounts:password"), body).content.decode()
    assert "原密码不对，请重新输入。" in page
    assert "两次输入的新密码不一样，请重新输入。" in page


def test_pages_need_a_log_in(client: Client, db) -> None:
    response = client.get(reverse("accounts:password"))
    assert response.headers["Location"].startswith(reverse("accounts:login"))


# The frame


DAILY = ["工作台", "文件", "台账"]
WITH_TABS = ("指标", "评定", "通报")  # there where a tab is open to the person


def _words(client: Client) -> list[str]:
    response = client.get(reverse("accounts:password"))
    words = [str(word.label) for word in response.context["frame"].words]
    return [word for word in words if word not in WITH_TABS]


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.CLERK, [*DAILY, "单位"]),
        (Role.HEAD, [*DAILY, "管理"]),
        (Role.CITY_LEADER, DAILY),
        (Role.AUDITOR, [*DAILY, "管理"]),
        (Role.ADMINISTRATOR, ["单位", "人员", "变更", "日历", "投递"]),
        (None, ["工作台", "台账"]),
    ],
)
def test_rail_shows_the_words_of_the_role(client: Client, make_person, role, words) -> None:
    client.force_login(make_person(*([role] if role else [])))
    assert _words(client) == words


@pytest.mark.parametrize("role", [role for role in Role if role not in UNIT_ROLES])
def test_nobody_sees_more_than_six_words_and_one_apart(client, make_person, role) -> None:
    client.force_login(make_person(role))
    words = client.get(reverse("accounts:password")).context["frame"].words
    assert len([word for word in words if not word.is_apart]) <= 6
    assert len([word for word in words if word.is_apart]) <= 1


@pytest.mark.parametrize("role", [role for role in Role if role not in UNIT_ROLES])
def test_every_word_of_the_rail_opens_for_the_role(client: Client, make_person, role) -> None:
    client.force_login(make_person(role))
    words = client.get(reverse("accounts:password")).context["frame"].words
    assert {word.label: client.get(word.url).status_code for word in words} == {
        word.label: 200 for word in words
    }


def test_unread_messages_are_counted(client: Client, make_person) -> None:
    person = make_person(Role.CLERK)
    for read_at in (None, None, NOON):
        Message.objects.create(
            recipient=person, kind="x", subject="x", sent_at=NOON, read_at=read_at
        )
    client.force_login(person)
    assert client.get(reverse("accounts:password")).context["frame"].unread == 2


def test_frame_asks_the_same_number_of_queries_for_one_and_three_messages(
    client: Client, make_person, django_assert_num_queries
) -> None:
    person = make_person(Role.CLERK)
    client.force_login(person)
    counts = []
    for _more in range(3):
        Message.objects.create(recipient=person, kind="x", subject="x", sent_at=NOON)
        with django_assert_num_queries(4) as captured:  # session, person, city, unread
            client.get(reverse("accounts:password"))
        counts.append(len(captured))
    assert len(set(counts)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({}, "en"),
        ({"Accept-Language": "fr"}, "en"),
        ({"Accept-Language": "*"}, "en"),
        ({"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"}, "zh-hans"),
        ({"Cookie": "django_language=zh-hans"}, "zh-hans"),
        ({"Cookie": "django_language=nonsense"}, "en"),
    ],
)
def test_first_visit_is_in_the_language_of_the_setting_unless_one_is_chosen(
    client: Client, settings, headers: dict, language: str
) -> None:
    settings.FIRST_LANGUAGE = "en"
    page = client.get("/", headers=headers, follow=True)
    assert f'<html lang="{language}">' in page.content.decode()


def test_language_can_be_chosen_and_is_remembered(client: Client, make_person) -> None:
    client.force_login(make_person(Role.CLERK))
    assert '<html lang="zh-hans">' in client.get(reverse("accounts:password")).content.decode()
    client.post(reverse("set_language"), {"language": "en", "next": "/password/"})
    assert '<html lang="en">' in client.get(reverse("accounts:password")).content.decode()


class _Inline(HTMLParser):
    """Collects what the security policy forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        inline = tag == "style" or (
            tag == "script" and "src" not in names and names.get("type") != "application/json"
        )
        if inline or any(name == "style" or name.startswith(("on", "hx-on")) for name in names):
            self.found.append(f"<{tag} {' '.join(names)}>")


def test_no_template_holds_inline_style_or_script() -> None:
    broken = {}
    for template in TEMPLATES.rglob("templates/**/*.html"):
        parser = _Inline()
        parser.feed(template.read_text())
        if parser.found:
            broken[template.name] = parser.found
    assert broken == {}


def test_pages_are_sent_with_the_strict_policy(client: Client, db) -> None:
    policy = client.get(reverse("accounts:login")).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


# Errors


def _raise(error: Exception):
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


class _Broken:
    """Addresses that fail in every way."""

    urlpatterns = [
        *urls.urlpatterns,
        path("denied/", _raise(PermissionDenied("您不是这个单位的联络员。"))),
        path("large/", _raise(RequestDataTooBig("too big"))),
        path("away/", _raise(OperationalError("server closed the connection"))),
        path("broken/", _raise(ValueError("a bug"))),
    ]
    handler400 = urls.handler400
    handler403 = urls.handler403
    handler404 = urls.handler404
    handler500 = urls.handler500


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/denied/", 403, "您不是这个单位的联络员。"),
        ("/nowhere/", 404, "没有这个页面"),
        ("/large/", 413, "送来的内容超过了大小上限"),
        ("/broken/", 500, "错误已记入日志"),
        ("/away/", 503, "请一分钟后再试"),
    ],
)
def test_failures_are_answered_with_a_sentence(
    client: Client, db, address: str, status: int, sentence: str
) -> None:
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=_Broken):
        response = client.get(address)
    assert response.status_code == status
    assert sentence in response.content.decode()


def test_sentence_of_a_refusal_travels_in_a_header_for_htmx(client: Client, db) -> None:
    with override_settings(ROOT_URLCONF=_Broken):
        response = client.get("/denied/")
    assert unquote(response.headers["X-Sentence"]) == "您不是这个单位的联络员。"


def test_forged_form_is_refused_with_a_sentence(make_person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_person(Role.CLERK))
    response = client.post(reverse("accounts:logout"))
    assert response.status_code == 403
    assert "页面已过期" in response.content.decode()


@override_settings(UPLOAD_LIMIT_BYTES=1000)
def test_request_over_ten_files_of_the_limit_is_refused_unread() -> None:
    request = RequestFactory().post("/", b"x" * 10_001, content_type="text/plain")
    answer = frame_errors.RequestLimitMiddleware(lambda _request: HttpResponse("read"))
    assert answer(request).status_code == 413
    smaller = RequestFactory().post("/", b"x" * 10_000, content_type="text/plain")
    assert answer(smaller).content == b"read"
