"""Shares against counts (占比核对): each share of its whole, all shares of one whole together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from ....patterns import late
from ...bulletin import Bulletin
from ...findings import Finding
from ...numbers import Number
from ...rounding import decimal_text, looks_cut, round_half_up, short_text
from ...slips import slip_weight
from .share_doubts import without_doubtful
from .share_lists import Shared, held_by_their_sum, without_siblings
from .share_pairs import Pair, find_pairs
from .share_wholes import alike, find_wholes, fits, is_total, may_hold, share_of

_EXPLAINED = late(
    r"四舍五入|尾数|修约|(?:合计|之和|相加|总和)[^。]{0,8}(?:不等于|不为|不足|不一定等于|不完全等于)"
)
_NEIGHBOURS = 3
_AWAY = 10  # points from the whole of its neighbours at which a share is of something else
_ALL = late(r"总|全部")
_NEAR = 60  # characters before a sentence in which its whole may stand
_ALMOST = 4  # points that a slip may be away from a whole said further ahead
_FAR = 30  # points that a slip may be away at all
_HUNDRED = Fraction(100)


def explains_rounding(bulletin: Bulletin) -> bool:
    """Whether the bulletin says anywhere that shares are rounded (因四舍五入…)."""
    return _EXPLAINED.search(bulletin.text) is not None


def check_shares(bulletin: Bulletin) -> Iterator[Finding]:
    """Every share that its whole contradicts, and wholes whose shares do not make 100."""
    shared = without_doubtful(bulletin, [entry for entry in _resolve(bulletin) if entry])
    explained = explains_rounding(bulletin)
    for group in _groups(shared):
        complete = _is_complete(group)
        for entry in group:
            if not entry.fits:
                yield _wrong(bulletin, entry, group if complete and not explained else ())
        if complete and not explained and all(entry.fits for entry in group):
            yield from _unexplained(bulletin, group)


def _resolve(bulletin: Bulletin) -> Iterator[Shared | None]:
    """The whole of each pair: the one its sentence names, one that fits, or its neighbours'."""
    stock: list[tuple[Number, int]] = []
    found: list[tuple[Pair, list[Number]]] = []
    for sentence in bulletin.sentences:
        for number in sentence.numbers:
            stock.append((number, sentence.paragraph))
        for pair in find_pairs(bulletin, sentence):
            found.append((pair, find_wholes(pair, stock)))
    found = without_siblings(found)
    fitting = [{whole for whole in wholes if fits(pair, whole, cut=True)} for pair, wholes in found]
    chosen = [
        _choose(pair, wholes, _votes(fitting, index)) for index, (pair, wholes) in enumerate(found)
    ]
    yield from held_by_their_sum([pair for pair, _ in found], chosen)


def _votes(fitting: Sequence[set[Number]], index: int) -> Counter[Number]:
    """How many neighbours of a pair fit each whole."""
    near = fitting[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS + 1]
    return Counter(whole for wholes in near for whole in wholes)


def _choose(pair: Pair, wholes: Sequence[Number], votes: Counter[Number]) -> Shared | None:
    """The whole a pair is held against, None where nothing says which it is."""
    least = 1 if pair.kind == "bracket" else 0  # one neighbour alone may have a whole of its own
    known = [
        w for w in wholes if votes[w] > fits(pair, w, cut=True) + least * (w.unit != pair.part.unit)
    ]
    best = max(known, key=lambda whole: (votes[whole], whole.start), default=None)
    right = [whole for whole in wholes if fits(pair, whole)]
    if right:
        return Shared(pair, best if best in right and best is not None else right[-1])
    if pair.whole is not None:
        return Shared(pair, pair.whole)
    same = [whole for whole in wholes if alike(whole.unit, pair.part.unit)]
    inside = [whole for whole in same if whole.start >= pair.sentence.start]
    if best is not None and pair.kind in {"share", "bracket"}:
        found = _closest(pair, [*inside, best])
        away = _away(pair, best)
        other = away >= _AWAY and _away(pair, found) * 3 < away and pair.kind == "share"
        return Shared(pair, found if other else best)
    if _ALL.search(pair.name) and pair.name.strip("总全部数量的") and same:
        largest = max(same, key=lambda whole: whole.value)
        near = _away(pair, largest) <= _FAR or _mistyped(pair, [largest])
        return Shared(pair, largest) if near else None
    if pair.kind == "bracket" or not same:
        return None
    hidden = _mistyped(pair, [w for w in same if w.start >= pair.sentence.start - _NEAR])
    return Shared(pair, hidden) if hidden is not None else _by_distance(pair, same, inside)


def _by_distance(pair: Pair, same: Sequence[Number], inside: Sequence[Number]) -> Shared | None:
    """The whole whose share comes nearest to the printed one, where it comes near enough."""
    same = [whole for whole in same if may_hold(pair, whole)]
    inside = [whole for whole in inside if may_hold(pair, whole)]
    if not same:
        return None
    near = [whole for whole in same if whole.start >= pair.sentence.start - _NEAR]
    found = _closest(pair, same)
    almost = 2 * _ALMOST if pair.kind == "rate" else _ALMOST
    if _away(pair, found) <= almost:
        return Shared(pair, found)
    if not (inside or near or pair.name):
        return None
    found = _closest(pair, inside or near or same)
    other = "总数" in pair.name and not is_total(found)  # of all, which need not be printed
    return Shared(pair, found) if _away(pair, found) <= (almost if other else _FAR) else None


def _mistyped(pair: Pair, wholes: Sequence[Number]) -> Number | None:
    """The whole of its sentence that one mistyped digit of the share, or of the part, hides."""
    for whole in reversed(wholes):
        true = share_of(pair.part, whole)
        if true is None:
            continue
        right = round_half_up(true.middle, pair.share.step)
        if slip_weight(pair.share, right) > 1 or _part_mistyped(pair, whole):
            return whole
    return None


def _part_mistyped(pair: Pair, whole: Number) -> bool:
    """已销号309个（应为109个），销号率86.5%: one digit of the part makes the share right."""
    wanted = pair.share.value * whole.value / 100
    step = pair.part.step or Fraction(1)
    right = round_half_up(wanted, step)
    meant = replace(pair.part, value=right)
    return slip_weight(pair.part, right) > 1 and fits(replace(pair, part=meant), whole)


def _away(pair: Pair, whole: Number) -> Fraction:
    """How many points the printed share is from that of the part in a whole."""
    true = share_of(pair.part, whole)
    return abs(true.middle - pair.share.value) if true else _HUNDRED * 10**6


def _closest(pair: Pair, wholes: Sequence[Number]) -> Number:
    """The whole whose share comes nearest to the printed one."""
    return min(wholes, key=lambda whole: (_away(pair, whole), -whole.start))


def _groups(shared: Sequence[Shared]) -> Iterator[list[Shared]]:
    """Neighbouring shares of one whole."""
    group: list[Shared] = []
    for entry in shared:
        if group and (entry.whole != group[-1].whole):
            yield group
            group = []
        group.append(entry)
    if group:
        yield group


def _is_complete(group: Sequence[Shared]) -> bool:
    """Whether the parts make the whole: then the shares should make 100."""
    parts = sum((entry.pair.part.value for entry in group), Fraction(0))
    return len(group) > 1 and parts == group[0].whole.value


def _wrong(bulletin: Bulletin, entry: Shared, group: Sequence[Shared]) -> Finding:
    """The finding about one share, with the right one and what it does to the sum."""
    pair, whole, share = entry.pair, entry.whole, entry.pair.share
    true = share_of(pair.part, whole)
    if true is None:
        raise ValueError("a share of nothing is never compared")
    cut = looks_cut(true, share.value, share.step)
    quotient = decimal_text(true.middle, share.places + 2)
    said = bulletin.words(min(pair.part.start, share.start) - len(pair.part.before), share.end)
    sentence = (
        f"“{said}”：{pair.part.as_printed(pair.part.value)}÷{whole.as_printed(whole.value)}"
        f"＝{quotient}%，按四舍五入应为{share.as_printed(entry.right)}，"
        f"文中写的是{share.as_printed(share.value)}"
        f"{'，是把后面的小数截去了' if cut else ''}，请核对。{_sum_then(group)}"
    )
    code = (
        "share_cut"
        if cut
        else "rate_mismatch"
        if pair.kind in {"rate", "done"}
        else "share_mismatch"
    )
    return bulletin.finding(code, pair.part.start, share.end, sentence)


def _sum_then(group: Sequence[Shared]) -> str:
    """What the shares of one whole make once they are right, where that is not 100."""
    total = sum((entry.right for entry in group), Fraction(0))
    if len(group) < 2 or total == _HUNDRED:
        return ""
    return f"改正后各项占比合计为{short_text(total)}%，应注明“因四舍五入，合计不等于100%”。"


def _unexplained(bulletin: Bulletin, group: Sequence[Shared]) -> Iterator[Finding]:
    """Shares that are each right and do not make 100 without a word about it."""
    shares = [entry.pair.share for entry in group]
    total = sum((share.value for share in shares), Fraction(0))
    if total == _HUNDRED:
        return
    added = "＋".join(short_text(share.value) for share in shares)
    sentence = (
        f"各项占比相加（{added}）是{short_text(total)}%，每项都是四舍五入的结果，"
        "但没有说明；请注明“因四舍五入，合计不等于100%”。"
    )
    yield bulletin.finding("shares_not_explained", shares[0].start, shares[-1].end, sentence)
