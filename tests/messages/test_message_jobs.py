import pytest

from taizhang.messages.channels import MailServer
from taizhang.messages.models import Delivery, Message
from taizhang.messages.tasks import task_deliver, task_make_digests

from .receivers import receive_mails


@pytest.mark.django_db(transaction=True)
def test_the_worker_makes_the_digests_and_brings_them_out(
    people, tell, set_channels, settings, run_jobs
):
    from django.utils import timezone

    settings.DIGEST_HOUR = 0
    tell(*people, as_of=timezone.now())
    with receive_mails() as receiver:
        set_channels(MailServer("127.0.0.1", receiver.port, "taizhang@yunling.example"))
        for job in (task_make_digests, task_make_digests, task_deliver):
            job.defer(timestamp=0)
            run_jobs()
    assert Message.objects.count() == 3
    assert sorted(recipient for recipient, _mail in receiver.mails) == [
        "gao@yunling.example",
        "he@yunling.example",
        "lin@yunling.example",
    ]
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
