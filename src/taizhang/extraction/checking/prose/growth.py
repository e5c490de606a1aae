"""Change against both values (增减核对): 120亿元，比上年的100亿元增长25%; 由85%提高到90%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...patterns import late
from ..bulletin import Bulletin, Sentence
from ..findings import Finding
from ..numbers import POINTS, Number
from ..rounding import Extent, decimal_text, prints, short_text
from .roles import Played, is_of_unit, role_of
from .scene import Scene
from .sharing.share_pairs import runs

_REAL = late(r"可比|不变价|同口径|剔除|扣除|实际增|名义|口径调整")
_DOUBLED = late(r"翻(?:了)?(?:一)?番")
_REACHED = late(r"，(?:达到?|增至|升至|降至|提高到|上升到|下降到|至|为)了?")
_MEAN = late(r"年均|平均|累计|两年|复合")
_FIXED = late(r"目标|任务|计划|(?<!公共)预算(?![收支])")
_SEVERAL = 30


def check_growth(bulletin: Bulletin) -> Iterator[Finding]:
    """Every difference or rate that the values beside it contradict."""
    earlier: list[Played] = []
    for sentence in bulletin.sentences:
        earlier = earlier[-_SEVERAL:]
        scene = Scene()
        for piece in bulletin.pieces(sentence):
            scene = Scene(nows=scene.nows, earlier=earlier)
            if piece.numbers and not _REAL.search(bulletin.text, piece.start, piece.end):
                yield from _piece(bulletin, piece.numbers, scene)
        earlier = [*earlier, *scene.nows]
        yield from _respectively(bulletin, sentence)


def _piece(bulletin: Bulletin, numbers: Sequence[Number], scene: Scene) -> Iterator[Finding]:
    last: Played | None = None
    for index, number in enumerate(numbers):
        played = role_of(number)
        if number.rough:
            scene.nows, scene.before, scene.difference = [], None, None
        elif played.role in {"growth", "points", "times"}:
            if played.role == "times" and number.before == "的":
                scene.split_last()
            _reached(bulletin, numbers[index : index + 2], scene)
            if not _MEAN.search(number.before):
                yield from _rate(bulletin, scene, played)
        else:
            scene.play(played)
            yield from _level(bulletin, scene, played, last)
        last = played if played.role in {"growth", "times", "points"} else None
    yield from _doubled(bulletin, scene, numbers)


def _reached(bulletin: Bulletin, numbers: Sequence[Number], scene: Scene) -> None:
    """较年初的52.3%提高3.1个百分点，达到55.4%: the value now stands behind its change."""
    if len(numbers) < 2 or scene.before is None or numbers[1].unit != scene.before.number.unit:
        return
    if _REACHED.fullmatch(bulletin.text[numbers[0].end : numbers[1].start]):
        scene.nows = [role_of(numbers[1])]


def _level(
    bulletin: Bulletin, scene: Scene, played: Played, last: Played | None
) -> Iterator[Finding]:
    """A difference, or the value before that stands behind its rate."""
    if played.role == "difference":
        yield from _difference(bulletin, scene, played)
    elif last is not None and _is_behind(bulletin, last, played):
        yield from _rate(bulletin, scene, last)
        if last.role != "times":  # （去年同期552起），死亡人数…: the next rate is of another
            scene.before = None
    elif last is not None and played.role == "before":
        yield from _of_base(bulletin, scene, last, played)


def _respectively(bulletin: Bulletin, sentence: Sentence) -> Iterator[Finding]:
    """事故32起，死亡18人，同比分别减少8起、3人，下降20.0%和14.3%: each with its own."""
    numbers = sentence.numbers
    for first, last in runs(bulletin.text, numbers):
        size = last - first
        rate = role_of(numbers[first])
        if first < 2 * size or rate.role != "growth":
            continue
        differences, nows = numbers[first - size : first], numbers[first - 2 * size : first - size]
        if [n.unit for n in differences] != [n.unit for n in nows]:
            continue
        if role_of(differences[0]).role != "difference":
            continue
        for now, difference, stated in zip(nows, differences, numbers[first:last], strict=True):
            scene = Scene(nows=[role_of(now)])
            scene.difference = Played(difference, "difference", rate.sign)
            yield from _of_difference(bulletin, scene, Played(stated, "growth", rate.sign))


def _is_behind(bulletin: Bulletin, last: Played, played: Played) -> bool:
    """38微克，同比下降9.5%（去年同期42微克）: the value before in brackets behind its rate."""
    between = bulletin.text[last.number.end : played.number.start]
    bracketed = between.startswith("(") and "，" not in between
    told = last.role == "times" and between.startswith("，")
    return played.role == "before" and (bracketed or told)


def _difference(bulletin: Bulletin, scene: Scene, played: Played) -> Iterator[Finding]:
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
    """Whole percentages and goals are what is printed and nothing near it."""
    whole = (number.is_share and not number.places) or _FIXED.search(number.before)
    return Extent(number.value, number.value) if whole else number.extent


def _rate(bulletin: Bulletin, scene: Scene, played: Played) -> Iterator[Finding]:
    """A rate of growth, percentage points or multiples against the values before it."""
    before = scene.before.number if scene.before else None
    if before is None and scene.difference and played.role == "growth":
        yield from _of_difference(bulletin, scene, played)
    nows = scene.values(before.unit) if before else []
    if before is None or scene.before is None or not nows or before.extent.low <= 0:
        return
    if _of_another(scene.before, played):
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


def _of_another(told: Played, rate: Played) -> bool:
    """Whether a rate is of another year or another unit than the value told before it."""
    differ = told.kind and rate.kind and told.kind != rate.kind
    return bool(differ) or not is_of_unit(rate.number, told.number)


def _agrees(now: Number, before: Number, played: Played) -> bool:
    """Whether a printed change leads from one value to the other."""
    stated = played.number
    if before.is_share and played.role == "growth" and _is_points(now, before, played):
        return False
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


def _is_points(now: Number, before: Number, played: Played) -> bool:
    """Whether a percentage is exactly what two shares differ by: points are meant."""
    return now.is_share and now.value - before.value == played.sign * played.number.value


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


def _of_difference(bulletin: Bulletin, scene: Scene, played: Played) -> Iterator[Finding]:
    """120件，同比增加20件，增长25%: the value before is what is left without the difference."""
    difference = scene.difference
    if difference is None or difference.sign != played.sign:
        return
    if _of_another(difference, played):
        return
    stated = played.number
    nows = scene.values_of(difference.number)
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


def _of_base(bulletin: Bulletin, scene: Scene, rate: Played, base: Played) -> Iterator[Finding]:
    """减少7人次，下降35%，去年同期为20人次: the difference over the value before."""
    differences = [n for n in scene.changes if n.number.unit == base.number.unit]
    if rate.role != "growth" or not differences or base.number.extent.low <= 0:
        return
    if not is_of_unit(rate.number, base.number):
        return
    true = differences[-1].number.extent.times(100).over(base.number.extent)
    stated = rate.number
    if not prints(true, stated.value, stated.step):
        places = (differences[-1], base, rate)
        yield _finding(bulletin, "growth_mismatch", places, stated.as_printed(true.middle), False)


def _doubled(bulletin: Bulletin, scene: Scene, numbers: Sequence[Number]) -> Iterator[Finding]:
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
