from email.policy import SMTP

import pytest

from taizhang.messages.channels import (
    ChannelDownError,
    DeliveryRefusedError,
    DeliveryRetryError,
    MailServer,
    Outgoing,
    send_mails,
)
from taizhang.messages.channels.mail import write_mail
from taizhang.messages.channels.types import Security

from .conftest import MORNING
from .receivers import receive_mails

SENDER = "taizhang@yunling.example"
LIN, GAO = "lin@yunling.example", "gao@yunling.example"


@pytest.fixture
def receiver():
    with receive_mails() as receiver:
        yield receiver


def mail_to(address, token="t1"):
    return Outgoing(token, address, "今日提醒：逾期 2 项", "逾期（2 项）\n1. 补齐季度台账\n.\n完")


def send(receiver, *mails, **more):
    server = MailServer("127.0.0.1", receiver.port, SENDER, **more)
    return {done.token: done.error for done in send_mails(server, mails, as_of=MORNING)}


def test_mails_arrive_over_one_connection(receiver):
    done = send(receiver, mail_to(LIN, "t1"), mail_to(GAO, "t2"))
    assert done == {"t1": None, "t2": None}
    assert receiver.connections == 1
    assert [recipient for recipient, _mail in receiver.mails] == [LIN, GAO]
    mail = receiver.mails[0][1]
    assert mail["Subject"] == "今日提醒：逾期 2 项"
    assert (mail["From"], mail["To"]) == (SENDER, LIN)
    assert mail["Message-ID"] == "<t1@yunling.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().splitlines() == mail_to(LIN).text.splitlines()


def test_a_line_feed_in_a_subject_makes_no_header():
    mail = Outgoing("t", LIN, "提醒\r\nBcc: all@yunling.example", "")
    written = write_mail(MailServer("h", 25, SENDER), mail, as_of=MORNING)
    assert "Bcc" not in written
    assert b"\nBcc" not in written.as_bytes(policy=SMTP)


def test_user_and_password_are_presented(receiver):
    send(receiver, mail_to(LIN), user="taizhang", password="k")
    assert any(line.startswith("AUTH") for line in receiver.lines)


def test_a_wrong_password_stops_the_channel_and_is_not_told(receiver):
    receiver.auth = "535 no"
    with pytest.raises(ChannelDownError, match="用户名或密码不对 535") as caught:
        send(receiver, mail_to(LIN), user="taizhang", password="geheim123")
    assert "geheim123" not in str(caught.value)
    assert receiver.mails == []


def test_one_refused_recipient_does_not_hold_up_the_others(receiver):
    receiver.refused = {LIN: "550 unknown"}
    done = send(receiver, mail_to(LIN, "t1"), mail_to(GAO, "t2"))
    assert type(done["t1"]) is DeliveryRefusedError
    assert "550" in str(done["t1"])
    assert done["t2"] is None


def test_a_busy_mailbox_is_tried_again(receiver):
    receiver.refused = {LIN: "452 full"}
    assert type(send(receiver, mail_to(LIN))["t1"]) is DeliveryRetryError


@pytest.mark.parametrize("address", ["", "a b", "lin@", "林@yunling.example", "a@b\nc", "a@b,c@d"])
def test_an_address_that_is_none_is_refused_for_good(receiver, address):
    done = send(receiver, mail_to(address, "t1"), mail_to(GAO, "t2"))
    assert type(done["t1"]) is DeliveryRefusedError
    assert [recipient for recipient, _mail in receiver.mails] == [GAO]
    assert done["t2"] is None


def test_a_server_that_is_not_there_stops_the_channel(receiver):
    server = MailServer("127.0.0.1", 1, SENDER)
    with pytest.raises(ChannelDownError, match=r"127\.0\.0\.1（对方没有开放这个端口）"):
        list(send_mails(server, [mail_to(LIN)], as_of=MORNING))


def test_a_server_without_encryption_is_not_spoken_to_over_tls(receiver):
    with pytest.raises(ChannelDownError, match="加密连接没有建立|超时|连接中断"):
        send(receiver, mail_to(LIN), security=Security.TLS)


def test_no_mail_goes_out_in_the_clear_when_encryption_is_asked_for(receiver):
    with pytest.raises(ChannelDownError, match="对方不支持加密"):
        send(receiver, mail_to(LIN), security=Security.STARTTLS)
    assert receiver.mails == []
