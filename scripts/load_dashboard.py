"""Dashboards with many readers, as they are served (看板压力测试).

`python scripts/load_dashboard.py [--indicators 2000] [--readers 50] [--seconds 60]` makes a city in
a data folder of its own, serves it on the loopback as `taizhang serve` does, and lets people read
for a bounded time: each opens a page, looks at it for a few seconds, opens the next. Printed are
the times from request to last byte. `--indicators 0` is the city of the demo, otherwise it is one
of so many indicators in 120 regions, each with a goal. `--write-every 10`: they
read once more while figures come in. Nothing is reached but this machine.
"""

import argparse
import random
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection
from urllib.parse import urlencode

from taizhang.cli.bench_folder import own_data_folder

PORT = 8799
LOOKS = (2.0, 6.0)  # seconds that somebody looks at a page
OFFICES = 60


@dataclass
class Seen:
    """Seconds of each page, and what was no answer."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, name: str, seconds: float, status: int) -> None:
        with self.lock:
            self.times[name].append(seconds)
            if status != 200:
                self.failed.append(f"{name}: {status}")


def say(text: str) -> None:
    """A line for whoever waits."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def prepare(indicators: int, months: int) -> tuple[list[str], dict[str, str]]:
    """The city; returns the cookies of readers and the addresses by name."""
    from django.utils import timezone

    from taizhang.cli.demo.city import load_demo_city
    from taizhang.indicators.domain.refreshing import refresh_outlooks, refresh_pace
    from taizhang.organisations.models import Region, Unit

    if indicators:
        _write_series(indicators, months)
    else:
        load_demo_city(as_of=timezone.now())
    for name, refresh in (("进度", refresh_pace), ("预计", refresh_outlooks)):
        begun = time.monotonic()
        written = refresh(None, as_of=timezone.now())
        say(f"{name} {written:,} 个，{time.monotonic() - begun:.0f} 秒")
    office = Unit.objects.filter(region=Region.objects.get(name="云岭市")).order_by("pk")[3]
    county = Region.objects.filter(parent__name="云岭市").order_by("-pk")[0]
    since = {"since": (timezone.localdate() - timedelta(days=30)).isoformat()}
    pages = {
        "全市": ("dashboard", {}),
        "一个县区": ("dashboard", {"region": county.pk}),
        "一个单位": ("dashboard", {"office": office.pk}),
        "三十天以来": ("dashboard", since),
        "县区排名": ("dashboard/counties", {}),
        "清单": ("dashboard/list", {"key": "pace.behind"}),
    }
    return _sessions(50), {
        name: f"/{path}/" + (f"?{urlencode(said)}" if said else "")
        for name, (path, said) in pages.items()
    }


def _write_series(indicators: int, months: int) -> None:
    """As the benchmark of paces does it, with an office for each indicator."""
    from django.db import connection
    from django.utils import timezone

    from taizhang.accounts.enums import Role
    from taizhang.accounts.models import Person
    from taizhang.cli import bench_indicators_data as data
    from taizhang.organisations.models import Region, Unit

    data.DAY = timezone.localdate().replace(day=1) - timedelta(days=1)
    data.MONTHS = months
    data.build(indicators, say=say)
    Person.objects.create_user("leader", name="周明远", roles=[Role.CITY_LEADER])
    city = Region.objects.get(name="云岭市")
    Unit.objects.bulk_create(
        Unit(region=city, name=f"第{n}局", kind="department", position=n) for n in range(OFFICES)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE indicators_indicatorversion v SET office_id = u.id FROM (SELECT id,"
            " row_number() OVER (ORDER BY id) - 1 AS n FROM organisations_unit"
            " WHERE name LIKE '第%%局') u"
            " WHERE v.name LIKE '指标B%%' AND v.indicator_id %% %s = u.n",
            [OFFICES],
        )


def _sessions(number: int) -> list[str]:
    """Log-ins of a leader, without the page."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from taizhang.accounts.models import Person

    leader = Person.objects.get(username="leader")
    cookies = []
    for _reader in range(number):
        store = SessionStore()
        store[SESSION_KEY] = str(leader.pk)
        store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        store[HASH_SESSION_KEY] = leader.get_session_auth_hash()
        store.save()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={store.session_key}")
    return cookies


@contextmanager
def served() -> Iterator[None]:
    """The product as it is served, until the block ends."""
    program = "import sys; from taizhang.cli import main; sys.argv = ['taizhang', 'serve', "
    program += f"'--port', '{PORT}']; main()"
    child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.DEVNULL)
    try:
        for _attempt in range(240):
            if _answers():
                break
            time.sleep(0.5)
        yield
    finally:
        child.terminate()
        child.wait(60)


def _answers() -> bool:
    try:
        return fetch("/login/", "")[1] == 200
    except OSError:
        return False


def fetch(address: str, cookie: str) -> tuple[float, int]:
    """Seconds to the last byte, and the status."""
    begun = time.monotonic()
    connection = HTTPConnection("127.0.0.1", PORT, timeout=120)
    connection.request("GET", address, headers={"Cookie": cookie, "Accept-Language": "zh-CN"})
    response = connection.getresponse()
    response.read()
    connection.close()
    return time.monotonic() - begun, response.status


def read_pages(
    cookie: str, pages: dict[str, str], until: float, seen: Seen, chance: random.Random
) -> None:
    """One person reading."""
    time.sleep(chance.uniform(0, LOOKS[1]))
    while time.monotonic() < until:
        name = chance.choice(list(pages))
        seconds, status = fetch(pages[name], cookie)
        seen.add(name, seconds, status)
        time.sleep(chance.uniform(*LOOKS))


def write_figures(every: float, until: float) -> None:
    """An officer's figures, one submission of ten series each time."""
    from decimal import Decimal

    from django.utils import timezone

    from taizhang.accounts.enums import Role
    from taizhang.accounts.models import Person
    from taizhang.indicators.domain.observing import record_observations
    from taizhang.indicators.domain.types import FigureInput
    from taizhang.indicators.enums import Source, Way
    from taizhang.indicators.models import Series

    officer = Person.objects.filter(roles__contains=[Role.INDICATOR_OFFICER])[0]
    ids = list(Series.objects.order_by("pk").values_list("pk", flat=True)[:10])
    number = 0
    while time.monotonic() + every < until:
        time.sleep(every)
        number += 1
        day = timezone.localdate().replace(day=1) - timedelta(days=1)  # the month that ended last
        rows = [FigureInput(pk, day, Decimal(1000 + number)) for pk in ids]
        now = timezone.now()
        record_observations(rows, source=Source.OFFICE, way=Way.PAGE, actor=officer, as_of=now)


def open_first(cookie: str, pages: dict[str, str]) -> dict[str, float]:
    """Seconds of the first opening of each page; then every process has opened them."""
    first = {name: fetch(address, cookie)[0] for name, address in pages.items()}
    for address in pages.values():
        for _again in range(6):
            fetch(address, cookie)
    return first


def load(
    cookies: list[str], pages: dict[str, str], options: argparse.Namespace, write_every: float
) -> Seen:
    """Everybody at once."""
    seen, until = Seen(), time.monotonic() + options.seconds
    tasks: list[tuple[Callable[..., None], tuple[object, ...]]] = [
        (read_pages, (cookies[n % len(cookies)], pages, until, seen, random.Random(n)))  # noqa: S311
        for n in range(options.readers)
    ]
    if write_every:
        tasks.append((write_figures, (write_every, until)))
    threads = [threading.Thread(target=work, args=given) for work, given in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def percentile(times: list[float], share: float) -> float:
    """The time that this share of the answers did not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def report(seen: Seen, first: dict[str, float]) -> None:
    """A row a page, in milliseconds."""
    say("| page | answers | first | median | p95 | worst |\n|---|---:|---:|---:|---:|---:|")
    everything = [each for times in seen.times.values() for each in times]
    for name, times in [*seen.times.items(), ("合计", everything)]:
        figures = [percentile(times, 0.5), percentile(times, 0.95), max(times)]
        cells = " | ".join(f"{each * 1000:,.0f}" for each in figures)
        opened = f"{first[name] * 1000:,.0f}" if name in first else ""
        say(f"| {name} | {len(times)} | {opened} | {cells} |")
    say(f"没有答好的：{len(seen.failed)} {'；'.join(seen.failed[:5])}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--indicators", type=int, default=2000)
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--write-every", type=float, default=0)
    options = parser.parse_args()
    with own_data_folder():
        from taizhang.project.start import open_product, set_up_django

        set_up_django()
        with open_product():
            cookies, pages = prepare(options.indicators, options.months)
            with served():
                first = open_first(cookies[0], pages)
                phases = [load(cookies, pages, options, 0)]
                if options.write_every:
                    phases.append(load(cookies, pages, options, options.write_every))
        for seen in phases:
            report(seen, first)
    return 1 if any(seen.failed for seen in phases) else 0


if __name__ == "__main__":
    sys.exit(main())
