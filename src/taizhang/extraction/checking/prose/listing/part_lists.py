"""Lists of parts (分项): 共120件，其中已办结85件，正在办理25件，列入计划8件."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ....patterns import late
from ...bulletin import Bulletin, Sentence
from ...numbers import POINTS, Number

_MARK = late(
    r"(?:(?P<mark>其中|包括|具体为|分别[为是有]|分为|其中包括|由|[:]|[(](?!其中|含|如|包括))[:，]?(?:有)?|"
    r"(?P<of>中)，(?:涉及|有|属于)?)[^，。;:、)\d]{0,16}$"
)
_OPENED = late(r"(?P<mark>其中)")
_AMONG = late(r"[^，。;:、\d]{0,16}中，")
_NESTED = late(r"其中|包括|包含|分别[为是有]|[(]含")
_AGAIN = late(r"(?:^|[^，])(?:这|上述|该)$|^(?:这|上述|该)$")
_OF_A_PART = late(r"^[^，]{2,8}中的?(?=[^，]{2})")
COMPARED = late(
    r"同比|环比|增加(?!值)|减少|增长|下降|上年|去年|同期|比(?!较|重|例)|较(?!重|好|差|大|轻|高)|净增|提高|多$|剩余|还差|缺口|"
    r"平均|人均|户均|日均|每[个家户件]|最高|最低|年度目标|(?:年度|全年)任务|年初预算|年度预算|年度计划|增收|减收|[减增]亏|[增减]利|亏损(?!企业|面|户)|[顺逆]差|目标为?$|(?<!列入)(?<!纳入)计划(?:投资|完成|实施|为)?$|不含|不包括|超(?:计划|目标)?$|超额"
)
_TOTAL = late(r"合计|共计|总计|总数|(?<!公)共(?!同|享|建)|累计")
_SUMMED = late(
    r"^(?:[^，]{0,14}(?:合计|共计|总计)|[三四五六七八九十\d]*[个项家]?[\u4e00-\u9fff]{0,4}共(?!同|享|建|有))[^，]{0,6}$"
)
_VIEW = late(r"[从按][^，。;]{1,14}(?:看|分|划分|统计)[，:][^，。;:、]{0,30}$")
_ANEW = late(r"[从按][^，。;]{1,12}(?:看|分|划分)，")
_RANKED = late(r"[前后][一二三四五六七八九十\d]{1,2}[名位个]")
_ITEM = late(
    r"(?:[一二三四五六七八九十]{1,3}[是、.]|[(][一二三四五六七八九十\d]{1,2}[)]|\d{1,2}[.、)]|[①-⑳])"
)
_MOST = 40
_LEVELS_BACK = 12
_BEHIND = 4
_SHORT = 90
_LEAD = 40
_LONG = 400


@dataclass(frozen=True, slots=True)
class Parts:
    """A list of parts behind their total; ``mark`` is the word that opens it, or empty.

    ``totals``: numbers of that unit before the list, the nearest last; ``called``: whether the
    words say that there is a list or a total.
    """

    totals: tuple[Number, ...]
    parts: tuple[Number, ...]
    shares: tuple[Number, ...]
    mark: str
    called: bool

    @property
    def total(self) -> Number:
        """The number that the parts should make."""
        return self.totals[-1]

    @property
    def sum(self) -> Fraction:
        """What the parts make as printed."""
        return sum((part.value for part in self.parts), Fraction(0))

    @property
    def slack(self) -> Fraction:
        """How far rounding may take the sum from the total."""
        steps = sum((part.step for part in self.parts), self.total.step)
        return steps / 2

    @property
    def fits(self) -> bool:
        """Whether the parts make one of the numbers before them."""
        return any(abs(self.sum - total.value) <= self.slack for total in self.totals)

    def labels(self) -> list[str]:
        """The words of each part: those before it, or behind it where none stand before."""
        return [part.before or part.after for part in self.parts]


def find_part_lists(bulletin: Bulletin) -> Iterator[Parts]:
    """All lists of two or more numbers of one unit with the number that should be their sum."""
    numbers: list[Number] = []
    for scope in _scopes(bulletin):
        first = len(numbers)
        numbers += [number for sentence in scope for number in sentence.numbers]
        taken: set[int] = set()
        for index in range(first, len(numbers)):
            found = None
            if numbers[index].start not in taken:
                found = _list_at(bulletin, numbers, index, first)
            if found is not None:
                taken.update(part.start for part in found.parts)
                if not _summed_behind(numbers, found):
                    yield found
        for index in range(first + 2, len(numbers)):
            if _SUMMED.search(numbers[index].before):
                yield from _behind(bulletin, numbers[first : index + 1])


def _summed_behind(numbers: Sequence[Number], parts: Parts) -> bool:
    """契税3.3亿元，三项合计21.0亿元: a list that makes the total said behind it."""
    end = parts.parts[-1].end
    first = bisect_right(numbers, end, key=lambda number: number.start)
    return any(
        number.unit == parts.total.unit
        and _SUMMED.search(number.before) is not None
        and abs(number.value - parts.sum) <= parts.slack
        for number in numbers[first : first + _BEHIND]
    )


def _scopes(bulletin: Bulletin) -> Iterator[list[Sentence]]:
    """A paragraph with the numbered or short paragraphs below it, when it announces them."""
    scope: list[Sentence] = []
    announced = False
    for sentence in bulletin.sentences:
        fresh = not scope or sentence.paragraph != scope[-1].paragraph
        opened = bulletin.text.startswith("其中", sentence.start)
        if fresh and scope and not opened and not (announced and _is_item(bulletin, sentence)):
            yield scope
            scope = []
        scope.append(sentence)
        if fresh and len({s.paragraph for s in scope}) == 1:
            block = bulletin.stream.blocks[sentence.paragraph]
            announced = bulletin.text[block.end - 1] == ":"
    if scope:
        yield scope


def _is_item(bulletin: Bulletin, sentence: Sentence) -> bool:
    block = bulletin.stream.blocks[sentence.paragraph]
    labelled = _ITEM.match(bulletin.text, block.start) is not None
    stop = bulletin.text.find("。", block.start, block.end - 1)
    return labelled or (block.end - block.start < _SHORT and stop < 0)


def _list_at(bulletin: Bulletin, numbers: Sequence[Number], index: int, scope: int) -> Parts | None:
    """The list whose first part stands at ``index``."""
    first = numbers[index]
    whole = first.unit in {"", "%", POINTS, "倍"} or first.per or first.after.endswith("中")
    if not index or whole or COMPARED.search(first.before):
        return None
    parts, shares = _members(bulletin, numbers, index)
    viewed = _VIEW.search(bulletin.text, max(0, first.start - _LEAD), first.start) is not None
    made = sum((part.value for part in parts), Fraction(0)) if viewed else None
    total = _total(numbers, index, scope, made)
    if total is None or len(parts) < 2:
        return None
    before = numbers[max(scope, index - _LEVELS_BACK) : index]
    alike = [number for number in before if number.unit == first.unit and number is not total]
    words = bulletin.text[numbers[index - 1].end : first.start][-40:]
    between = bulletin.text[total.end : first.start]
    neighbours = ";" in between and not viewed and not _OPENED.search(between)
    if neighbours or _RANKED.search(between):
        return None  # 产业项目完成130亿元；民生项目完成38亿元: neighbours
    mark = (
        _MARK.search(words)
        or _AMONG.match(bulletin.text, total.end, first.start)
        or _OPENED.search(bulletin.text, max(total.end, first.start - _LEAD), first.start)
    )
    if not _OPENED.search(words) and parts[0].value * 4 > total.value * 5:
        return None
    said = (mark.groupdict().get("mark") or "中") if mark else "看" if viewed else ""
    called = bool(said) or _TOTAL.search(total.before) is not None
    return Parts((*alike, total), tuple(parts), tuple(shares), said, called)


def _is_alike(number: Number, first: Number) -> bool:
    """Of one unit; 5.36批次/千人 is no part beside 5968批次."""
    return number.unit == first.unit and number.per == first.per


def _is_level(number: Number) -> bool:
    """Whether a number is no comparison; 剩余53件中 is a whole again."""
    return number.after.endswith("中") or not COMPARED.search(number.before)


def _total(
    numbers: Sequence[Number], index: int, scope: int, made: Fraction | None
) -> Number | None:
    """The nearest number before a list that has its unit and is no comparison.

    ``made``: the sum of a list that is one view of all there is (从行业看, 按类型分), which is said
    further ahead: a number called a total, or the one that comes nearest.
    """
    unit = numbers[index].unit
    first = max(scope, index - _LEVELS_BACK) if made is None else max(0, index - _MOST)
    near = [n for n in numbers[first:index] if n.unit == unit and not n.per and _is_level(n)]
    if made is None:
        return _called_alike(numbers[index], near)
    if not near:
        return None
    nearest = min(near, key=lambda number: abs(number.value - made))
    called = [number for number in near if _TOTAL.search(number.before)]
    far = abs(nearest.value - made) * 4 > abs(made)
    return called[-1] if called and far else nearest


def _called_alike(first: Number, near: Sequence[Number]) -> Number | None:
    """The nearest total; 死亡19人、受伤11人，其中道路死亡8人: the one of the same word."""
    word = first.before[-2:]
    same = [number for number in near if len(word) > 1 and word in number.before]
    large = [number for number in same or near if number.value >= first.value]
    return next(reversed(large or same or near), None)


def _behind(bulletin: Bulletin, numbers: Sequence[Number]) -> Iterator[Parts]:
    """甲48个、乙12个，合计70个: the sum stands behind its parts."""
    total = numbers[-1]
    parts: list[Number] = []
    edge = total.start
    for number in reversed(numbers[max(0, len(numbers) - _MOST) : -1]):
        gap = bulletin.text[number.end : edge]
        far = "。" in gap or "\n" in gap or len(gap) > _LEAD or COMPARED.search(number.before)
        if number.unit == total.unit and not far:
            parts.insert(0, number)
            edge = number.start
        elif far or number.unit == total.unit:
            break
    if len(parts) > 1:
        yield Parts((total,), tuple(parts), (), "合计", called=True)


def _opens(number: Number) -> bool:
    """Whether a number is a total itself: 共30项, 82个项目中."""
    total = not number.is_share and _TOTAL.search(number.before)
    return bool(total) or number.after.endswith("中")


def _closing(bulletin: Bulletin, first: Number) -> int:
    """Where a list in brackets ends (工地63个（房建41个、市政15个）); far away for others."""
    opened = bulletin.text.rfind("(", max(0, first.start - _LEAD), first.start)
    inside = bulletin.text[opened + 1 : first.start] if opened >= 0 else ")"
    close = bulletin.text.find(")", first.end, first.end + _LONG) if ")" not in inside else -1
    return close if close >= 0 else len(bulletin.text)


def _is_inside(text: str, first: Number, number: Number) -> bool:
    """办结618件（满意604件）; 企业中的外商投资企业64户: said of a part, no part itself."""
    if number is not first and (_OF_A_PART.search(number.before) or _AGAIN.search(number.before)):
        return True
    opened = text.rfind("(", first.end, number.start)
    return opened >= 0 and ")" not in text[opened : number.start]


def _is_compared(text: str, numbers: Sequence[Number], at: int) -> bool:
    """A change or reference; 同比减少3起、2人: the second takes its words from the first."""
    while at and not numbers[at].before and text[numbers[at - 1].end : numbers[at].start] in "、和":
        at -= 1
    return COMPARED.search(numbers[at].before) is not None


def _members(
    bulletin: Bulletin, numbers: Sequence[Number], index: int
) -> tuple[list[Number], list[Number]]:
    """The parts from ``index`` on, and the shares behind them."""
    parts: list[Number] = []
    shares: list[Number] = []
    nested = False
    edge = _closing(bulletin, numbers[index])
    for at in range(index, min(len(numbers), index + _MOST)):
        number = numbers[at]
        gap = bulletin.text[numbers[at - 1].end : number.start]
        ends = ";" in gap or "\n" in gap
        nested = (nested and not ends) or (at > index and _NESTED.search(gap) is not None)
        ended = number.start > edge or ("。" in gap and "\n" not in gap)
        if at > index and (ended or _opens(number) or _ANEW.search(gap)):
            break
        if _is_inside(bulletin.text, numbers[index], number):
            continue
        if nested or number.rough and number.unit == numbers[index].unit:
            if number.rough:
                return [], []
            continue
        if number.is_share:
            shares += [] if COMPARED.search(number.before) else [number]
        elif _is_alike(number, numbers[index]) and not _is_compared(bulletin.text, numbers, at):
            parts.append(number)
    return parts, shares
