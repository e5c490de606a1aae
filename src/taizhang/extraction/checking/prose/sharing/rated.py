"""What a rate is of (率的分子): 办结118件，办结率98.3% is the share of those 办结."""

from __future__ import annotations

from collections.abc import Sequence

from ....patterns import late
from ...numbers import POINTS, Number

_NEGATED = late(r"(?:[不未非待应]|基本|尚未|比较)$")
_PARTLY = late(r"(?:阶段性?|部分|逾期|超期|延期)$")
_IN_TIME = late(r"(?:按[时期]|及时|如期|提前|一次性?|当[场日]|直接)$")
_DONE = late(r"^(?:其中)?(?:累计|实际)?(?:已|完成|建成|新建成)")
_MONEY = late("金额|资金")
_COUNT = late("[笔起件户项人个]数")
_EACH = late("每|[人户亩]均|平均")
_FAR_BACK = 12
_AHEAD = 3
_GRAM = 2


def says(words: str, stem: str) -> bool:
    """Whether words hold what a rate is of, not its contrary (不满意, 未办结, 应办结)."""
    for said in (stem, stem[::-1]):
        at = words.find(said)
        if at >= 0 and not _NEGATED.search(words[:at]):
            return True
    return False


def find_part(numbers: Sequence[Number], index: int, stem: str) -> Number | None:
    """The number that a rate at ``index`` is of by the words before 率, or None.

    The whole stem first (按期完成率), then its last words; ahead of the rate, else behind it
    (满意率97.7%，满意604件). 阶段性办结14件 is not of 办结率.
    """
    ahead = _counts(numbers[max(0, index - _FAR_BACK) : index])[::-1]
    for said in _stems(stem):
        part = _saying(ahead, said, whole=said == stem)
        if part is not None:
            return _twin(numbers, index, part)
    if stem.endswith("完成"):
        done = next((number for number in ahead if _DONE.search(number.before)), None)
        if done is not None:
            return done
    return _saying(_counts(numbers[index + 1 : index + 1 + _AHEAD]), stem)


def _twin(numbers: Sequence[Number], index: int, part: Number) -> Number | None:
    """已清偿268笔、9.94亿元: 金额清偿率 is of the money, 笔数清偿率 of the count."""
    behind = [n for n in _counts(numbers[:index]) if n.start > part.start][:1]
    if not behind or behind[0].before or behind[0].unit == part.unit:
        return part
    if _MONEY.search(numbers[index].before):
        return behind[0]
    return part if _COUNT.search(numbers[index].before) else None


def _counts(numbers: Sequence[Number]) -> list[Number]:
    """Numbers that may be a part: no shares, nothing said of each (每百元…84.7元, 人均2.4万元)."""
    counted = [number for number in numbers if number.unit not in {"%", POINTS}]
    return [number for number in counted if not _EACH.search(number.before)]


def _stems(stem: str) -> list[str]:
    """按期完成, then 完成, then 按期; 不满意 stays whole."""
    if stem[0] in "不未":
        return [stem]
    return list(dict.fromkeys([stem, stem[-_GRAM:], *([stem[:_GRAM]] if len(stem) > 3 else [])]))


def _saying(numbers: Sequence[Number], said: str, *, whole: bool = True) -> Number | None:
    """The first number whose words hold a stem, without 阶段性 or 逾期 before it.

    ``whole``: the stem is all that the rate says; then 按时结案597件 is not of 结案率, either.
    """
    for number in numbers:
        if says(number.before + "/" + number.after, said):
            at = number.before.find(said)
            lead = number.before[: max(at, 0)]
            if not (_PARTLY.search(lead) or (whole and _IN_TIME.search(lead))):
                return number
    return None
