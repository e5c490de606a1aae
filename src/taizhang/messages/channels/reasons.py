"""Why the other side could not be reached, for people (原因)."""

import smtplib
import socket
import ssl

# The first that fits; the more special before the more general.
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (smtplib.SMTPAuthenticationError, "用户名或密码不对"),
    (smtplib.SMTPNotSupportedError, "对方不支持加密或登录"),
    (ssl.SSLCertVerificationError, "证书不能信任"),
    (ssl.SSLError, "加密连接没有建立"),
    (socket.gaierror, "找不到这个主机"),
    (ConnectionRefusedError, "对方没有开放这个端口"),
    (TimeoutError, "超时"),
    (ConnectionError, "连接中断"),
)


def say_reason(error: Exception) -> str:
    """The reason in a few words, with the code of a mail server where there is one.

    Never the words of the error itself, which may repeat an address with its key.
    """
    said = next((words for kind, words in _REASONS if isinstance(error, kind)), None)
    code = getattr(error, "smtp_code", "")
    return f"{said or type(error).__name__} {code}".rstrip()
