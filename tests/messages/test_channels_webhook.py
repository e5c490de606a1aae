import base64
import hashlib
import hmac
import json
import time
from urllib.parse import parse_qs, urlsplit

import pytest

from taizhang.messages.channels import (
    FORMATS,
    ChannelDownError,
    DeliveryRefusedError,
    DeliveryRetryError,
    Outgoing,
    Webhook,
    post_digests,
    webhook,
    webhook_format,
)
from taizhang.messages.channels.formats import cut_text

from .conftest import MORNING, SECRET
from .receivers import answering, receive_posts

GROUPS = [{"kind": "overdue", "label": "逾期", "items": [{"subject": "补报 {text}"}]}]
FACTS = {
    "token": "t1",
    "day": "2024-05-08",
    "username": "lin",
    "name": "林",
    "phone": "13800000000",
    "email": "lin@yunling.example",
    "subject": "今日提醒：逾期 1 项",
    "text": "今日提醒：逾期 1 项\n1. 补报 {phone}",
    "url": "https://taizhang.yunling.example/inbox/digests/1/",
    "groups": GROUPS,
}
DIGEST = Outgoing("t1", FACTS["phone"], FACTS["subject"], FACTS["text"], FACTS)


@pytest.fixture
def receiver():
    with receive_posts() as receiver:
        yield receiver


def post(receiver, form="generic", secret=SECRET, query=""):
    hook = Webhook(receiver.url + query, "127.0.0.1", form, secret)
    [done] = post_digests(hook, [DIGEST], as_of=MORNING)
    return done.error


def test_the_generic_body_holds_the_whole_digest(receiver):
    assert post(receiver) is None
    [(path, headers, body)] = receiver.posts
    assert path == "/in"
    assert headers["Idempotency-Key"] == "t1"
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    said = json.loads(body)
    assert said["schema"] == "taizhang/digest/1"
    assert said["groups"] == GROUPS
    assert said["text"] == FACTS["text"], "braces in words of people are no places to fill"
    assert said["person"]["username"] == "lin"


def test_the_signature_proves_body_and_time(receiver):
    post(receiver)
    [(_path, headers, body)] = receiver.posts
    stamp = headers["X-Taizhang-Timestamp"]
    assert int(stamp) == int(MORNING.timestamp())
    proof = hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert headers["X-Taizhang-Signature"] == f"sha256={proof}"
    assert SECRET.encode() not in body


def test_a_wecom_robot_mentions_the_person(receiver):
    assert post(receiver, "wecom", "", "?key=k1") is None
    [(path, headers, body)] = receiver.posts
    assert path == "/in?key=k1"
    assert "X-Taizhang-Signature" not in headers
    assert json.loads(body) == {
        "msgtype": "text",
        "text": {
            "content": f"林：{FACTS['text']}",
            "mentioned_mobile_list": ["13800000000"],
        },
    }


def test_a_dingtalk_robot_gets_its_signed_address(receiver):
    assert post(receiver, "dingtalk", "SEC123", "?access_token=a") is None
    [(path, _headers, body)] = receiver.posts
    query = parse_qs(urlsplit(path).query)
    stamp = query["timestamp"][0]
    assert stamp == str(int(MORNING.timestamp() * 1000))
    proof = hmac.new(b"SEC123", f"{stamp}\nSEC123".encode(), hashlib.sha256).digest()
    assert query["sign"] == [base64.b64encode(proof).decode()]
    assert query["access_token"] == ["a"]
    said = json.loads(body)
    assert said["at"]["atMobiles"] == ["13800000000"]
    assert "@13800000000" in said["text"]["content"]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(receiver, status):
    receiver.answer = answering(status, Location=receiver.url + "/elsewhere")
    error = post(receiver)
    assert type(error) is DeliveryRefusedError
    assert len(receiver.posts) == 1


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, DeliveryRefusedError),
        (401, DeliveryRefusedError),
        (404, DeliveryRefusedError),
        (408, DeliveryRetryError),
        (429, DeliveryRetryError),
        (500, DeliveryRetryError),
        (503, DeliveryRetryError),
    ],
)
def test_what_may_pass_is_tried_again_and_the_rest_is_not(receiver, status, kind):
    receiver.answer = answering(status)
    error = post(receiver)
    assert type(error) is kind
    assert str(status) in str(error)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b'{"errcode": 0, "errmsg": "ok"}', type(None)),
        (b'{"errcode": 45009, "errmsg": "too fast"}', DeliveryRetryError),
        (b"<html>log in first</html>", DeliveryRefusedError),
        (b"[0]", DeliveryRefusedError),
        (b"", DeliveryRefusedError),
        (b"\xff\xfe", DeliveryRefusedError),
    ],
)
def test_a_robot_that_answers_200_is_believed_by_its_words_only(receiver, answer, kind):
    receiver.answer = answering(200, answer)
    assert type(post(receiver, "wecom", "")) is kind


def test_an_answer_without_end_is_not_read_to_the_end(receiver):
    receiver.answer = answering(200, b"x" * (webhook.ANSWER_BYTES + 1))
    assert "太长" in str(post(receiver))


def test_a_dripping_answer_is_cut_off(receiver, monkeypatch):
    monkeypatch.setattr(webhook, "WHOLE_SECONDS", 0.4)

    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _turn in range(100):
            handler.wfile.write(b"x")
            time.sleep(0.05)

    receiver.answer = drip
    began = time.monotonic()
    with pytest.raises(ChannelDownError):
        post(receiver)
    assert time.monotonic() - began < 3


def test_a_platform_that_is_silent_is_given_up(receiver, monkeypatch):
    monkeypatch.setattr(webhook, "SILENCE_SECONDS", 0.2)
    receiver.answer = lambda handler: time.sleep(1)
    with pytest.raises(ChannelDownError, match=r"127\.0\.0\.1 没有应答（超时）"):
        post(receiver)


def test_no_proxy_of_the_environment_is_used(receiver, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert post(receiver) is None


def test_neither_key_nor_secret_stands_in_a_printed_form_or_a_failure():
    hook = Webhook("http://127.0.0.1:1/in?key=693a91f6", "127.0.0.1", "generic", SECRET)
    with pytest.raises(ChannelDownError) as caught:
        list(post_digests(hook, [DIGEST], as_of=MORNING))
    for words in (repr(hook), str(caught.value)):
        assert "693a91f6" not in words
        assert SECRET not in words


@pytest.mark.parametrize("key", FORMATS)
def test_shipped_formats_load_and_keep_their_limit(key):
    form = webhook_format(key)
    body = form.fill({**FACTS, "text": "逾期\n" + "一行很长的提醒。\n" * 5000})
    said = body["text"] if isinstance(body["text"], str) else body["text"]["content"]
    assert form.limit_bytes is None or len(said.encode()) <= form.limit_bytes
    assert form.limit_bytes is None or said.endswith("（登录台账查看全部）")


@pytest.mark.parametrize("text", ["短", "很长" * 100, "一\n" + "很长" * 100, "🙂" * 90])
def test_cut_texts_stay_within_their_bytes(text):
    cut = cut_text(text, 120)
    assert len(cut.encode()) <= 120
    assert cut == text or cut.endswith("（登录台账查看全部）")
