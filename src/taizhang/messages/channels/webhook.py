"""Posts to a city's messaging platform (消息平台).

Plain `http.client`: no redirect is followed, no proxy of the environment is used, an answer is read
to a limit, and the whole exchange ends after a limit.
"""

import base64
import hashlib
import hmac
import json
import socket
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from http.client import (
    HTTPConnection,
    HTTPException,
    HTTPResponse,
    HTTPSConnection,
    IncompleteRead,
)
from threading import Timer
from typing import Any
from urllib.parse import quote, urlsplit

from .formats import WebhookFormat, webhook_format
from .reasons import say_reason
from .types import (
    ChannelDownError,
    DeliveryError,
    DeliveryRefusedError,
    DeliveryRetryError,
    Outcome,
    Outgoing,
    Webhook,
)

SILENCE_SECONDS = 10  # between two pieces of an answer
WHOLE_SECONDS = 20  # for one exchange
ANSWER_BYTES = 64 * 1024
_AGAIN = frozenset({408, 425, 429})


def post_digests(
    webhook: Webhook, digests: Iterable[Outgoing], *, as_of: datetime
) -> Iterator[Outcome]:
    """Post every digest; yields what became of each as soon as it is known.

    The token goes as `Idempotency-Key`. Where the format signs in headers: `X-Taizhang-Timestamp`
    (Unix seconds) and `X-Taizhang-Signature: sha256=HEX`, HMAC-SHA256 with the secret over
    timestamp, full stop, body.

    Raises:
        ChannelDownError: nothing answers there.
    """
    form = webhook_format(webhook.format)
    for digest in digests:
        body = json.dumps(form.fill(digest.facts), ensure_ascii=False).encode()
        address, headers = sign_post(webhook, form, body, as_of=as_of)
        headers |= {"Content-Type": "application/json; charset=utf-8"}
        headers |= {"Idempotency-Key": digest.token, "User-Agent": "taizhang"}
        yield Outcome(digest.token, _post(webhook, form, address, body, headers))


def sign_post(
    webhook: Webhook, form: WebhookFormat, body: bytes, *, as_of: datetime
) -> tuple[str, dict[str, str]]:
    """The address to post to and the headers that prove who posts; without a secret, as it is."""
    if not webhook.secret or form.signature == "none":
        return webhook.url, {}
    if form.signature == "query":  # 钉钉 加签: milliseconds, line feed, secret
        stamp = str(round(as_of.timestamp() * 1000))
        proof = base64.b64encode(_hmac(webhook.secret, f"{stamp}\n{webhook.secret}".encode()))
        joint = "&" if urlsplit(webhook.url).query else "?"
        return f"{webhook.url}{joint}timestamp={stamp}&sign={quote(proof, safe='')}", {}
    stamp = str(int(as_of.timestamp()))
    proof_hex = _hmac(webhook.secret, stamp.encode() + b"." + body).hex()
    return webhook.url, {
        "X-Taizhang-Timestamp": stamp,
        "X-Taizhang-Signature": f"sha256={proof_hex}",
    }


def _hmac(secret: str, message: bytes) -> bytes:
    return hmac.new(secret.encode(), message, hashlib.sha256).digest()


def _post(
    webhook: Webhook, form: WebhookFormat, address: str, body: bytes, headers: dict[str, str]
) -> DeliveryError | None:
    parts = urlsplit(address)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=SILENCE_SECONDS)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.connect()
        with _WholeLimit(connection):
            connection.request("POST", target, body, headers)
            return _judge(form, *_read(connection.getresponse()))
    except (OSError, HTTPException) as error:
        raise ChannelDownError(
            f"消息平台 {webhook.host} 没有应答（{say_reason(error)}）。"
        ) from error
    finally:
        connection.close()


class _WholeLimit:
    """Ends a connection that drips past `WHOLE_SECONDS`, which no socket timeout notices."""

    def __init__(self, connection: HTTPConnection) -> None:
        self._timer = Timer(WHOLE_SECONDS, self._end, [connection.sock])
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_error: object) -> None:
        self._timer.cancel()

    @staticmethod
    def _end(end: socket.socket) -> None:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


def _read(response: HTTPResponse) -> tuple[int, bytes]:
    answer = response.read(ANSWER_BYTES + 1)
    if response.length and len(answer) <= ANSWER_BYTES:  # ended before its announced end
        raise IncompleteRead(answer, response.length)
    return response.status, answer


def _judge(form: WebhookFormat, status: int, answer: bytes) -> DeliveryError | None:
    """None when the platform took it."""
    if 300 <= status < 400:
        return DeliveryRefusedError(
            f"消息平台要求转到别的地址（{status}），没有照办。请核对 TAIZHANG_WEBHOOK_URL。"
        )
    if status >= 500 or status in _AGAIN:
        return DeliveryRetryError(f"消息平台暂时不能接收（{status}）。")
    if not 200 <= status < 300:
        return DeliveryRefusedError(f"消息平台拒收（{status}）。请核对地址和密钥。")
    if len(answer) > ANSWER_BYTES:
        return DeliveryRefusedError("消息平台的应答太长，没有读完。请核对 TAIZHANG_WEBHOOK_URL。")
    return _judge_words(form, answer)


def _judge_words(form: WebhookFormat, answer: bytes) -> DeliveryError | None:
    if form.accepts is None:
        return None
    name, wanted = form.accepts
    try:
        said: Any = json.loads(answer)
    except ValueError:
        said = None
    if not isinstance(said, dict) or name not in said:
        return DeliveryRefusedError(
            f"消息平台的应答里没有 {name}。请核对 TAIZHANG_WEBHOOK_FORMAT。"
        )
    if said[name] != wanted:
        return DeliveryRetryError(f"消息平台没有接收（{name} {str(said[name])[:40]}）。")
    return None
