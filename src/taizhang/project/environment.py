"""Strict readers of environment variables: a wrong value stops the start with a sentence.

Every setting of the product is read here and nowhere else, so that `VARIABLES` is their whole list.
"""

import os
from collections.abc import Mapping
from pathlib import Path

VARIABLES = {
    "TAIZHANG_DATA": "数据文件夹（数据库、文件、日志、备份都在里面），默认为当前文件夹下的 var",
    "DATABASE_URL": "外部 PostgreSQL 的地址；不设时使用自带的数据库",
    "TAIZHANG_SECRET_KEY": "签名密钥，至少 32 个字符；不设时自动生成并保存在数据文件夹",
    "TAIZHANG_ALLOWED_HOSTS": "允许访问的主机名，用逗号分隔，默认只允许本机",
    "TAIZHANG_HTTPS": "是否经 HTTPS 反向代理访问（是则 Cookie 只走 HTTPS），默认 false",
    "TAIZHANG_DEBUG": "是否显示调试信息，默认 false；不得用于正式环境",
    "TAIZHANG_UPLOAD_LIMIT_MB": "单个上传文件的大小上限（MB），默认 20",
    "TAIZHANG_CITY": "本系统服务的地区，例如 云岭市；不设时为最先建立的地区",
    "TAIZHANG_WORKERS": "网页服务的工作进程数，默认 2",
    "TAIZHANG_LANGUAGE": "默认界面语言 zh-hans 或 en，默认 zh-hans",
    "TAIZHANG_SITE_URL": "人们访问本系统的地址，写在外发提醒的链接里；设置邮件或消息平台时必填",
    "TAIZHANG_DIGEST_HOUR": "每日提醒在几点发出（0 到 23），默认 8",
    "TAIZHANG_SMTP_URL": "邮件服务器，例如 smtps://用户:密码@主机:465；不设时不发邮件",
    "TAIZHANG_SMTP_SENDER": "邮件的发件人邮箱；设置邮件服务器时必填",
    "TAIZHANG_WEBHOOK_URL": "消息平台的接收地址；不设时不发往消息平台",
    "TAIZHANG_WEBHOOK_SECRET": "给发往消息平台的提醒签名的密钥",
    "TAIZHANG_WEBHOOK_FORMAT": "消息平台的格式 generic、wecom 或 dingtalk，默认 generic",
    "TAIZHANG_LOG_LEVEL": "日志级别 DEBUG、INFO、WARNING 或 ERROR，默认 INFO",
}
_TRUE = {"1", "true", "yes", "on", "是"}
_FALSE = {"0", "false", "no", "off", "否"}


class SettingError(Exception):
    """An environment variable cannot be used; `code` is for machines, the text for people."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class Environment:
    """Typed access to the variables of one process environment.

    Unset and empty mean the same: the default. Each reader raises `SettingError` for a value that
    it cannot use.
    """

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def text(self, name: str, default: str = "") -> str:
        """The value without blanks around it."""
        assert name in VARIABLES, name
        return self._values.get(name, "").strip() or default

    def flag(self, name: str, *, default: bool) -> bool:
        """A yes or no: true/false, 1/0, yes/no, on/off, 是/否."""
        value = self.text(name).lower()
        if not value:
            return default
        if value not in _TRUE | _FALSE:
            raise _wrong(name, value, "只能是 true 或 false")
        return value in _TRUE

    def integer(self, name: str, default: int, *, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self.text(name, str(default))
        if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
            raise _wrong(name, value, f"应为 {least} 到 {most} 之间的整数")
        return int(value)

    def choice(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        """One of `choices`, written exactly so."""
        value = self.text(name, default)
        if value not in choices:
            raise _wrong(name, value, f"只能是 {'、'.join(choices)} 之一")
        return value

    def names(self, name: str, default: list[str]) -> list[str]:
        """Host names separated by commas."""
        value = self.text(name)
        if not value:
            return default
        parts = [part.strip() for part in value.split(",")]
        if any(not part or any(c.isspace() or c in "/@，" for c in part) for part in parts):
            raise _wrong(name, value, "应为用英文逗号分隔的主机名，不带协议和路径")
        return parts

    def folder(self, name: str, default: str) -> Path:
        """An absolute folder; it need not exist yet, but must not be a file."""
        path = Path(self.text(name, default)).expanduser().absolute()
        if path.exists() and not path.is_dir():
            raise _wrong(name, str(path), "应为文件夹，现在是一个文件")
        return path

    def secret(self, name: str) -> str:
        """A secret of at least 32 characters, or "" when unset."""
        value = self.text(name)
        if value and len(value) < 32:
            raise SettingError(
                "setting_wrong", f"环境变量 {name} 只有 {len(value)} 个字符，至少要有 32 个。"
            )
        return value


def _wrong(name: str, value: str, rule: str) -> SettingError:
    return SettingError("setting_wrong", f"环境变量 {name} 的值“{value}”不能用：{rule}。")


def read_environment() -> Environment:
    """The environment of this process; an unknown `TAIZHANG_…` variable is an error (a typo)."""
    unknown = sorted(
        name for name in os.environ if name.startswith("TAIZHANG_") and name not in VARIABLES
    )
    if unknown:
        raise SettingError(
            "setting_unknown",
            f"没有名为 {'、'.join(unknown)} 的设置，请检查拼写；"
            f"可用的设置有：{'、'.join(VARIABLES)}。",
        )
    return Environment(os.environ)
