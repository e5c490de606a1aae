"""Background jobs of 消息."""

from django.utils import timezone
from procrastinate.contrib.django import app

from .domain import make_daily_digests
from .domain.delivering import BATCH, deliver_batch, most_per_run
from .enums import Channel

MOST_A_RUN = 500  # of one channel; the next minute goes on


@app.periodic(cron="*/10 * * * *")
@app.task(name="messages.make_digests", queueing_lock="messages.make_digests")
def task_make_digests(timestamp: int) -> None:
    """Every ten minutes, so that a machine switched on late still tells its day."""
    make_daily_digests(as_of=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="messages.deliver", queueing_lock="messages.deliver", lock="messages.deliver")
def task_deliver(timestamp: int) -> None:
    """Every minute: what is due goes out, as fast as the other side takes it."""
    for channel in Channel:
        left = most_per_run(channel) or MOST_A_RUN
        while left > 0:
            tried = deliver_batch(channel, as_of=timezone.now(), most=left)
            left -= tried
            if tried < BATCH:
                break
