import pytest
from django.utils import timezone

from taizhang.accounts.enums import UNIT_ROLES, Role
from taizhang.accounts.models import Person
from taizhang.messages.channels import MailServer, Webhook
from taizhang.messages.domain import send_digests, unread_count
from taizhang.messages.domain.preferences import preference_of
from taizhang.messages.enums import DeliveryState
from taizhang.messages.models import Delivery

from .conftest import MORNING, SECRET, digest_of

MAIL = MailServer("mail.yunling.example", 25, "taizhang@yunling.example", password="geheim")
KEY = "https://im.yunling.example/in?key=693a91f6"
HOOK = Webhook(KEY, "im.yunling.example", "generic", SECRET)


@pytest.fixture
def lin(client, people) -> Person:
    client.force_login(people[0])
    return people[0]


@pytest.fixture
def admin(client, db) -> Person:
    person = Person.objects.create_user("admin", name="管理员", roles=[Role.ADMINISTRATOR])
    client.force_login(person)
    return person


@pytest.fixture
def deliveries(people, tell, set_channels):
    """Today's deliveries, one that failed for each person."""
    set_channels(MAIL, HOOK)
    now = timezone.now()
    tell(*people, as_of=now)
    send_digests(as_of=now)
    mails = Delivery.objects.filter(channel="email")
    mails.update(state=DeliveryState.FAILED, attempts=6, error="邮件服务器拒收（554）。")
    return mails


# The digest


def test_the_digest_lists_matters_by_kind_with_links(client, lin, tell):
    tell(lin, subject="补齐季度台账", url="/ledger/T000001/", body="已逾期 3 天")
    tell(lin, subject="约谈", kind="near_limit")
    send_digests(as_of=MORNING)
    page = client.get(f"/inbox/digests/{digest_of(lin).pk}/").text
    assert page.index("逾期 <") < page.index("已逾期 3 天") < page.index("临期 <")
    assert '<a href="/ledger/T000001/">补齐季度台账</a>' in page


def test_the_message_opens_the_digest(client, lin, tell):
    tell(lin)
    [message] = send_digests(as_of=MORNING)
    assert client.post(f"/inbox/{message.pk}/").url == f"/inbox/digests/{digest_of(lin).pk}/"
    assert "标为已读" not in client.get(f"/inbox/digests/{digest_of(lin).pk}/").text


def test_looking_at_a_digest_marks_nothing_read(client, lin, tell):
    tell(lin)
    send_digests(as_of=MORNING)
    assert "标为已读" in client.get(f"/inbox/digests/{digest_of(lin).pk}/").text
    assert unread_count(lin) == 1


def test_the_digest_of_another_person_is_not_there(client, lin, people, tell):
    tell(people[1])
    send_digests(as_of=MORNING)
    assert client.get(f"/inbox/digests/{digest_of(people[1]).pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_a_digest_do_not_grow(client, lin, tell, django_assert_num_queries, count):
    for number in range(count):
        tell(lin, subject=f"第{number}项")
    send_digests(as_of=MORNING)
    with django_assert_num_queries(7):
        assert client.get(f"/inbox/digests/{digest_of(lin).pk}/").status_code == 200


# The ways it comes


def test_a_person_switches_a_way_off_and_keeps_the_inbox(client, lin, tell, set_channels):
    set_channels(MAIL, HOOK)
    assert client.post("/inbox/preferences/", {"webhook": "on"}).status_code == 302
    assert (preference_of(lin).email, preference_of(lin).webhook) == (False, True)
    tell(lin)
    send_digests(as_of=MORNING)
    assert [delivery.channel for delivery in Delivery.objects.all()] == ["webhook"]
    assert unread_count(lin) == 1


def test_the_page_says_why_a_way_brings_nothing(client, lin, set_channels):
    set_channels()
    assert client.get("/inbox/preferences/").text.count("没有开通这个渠道") == 2
    set_channels(MAIL, HOOK)
    Person.objects.filter(pk=lin.pk).update(email="")
    page = client.get("/inbox/preferences/").text
    assert "没有登记邮箱" in page
    assert "没有登记电话" not in page


# What went out


@pytest.mark.parametrize("role", [*Role.values, None])
def test_deliveries_are_open_to_administrators_only(client, db, role):
    city_wide = [role] if role and role not in UNIT_ROLES else []
    client.force_login(Person.objects.create_user("somebody", name="某", roles=city_wide))
    wanted = 200 if role == Role.ADMINISTRATOR else 403
    assert client.get("/deliveries/").status_code == wanted
    again = client.post("/deliveries/again/")
    assert again.status_code == (302 if role == Role.ADMINISTRATOR else 403)


def test_strangers_are_led_to_the_log_in(client, db):
    for address in ("/deliveries/", "/inbox/preferences/", "/inbox/digests/1/"):
        assert client.get(address).status_code == 302


def test_failures_are_listed_with_their_reason_and_no_secret(client, admin, deliveries):
    page = client.get("/deliveries/").text
    assert page.count("邮件服务器拒收（554）。") == 3
    assert "已送出 0 条，待投递 3 条，未送达 3 条" in page
    assert "mail.yunling.example:25" in page
    assert all(secret not in page for secret in ("geheim", "693a91f6", SECRET))


def test_filters_narrow_the_list(client, admin, deliveries):
    page = client.get("/deliveries/?state=failed&channel=email").text
    assert "共 3 条" in page
    assert "没有符合条件的投递" in client.get("/deliveries/?state=sent").text
    assert "没有符合条件的投递" in client.get("/deliveries/?day=2020-01-01").text
    assert "共 6 条" in client.get("/deliveries/?state=nonsense").text


def test_failed_ones_of_today_are_tried_again(client, admin, deliveries):
    assert "重新投递今天未送达的 3 条" in client.get("/deliveries/").text
    client.post("/deliveries/again/")
    assert set(deliveries.values_list("state", "attempts")) == {(DeliveryState.WAITING, 0)}
    assert "重新投递今天" not in client.get("/deliveries/").text


def test_failed_ones_of_earlier_days_stay_failed(client, admin, people, tell, set_channels):
    set_channels(MAIL)
    tell(people[0])
    send_digests(as_of=MORNING)
    Delivery.objects.update(state=DeliveryState.FAILED)
    client.post("/deliveries/again/")
    assert Delivery.objects.get().state == DeliveryState.FAILED


def test_an_empty_list_says_what_comes_here(client, admin):
    page = client.get("/deliveries/").text
    assert "还没有投递" in page
    assert "不发邮件" in page


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_list_do_not_grow(
    client, admin, people, tell, set_channels, django_assert_num_queries, count
):
    set_channels(MAIL)
    tell(*people[:count])
    send_digests(as_of=MORNING)
    with django_assert_num_queries(7):
        assert client.get("/deliveries/").status_code == 200
