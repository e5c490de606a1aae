"""Bodies that messaging platforms read, as data: `platforms/*.yaml`.

A string of a body may hold the words of `FACTS` in braces; a string that is nothing but one such
word becomes the value itself (the list of groups).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FACTS = frozenset(
    {"token", "day", "username", "name", "phone", "email", "subject", "text", "url", "groups"}
)
SIGNATURES = ("none", "header", "query")
_FOLDER = Path(__file__).parent / "platforms"
_WORD = re.compile(r"\{(\w+)\}")
_ENDING = "……（登录台账查看全部）"

FORMATS = tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


class WebhookFormatError(ValueError):
    """A file of `platforms/` cannot be used."""


@dataclass(frozen=True)
class WebhookFormat:
    """How one platform wants to be told.

    Attributes:
        signature: "header" (HMAC-SHA256 of timestamp, full stop and body), "query" (of timestamp
            and secret, in the address) or "none".
        needs_phone: the platform knows people by telephone number only.
        limit_bytes: longest text in UTF-8; longer ones are cut with a hint. None: no limit.
        per_minute: most posts a minute. None: no limit.
        accepts: (field, value) that the JSON of an answer must hold. None: the status is enough.
        body: the template.
    """

    key: str
    name: str
    reference: str
    signature: str
    needs_phone: bool
    limit_bytes: int | None
    per_minute: int | None
    accepts: tuple[str, Any] | None
    body: dict[str, Any]

    def fill(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """The body with the facts in their places; needs every word of `FACTS`."""
        held = {**facts, "text": cut_text(facts["text"], self._room(facts))}
        filled: dict[str, Any] = _fill(self.body, held)
        return filled

    def _room(self, facts: Mapping[str, Any]) -> int | None:
        if self.limit_bytes is None:
            return None
        beside = f"@{facts['phone']} {facts['name']}："
        return self.limit_bytes - len(beside.encode())


def cut_text(text: str, limit: int | None) -> str:
    """The text in at most `limit` bytes of UTF-8, cut at the end of a line where it is too long."""
    if limit is None or len(text.encode()) <= limit:
        return text
    room = limit - len(_ENDING.encode()) - 1
    head = text.encode()[:room].decode(errors="ignore")
    return head[: head.rfind("\n")].rstrip() + "\n" + _ENDING if "\n" in head else head + _ENDING


@cache
def webhook_format(key: str) -> WebhookFormat:
    """The format of that key, one of `FORMATS`."""
    read = yaml.safe_load((_FOLDER / f"{key}.yaml").read_text(encoding="utf-8"))
    accepts = read.pop("accepts")
    result = WebhookFormat(
        **read, accepts=(accepts["field"], accepts["value"]) if accepts else None
    )
    unknown = _words(result.body) - FACTS
    if unknown or result.signature not in SIGNATURES or result.key != key:
        raise WebhookFormatError(f"消息格式 {key}.yaml 不能用：检查 key、signature 和 {unknown}。")
    return result


def _words(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set().union(*(_words(part) for part in value.values()))
    if isinstance(value, list):
        return set().union(*(_words(part) for part in value))
    return set(_WORD.findall(value)) if isinstance(value, str) else set()


def _fill(value: Any, facts: Mapping[str, Any]) -> Any:
    if isinstance(value, dict):
        return {key: _fill(part, facts) for key, part in value.items()}
    if isinstance(value, list):
        return [_fill(part, facts) for part in value]
    if not isinstance(value, str):
        return value
    whole = _WORD.fullmatch(value)
    if whole:
        return facts[whole[1]]
    return _WORD.sub(lambda word: str(facts[word[1]]), value)
