"""What goes out, where to, and how it can fail."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Security(Enum):
    """How the connection to a mail server is kept secret."""

    NONE = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"


@dataclass(frozen=True)
class MailServer:
    """A mail server and whom mails come from; the password is in no printed form."""

    host: str
    port: int
    sender: str
    security: Security = Security.NONE
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Webhook:
    """The address of a messaging platform; its path and query may hold a key, so only host shows.

    `secret` signs what is sent; "" where the platform wants no signature.
    """

    url: str = field(repr=False)
    host: str
    format: str = "generic"
    secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class Outgoing:
    """One digest for one person.

    Attributes:
        token: the same in every attempt.
        address: mail address or telephone.
        subject: one line.
        text: the whole digest in plain words.
        facts: what a webhook body may name: see `formats`.
    """

    token: str
    address: str
    subject: str
    text: str
    facts: dict[str, Any] = field(default_factory=dict)


class DeliveryError(Exception):
    """An attempt failed; the text is a full sentence without secrets."""


class DeliveryRefusedError(DeliveryError):
    """Trying again brings nothing."""


class DeliveryRetryError(DeliveryError):
    """May go better later."""


class ChannelDownError(DeliveryRetryError):
    """The other side cannot be reached at all: no use to try the next one now."""


@dataclass(frozen=True)
class Outcome:
    """What became of one attempt; `error` is None when the other side took it."""

    token: str
    error: DeliveryError | None = None
