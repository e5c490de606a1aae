"""Background jobs of the ledger (后台任务)."""

from datetime import UTC, datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from .domain.seals import seal_chain
from .models import Seal


@app.periodic(cron="5 16 * * *")  # 00:05 in Shanghai; cron is UTC
@app.task(name="ledger.seal_chain", queueing_lock="ledger.seal_chain", pass_context=False)
def task_seal_chain(timestamp: int) -> None:
    """Seal the day that ended; run again for the same moment it does nothing."""
    if Seal.objects.filter(sealed_at__gte=datetime.fromtimestamp(timestamp, UTC)).exists():
        return
    seal_chain(as_of=timezone.now())
