"""Lists of parts (分项): 共120件，其中已办结85件，正在办理25件，列入计划8件."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ...patterns import late
from ..bulletin import Bulletin, Sentence
from ..numbers import POINTS, Number

_MARK = late(
    r"(?P<mark>其中|包括|具体为|分别[为是有]|分为|其中包括|由|[:])[:，]?(?:有)?[^，。;:、\d]{0,16}$"
)
_NESTED = late(r"其中|包括|包含|[(]含")
COMPARED = late(
    r"同比|环比|增加|减少|增长|下降|上年|去年|同期|比(?!较|重|例)|较(?!重|好|差|大|轻|高)|净增|提高|多$|剩余|还差|缺口|"
    r"平均|人均|户均|日均|每[个家户件]|最高|最低|年度目标|目标为?$|(?<!列入)(?<!纳入)计划(?:投资|完成|实施|为)?$|不含|不包括|超(?:计划|目标|额)?$"
)
_TOTAL = late(r"合计|共计|总计|总数|共(?!同|享|建)|累计")
_ITEM = late(
    r"(?:[一二三四五六七八九十]{1,3}[是、.]|[(][一二三四五六七八九十\d]{1,2}[)]|\d{1,2}[.、)]|[①-⑳])"
)
_MOST = 40
_SHORT = 90


@dataclass(frozen=True, slots=True)
class Parts:
    """A list of parts behind their total; ``mark`` is the word that opens it, or empty.

    ``totals``: numbers of that unit before the list, the nearest last.
    """

    totals: tuple[Number, ...]
    parts: tuple[Number, ...]
    shares: tuple[Number, ...]
    mark: str

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
    """All lists of two or more numbers of one unit behind a number of that unit."""
    for scope in _scopes(bulletin):
        numbers = [number for sentence in scope for number in sentence.numbers]
        index = 0
        while index < len(numbers) - 2:
            found, following = _list_at(bulletin, numbers, index)
            if found is not None:
                yield found
            index = max(following, index + 1)


def _scopes(bulletin: Bulletin) -> Iterator[list[Sentence]]:
    """A paragraph with the numbered or short paragraphs below it, when it announces them."""
    scope: list[Sentence] = []
    announced = False
    for sentence in bulletin.sentences:
        fresh = not scope or sentence.paragraph != scope[-1].paragraph
        if fresh and scope and not (announced and _is_item(bulletin, sentence)):
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
    return labelled or block.end - block.start < _SHORT


def _list_at(bulletin: Bulletin, numbers: Sequence[Number], index: int) -> tuple[Parts | None, int]:
    """The list whose first part stands behind ``index``, and where to go on."""
    first = numbers[index + 1]
    total = _total(numbers, index, first)
    words = bulletin.text[numbers[index].end : first.start][-40:]
    mark = _MARK.search(words)
    if total is None or (mark is None and not _TOTAL.search(total.before)):
        return None, index + 1
    parts, shares, last = _members(bulletin, numbers, index + 1)
    if len(parts) < 2:
        return None, index + 1
    before = numbers[max(0, index - 6) : index + 1]
    alike = tuple(number for number in before if number.unit == first.unit)
    totals = (*[number for number in alike if number is not total], total)
    return Parts(totals, tuple(parts), tuple(shares), mark["mark"] if mark else ""), last


def _total(numbers: Sequence[Number], index: int, first: Number) -> Number | None:
    """The nearest number before a list that has its unit and is no comparison."""
    if first.unit in {"%", POINTS, "倍"}:
        return None
    for number in reversed(numbers[max(0, index - 4) : index + 1]):
        if number.unit == first.unit and not COMPARED.search(number.before):
            return number
    return None


def _members(
    bulletin: Bulletin, numbers: Sequence[Number], index: int
) -> tuple[list[Number], list[Number], int]:
    """The parts from ``index`` on, the shares behind them, and where the list ends."""
    parts: list[Number] = []
    shares: list[Number] = []
    nested = False
    last = index
    for at in range(index, min(len(numbers), index + _MOST)):
        number = numbers[at]
        gap = bulletin.text[numbers[at - 1].end : number.start]
        ends = ";" in gap or "\n" in gap
        nested = (nested and not ends) or (at > index and _NESTED.search(gap) is not None)
        if at > index and (("。" in gap and "\n" not in gap) or _TOTAL.search(number.before)):
            break
        if nested or number.rough and number.unit == numbers[index].unit:
            if number.rough:
                return [], [], at
            continue
        if number.is_share:
            shares.append(number)
        elif number.unit == numbers[index].unit and not COMPARED.search(number.before):
            parts.append(number)
            last = at
    return parts, shares, last
