"""E-mail through the city's mail server (邮件)."""

import re
import smtplib
import ssl
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from .reasons import say_reason
from .types import (
    ChannelDownError,
    DeliveryRefusedError,
    DeliveryRetryError,
    MailServer,
    Outcome,
    Outgoing,
    Security,
)

_TIMEOUT_SECONDS = 20
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[^\s@<>()\[\],;:\"\\]+", re.ASCII)


def send_mails(
    server: MailServer, mails: Iterable[Outgoing], *, as_of: datetime
) -> Iterator[Outcome]:
    """Send every mail over one connection; yields what became of each as soon as it is known.

    A mail carries its token as Message-ID, so that a mail server may drop a repetition.

    Raises:
        ChannelDownError: the server cannot be reached, or will not let us in.
    """
    try:
        connection = _connect(server)
    except (OSError, smtplib.SMTPException) as error:
        raise ChannelDownError(
            f"连不上邮件服务器 {server.host}（{say_reason(error)}）。"
        ) from error
    with connection:
        for mail in mails:
            yield _send(connection, server, mail, as_of)


def write_mail(server: MailServer, mail: Outgoing, *, as_of: datetime) -> EmailMessage:
    """The mail as it travels."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(mail.subject.split())
    message["From"] = server.sender
    message["To"] = mail.address
    message["Date"] = format_datetime(as_of)
    message["Message-ID"] = f"<{mail.token}@{server.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    message.set_content(mail.text, cte="base64")
    return message


def _connect(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security is Security.TLS:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=_TIMEOUT_SECONDS, context=context
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT_SECONDS)
    try:
        if server.security is Security.STARTTLS:
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _send(connection: smtplib.SMTP, server: MailServer, mail: Outgoing, as_of: datetime) -> Outcome:
    if not _ADDRESS.fullmatch(mail.address) or not mail.address.isascii():
        return Outcome(mail.token, _no_address(mail.address))
    try:
        connection.send_message(write_mail(server, mail, as_of=as_of))
    except smtplib.SMTPServerDisconnected as error:
        raise ChannelDownError(f"邮件服务器 {server.host} 中断了连接。") from error
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as error:
        return Outcome(mail.token, _refusal(error))
    except OSError as error:
        raise ChannelDownError(
            f"邮件服务器 {server.host} 没有应答（{say_reason(error)}）。"
        ) from error
    return Outcome(mail.token)


def _no_address(address: str) -> DeliveryRefusedError:
    return DeliveryRefusedError(f"“{address}”不是能发邮件的地址。请核对邮箱。")


def _refusal(
    error: smtplib.SMTPRecipientsRefused | smtplib.SMTPResponseException,
) -> DeliveryRefusedError | DeliveryRetryError:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = min(code for code, _text in error.recipients.values())
        sentence = f"邮件服务器不接受收件人（{code}）。请核对邮箱。"
    else:
        code = error.smtp_code
        sentence = f"邮件服务器拒收（{code}）。"
    return DeliveryRefusedError(sentence) if code >= 500 else DeliveryRetryError(sentence)
