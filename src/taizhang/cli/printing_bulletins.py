"""Write a bulletin to a file, from what is recorded."""

from datetime import datetime
from pathlib import Path

import typer
from django.utils import timezone

from taizhang.cli.exporting import open_output, parse_as_of
from taizhang.ledger.domain.errors import ActInputError
from taizhang.reporting.domain.errors import PeriodError
from taizhang.reporting.domain.papers.files import FORMATS
from taizhang.reporting.domain.papers.printing import print_bulletin
from taizhang.reporting.domain.periods import Period, read_period


def print_to(output: Path, kind: str, period: str, as_of: str) -> int:
    """Write the bulletin; how many numbers it speaks of."""
    printed = print_bulletin(_period(period), as_of=_moment(as_of))
    data = FORMATS[kind].write(printed)
    with open_output(output) as stream:
        stream.write(data)
    return len(printed.numbers["items"])


def _period(text: str) -> Period:
    try:
        return read_period(text)
    except PeriodError as error:
        raise typer.BadParameter(error.message, param_hint="--period") from error


def _moment(text: str) -> datetime:
    """Now, or a past moment; today as a date means now."""
    now = timezone.now()
    moment = parse_as_of(text) or now
    if moment <= now:
        return moment
    if timezone.localdate(moment) == timezone.localdate(now):
        return now
    raise ActInputError("这个时刻还没有到，请选过去的时刻，更正 --as-of。", field="as_of")
