"""Change against both values (增减核对): 120亿元，比上年的100亿元增长25%; 由85%提高到90%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...patterns import late
from ..bulletin import Bulletin
from ..findings import Finding
from ..numbers import POINTS, Number
from ..rounding import Extent, decimal_text, prints, short_text
from .roles import Played, role_of

_REAL = late(
    r"可比|不变价|同口径|剔除|扣除|实际增|年均|平均增|平均每|累计增|名义|两年|复合|口径调整"
)
_DOUBLED = late(r"翻(?:了)?(?:一)?番")
_SEVERAL = 6


@dataclass(slots=True)
class _Scene:
    """The values of one statement so far: now, before, difference; ``open`` until a new subject."""

    nows: list[Played] = field(default_factory=list)
    before: Played | None = None
    difference: Played | None = None

    def play(self, played: Played) -> None:
        """Take a level or a difference in."""
        if played.role == "before":
            self.before, self.difference = played, None
        elif played.role == "difference":
            self.difference = played
        else:
            paired = self.before and not self._answered()
            if not paired:
                self.before = None
            self.difference = None
            self.before = self._of_earlier_year(played) or self.before
            self.nows = [*self.nows[-_SEVERAL:], played]

    def _of_earlier_year(self, played: Played) -> Played | None:
        """2024年100亿元，2025年120亿元: the value of the earlier year."""
        for now in reversed(self.nows if played.year else []):
            if now.year and now.year < played.year and now.number.unit == played.number.unit:
                return now
        return None

    def _answered(self) -> bool:
        """Whether the value before has its value now."""
        if self.before is None:
            return True
        unit, start = self.before.number.unit, self.before.number.start
        behind = any(n.number.unit == unit and n.number.start > start for n in self.nows)
        ahead = any(n.number.unit == unit and n.number.start < start for n in self.nows)
        return behind or (ahead and not self.before.origin)

    def values(self, unit: str) -> list[Played]:
        """What may be the value now: behind 由…, else any, the nearest last."""
        found = [n for n in self.nows if n.number.unit == unit]
        if self.before is not None and (self.before.origin or self.before.role == "now"):
            found = [n for n in found if n.number.start > self.before.number.start]
        return found


def check_growth(bulletin: Bulletin) -> Iterator[Finding]:
    """Every difference or rate that the values beside it contradict."""
    for sentence in bulletin.sentences:
        for piece in bulletin.pieces(sentence):
            if len(piece.numbers) > 1 and not _REAL.search(bulletin.text, piece.start, piece.end):
                yield from _piece(bulletin, piece.numbers)


def _piece(bulletin: Bulletin, numbers: Sequence[Number]) -> Iterator[Finding]:
    scene = _Scene()
    for number in numbers:
        played = role_of(number)
        if number.rough:
            scene = _Scene()
        elif played.role in {"growth", "points", "times"}:
            yield from _rate(bulletin, scene, played)
        else:
            scene.play(played)
            if played.role == "difference":
                yield from _difference(bulletin, scene, played)
    yield from _doubled(bulletin, scene, numbers)


def _difference(bulletin: Bulletin, scene: _Scene, played: Played) -> Iterator[Finding]:
    """120件，比上年的100件增加25件."""
    before, stated = scene.before, played.number
    nows = scene.values(stated.unit)
    if before is None or before.number.unit != stated.unit or not nows:
        return
    changes = [_change(now.number, before.number) for now in nows]
    if any(prints(change.times(1), played.sign * stated.value, stated.step) for change in changes):
        return
    right = changes[-1].middle
    yield _finding(
        bulletin,
        "difference_mismatch",
        (before, nows[-1], played),
        stated.as_printed(abs(right)),
        right < 0,
    )


def _change(now: Number, before: Number) -> Extent:
    return _held(now).minus(_held(before))


def _held(number: Number) -> Extent:
    """Whole percentages are compared as they are printed."""
    whole = number.is_share and not number.places
    return Extent(number.value, number.value) if whole else number.extent


def _rate(bulletin: Bulletin, scene: _Scene, played: Played) -> Iterator[Finding]:
    """A rate of growth, percentage points or multiples against the values before it."""
    before = scene.before.number if scene.before else None
    if before is None and scene.difference and played.role == "growth":
        yield from _of_difference(bulletin, scene, played)
    nows = scene.values(before.unit) if before else []
    if before is None or scene.before is None or not nows or before.extent.low <= 0:
        return
    if played.kind and scene.before.kind and played.kind != scene.before.kind:
        return
    if any(_agrees(now.number, before, played) for now in nows):
        return
    now = nows[-1]
    places = (scene.before, now, played)
    if before.is_share:
        yield from _points(bulletin, places)
    elif played.role == "times":
        right = _held(now.number).over(_held(before)).middle - (1 if played.sign else 0)
        yield _finding(bulletin, "growth_mismatch", places, f"{decimal_text(right, 2)}倍", False)
    elif played.role == "growth":
        right = (_held(now.number).over(_held(before)).middle - 1) * 100
        yield _finding(
            bulletin, "growth_mismatch", places, played.number.as_printed(abs(right)), right < 0
        )


def _agrees(now: Number, before: Number, played: Played) -> bool:
    """Whether a printed change leads from one value to the other."""
    stated = played.number
    if played.role == "points":
        change = _change(now, before)
        signed = (played.sign or (1 if change.middle >= 0 else -1)) * stated.value
        return not before.is_share or prints(change, signed, stated.step)
    ratio = _held(now).over(_held(before))
    if played.role == "times":
        less = 1 if played.sign else 0
        return prints(Extent(ratio.low - less, ratio.high - less), stated.value, stated.step)
    growth = Extent((ratio.low - 1) * 100, (ratio.high - 1) * 100)
    return prints(growth, played.sign * stated.value, stated.step)


def _points(bulletin: Bulletin, places: tuple[Played, Played, Played]) -> Iterator[Finding]:
    """由85%提高到90%，提高5%: points are meant."""
    before, now, played = places
    change = _change(now.number, before.number)
    stated = played.number
    if played.role == "growth" and prints(change, played.sign * stated.value, stated.step):
        right = f"{short_text(abs(change.middle))}{POINTS}"
        yield _finding(bulletin, "points_not_percent", places, right, change.middle < 0)
    elif played.role in {"points", "growth"}:
        places_after = max(before.number.places, now.number.places)
        right = f"{decimal_text(abs(change.middle), places_after)}{POINTS}"
        yield _finding(bulletin, "growth_mismatch", places, right, change.middle < 0)


def _of_difference(bulletin: Bulletin, scene: _Scene, played: Played) -> Iterator[Finding]:
    """120件，同比增加20件，增长25%: the value before is what is left without the difference."""
    difference = scene.difference
    if difference is None or not scene.nows or difference.sign != played.sign:
        return
    if difference.kind and played.kind and difference.kind != played.kind:
        return
    stated, unit = played.number, difference.number.unit
    nows = [now for now in scene.nows if now.number.unit == unit]
    rights = []
    for now in nows:
        changed = difference.number.extent.times(1)
        signed = changed if played.sign > 0 else Extent(-changed.high, -changed.low)
        base = now.number.extent.minus(signed)
        if base.low > 0:
            rights.append(signed.times(100).over(base))
    if not rights or any(prints(true, played.sign * stated.value, stated.step) for true in rights):
        return
    right = stated.as_printed(abs(rights[-1].middle))
    yield _finding(bulletin, "growth_mismatch", (nows[-1], difference, played), right, False)


def _doubled(bulletin: Bulletin, scene: _Scene, numbers: Sequence[Number]) -> Iterator[Finding]:
    """由100家增加到150家，实现翻番."""
    before = scene.before
    nows = scene.values(before.number.unit) if before else []
    if before is None or not nows or before.number.extent.low <= 0:
        return
    said = _DOUBLED.search(bulletin.text, numbers[-1].end, numbers[-1].end + 20)
    ratio = nows[-1].number.extent.over(before.number.extent)
    if said and "\n" not in bulletin.text[numbers[-1].end : said.start()] and ratio.high < 2:
        first = min(before.number.start, nows[-1].number.start)
        times = decimal_text(ratio.middle, 2)
        words = bulletin.words(first, said.end())
        sentence = f"“{words}”：后者是前者的{times}倍，没有翻番，请核对。"
        yield bulletin.finding("growth_mismatch", first, said.end(), sentence)


def _finding(
    bulletin: Bulletin, code: str, places: Sequence[Played], right: str, fell: bool
) -> Finding:
    """The finding about one statement of change, with what it should say."""
    first = min(places, key=lambda played: played.number.start).number
    stated = places[-1].number
    start, high = first.start - len(first.before), stated.end
    turned = fell and places[-1].sign > 0 and places[-1].role != "difference"
    way = "（下降）" if turned else ""
    sentence = (
        f"“{bulletin.words(start, high)}”：按所列数字计算应为{right}{way}，"
        f"文中写的是{stated.as_printed(stated.value)}，请核对。"
    )
    return bulletin.finding(code, start, high, sentence)
