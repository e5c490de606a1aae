import pytest

from taizhang.messages.channels.types import Security
from taizhang.project.environment import Environment, SettingError
from taizhang.project.outgoing import read_mail_server, read_site_url, read_webhook

SENDER = {"TAIZHANG_SMTP_SENDER": "taizhang@yunling.example"}
SECRET = "k" * 32


def mail(url, **more):
    return read_mail_server(Environment({"TAIZHANG_SMTP_URL": url, **SENDER, **more}))


def hook(url, form="", secret=SECRET):
    return read_webhook(
        Environment(
            {
                "TAIZHANG_WEBHOOK_URL": url,
                "TAIZHANG_WEBHOOK_FORMAT": form,
                "TAIZHANG_WEBHOOK_SECRET": secret,
            }
        )
    )


def test_nothing_is_set_by_default():
    nothing = Environment({})
    assert read_mail_server(nothing) is None
    assert read_webhook(nothing) is None
    assert read_site_url(nothing, needed=False) == ""


@pytest.mark.parametrize(
    ("url", "security", "port"),
    [
        ("smtp://mail.yunling.example", Security.NONE, 25),
        ("smtp+starttls://mail.yunling.example", Security.STARTTLS, 587),
        ("smtps://mail.yunling.example", Security.TLS, 465),
        ("smtp://mail.yunling.example:2525/", Security.NONE, 2525),
    ],
)
def test_the_scheme_says_how_and_where(url, security, port):
    server = mail(url)
    assert (server.host, server.security, server.port) == ("mail.yunling.example", security, port)


def test_user_and_password_are_decoded_and_not_printed():
    server = mail("smtps://tai%40yunling:p%3Aw%2Fd@mail.yunling.example")
    assert (server.user, server.password) == ("tai@yunling", "p:w/d")
    assert "p:w/d" not in repr(server)


@pytest.mark.parametrize(
    "url",
    [
        "mail.yunling.example:25",
        "http://mail.yunling.example",
        "smtp://",
        "smtp://geheim:geheim@mail.yunling.example:port",
        "smtp://geheim@mail.yunling.example",
        "smtp://geheim:%E5%AF%86@mail.yunling.example",
        "smtp://mail.yunling.example/geheim",
        "smtp://mail.yunling.example?geheim",
        "smtp://[::1",
    ],
)
def test_an_unusable_mail_server_stops_the_start_without_repeating_it(url):
    with pytest.raises(SettingError, match="TAIZHANG_SMTP_URL") as caught:
        mail(url)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("sender", ["", "taizhang", "a@b c", "台账@yunling.example"])
def test_mail_needs_a_sender(sender):
    with pytest.raises(SettingError, match="TAIZHANG_SMTP_SENDER"):
        mail("smtp://mail.yunling.example", TAIZHANG_SMTP_SENDER=sender)


@pytest.mark.parametrize(
    ("form", "secret"), [("generic", SECRET), ("wecom", ""), ("dingtalk", "SEC1"), ("dingtalk", "")]
)
def test_a_platform_is_its_address_format_and_secret(form, secret):
    webhook = hook("https://im.yunling.example/in?key=693a91f6", form, secret)
    assert (webhook.host, webhook.format) == ("im.yunling.example", form)
    assert "693a91f6" not in repr(webhook)


@pytest.mark.parametrize(
    "url",
    [
        "im.yunling.example/geheim",
        "ftp://im.yunling.example/geheim",
        "https://",
        "https:///geheim",
        "https://user:geheim@im.yunling.example/",
        "https://im.yunling.example/#geheim",
        "https://im.yunling.example/a geheim",
        "https://im.yunling.example/密钥geheim",
        "https://im.yunling.example:99999/geheim",
    ],
)
def test_an_unusable_platform_stops_the_start_without_repeating_it(url):
    with pytest.raises(SettingError, match="TAIZHANG_WEBHOOK_URL") as caught:
        hook(url)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    ("form", "secret"), [("generic", ""), ("generic", "geheim"), ("wecom", "geheim")]
)
def test_a_secret_that_does_not_fit_the_format_stops_the_start(form, secret):
    with pytest.raises(SettingError, match="TAIZHANG_WEBHOOK_SECRET") as caught:
        hook("https://im.yunling.example/", form, secret)
    assert "geheim" not in str(caught.value)


def test_an_unknown_format_stops_the_start():
    with pytest.raises(SettingError, match="generic"):
        hook("https://im.yunling.example/", "pigeon")


def test_links_need_the_own_address_once_something_leaves():
    with pytest.raises(SettingError, match="TAIZHANG_SITE_URL"):
        read_site_url(Environment({}), needed=True)


def test_the_own_address_loses_its_last_slash():
    env = Environment({"TAIZHANG_SITE_URL": "https://taizhang.yunling.example:8443/"})
    assert read_site_url(env, needed=True) == "https://taizhang.yunling.example:8443"


@pytest.mark.parametrize(
    "url", ["taizhang.yunling.example", "https://a.example/path", "https://u@a/"]
)
def test_an_unusable_own_address_stops_the_start(url):
    with pytest.raises(SettingError, match="TAIZHANG_SITE_URL"):
        read_site_url(Environment({"TAIZHANG_SITE_URL": url}), needed=True)
