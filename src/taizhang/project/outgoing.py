"""Settings of what may leave the machine: mail server, messaging platform, own address.

Nothing leaves unless it is set. A value that cannot be used stops the start with a sentence that
never repeats it: it may hold a password or a key.
"""

import re
from urllib.parse import SplitResult, unquote, urlsplit

from taizhang.messages.channels.formats import FORMATS, webhook_format
from taizhang.messages.channels.types import MailServer, Security, Webhook
from taizhang.project.environment import Environment, SettingError

_PORTS = {Security.NONE: 25, Security.STARTTLS: 587, Security.TLS: 465}
_MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)*", re.ASCII)


def read_mail_server(env: Environment) -> MailServer | None:
    """The mail server, or None when unset. Raises SettingError."""
    name = "TAIZHANG_SMTP_URL"
    value, sender = env.text(name), env.text("TAIZHANG_SMTP_SENDER")
    if not value:
        return None
    rule = "应为 smtp://主机:25、smtp+starttls://用户:密码@主机:587 或 smtps://用户:密码@主机:465"
    parts = _split(name, value, rule, {security.value for security in Security})
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise _unusable(name, rule)
    if bool(parts.username) != bool(parts.password):
        raise _unusable(name, "用户和密码要么都写，要么都不写，其中的特殊字符按百分号编码")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():  # more than `smtplib` can present
        raise _unusable(name, "用户和密码不能有中文")
    _check_sender(sender)
    security = Security(parts.scheme)
    return MailServer(
        host=parts.hostname or "",
        port=parts.port or _PORTS[security],
        sender=sender,
        security=security,
        user=user,
        password=password,
    )


def read_webhook(env: Environment) -> Webhook | None:
    """The messaging platform, or None when unset. Raises SettingError."""
    name = "TAIZHANG_WEBHOOK_URL"
    value = env.text(name)
    form = env.choice("TAIZHANG_WEBHOOK_FORMAT", "generic", FORMATS)
    if not value:
        return None
    rule = "应为 https:// 或 http:// 开头的完整地址，不带用户名、密码和 #"
    parts = _split(name, value, rule, {"https", "http"})
    if parts.username or parts.password or parts.fragment:
        raise _unusable(name, rule)
    if not value.isascii() or any(c.isspace() for c in value):
        raise _unusable(name, "不能有空格和中文，特殊字符按百分号编码")
    secret = env.text("TAIZHANG_WEBHOOK_SECRET")
    _check_secret(form, secret)
    return Webhook(url=value, host=parts.hostname or "", format=form, secret=secret)


def read_site_url(env: Environment, *, needed: bool) -> str:
    """The address people type for this installation, without a slash at its end.

    `needed` where something leaves the machine: its links would lead nowhere. Raises SettingError.
    """
    name = "TAIZHANG_SITE_URL"
    value = env.text(name)
    if not value and needed:
        raise SettingError(
            "setting_missing",
            f"设置了邮件或消息平台，就要设置环境变量 {name}：外发提醒里的链接要写完整地址，"
            "例如 https://taizhang.example.gov.cn。",
        )
    if not value:
        return ""
    rule = "应为 https:// 或 http:// 开头的地址，不带路径，例如 https://taizhang.example.gov.cn"
    parts = _split(name, value, rule, {"https", "http"})
    if parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
        raise _unusable(name, rule)
    return f"{parts.scheme}://{parts.netloc}"


def _split(name: str, value: str, rule: str, schemes: set[str]) -> SplitResult:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no port, a broken IPv6 address
        usable = False
    if not usable:
        raise _unusable(name, rule)
    return parts


def _check_sender(sender: str) -> None:
    name = "TAIZHANG_SMTP_SENDER"
    if not sender:
        raise SettingError(
            "setting_missing",
            f"设置了 TAIZHANG_SMTP_URL，就要设置发件人 {name}，例如 taizhang@example.gov.cn。",
        )
    if not _MAIL_ADDRESS.fullmatch(sender):
        raise _unusable(name, "应为一个邮箱地址，例如 taizhang@example.gov.cn")


def _check_secret(form: str, secret: str) -> None:
    name = "TAIZHANG_WEBHOOK_SECRET"
    signature = webhook_format(form).signature
    if signature == "header" and len(secret) < 32:
        raise _unusable(name, f"格式 {form} 要用它给每条提醒签名，至少要有 32 个字符")
    if signature == "none" and secret:
        raise _unusable(name, f"格式 {form} 不签名，请删去这项设置")


def _unusable(name: str, rule: str) -> SettingError:
    return SettingError("setting_wrong", f"环境变量 {name} 的值不能用：{rule}。")
