"""Parts against their total (分项与总数): what a list makes that should make it all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import takewhile

from ....patterns import late
from ...bulletin import Bulletin
from ...findings import Finding
from ...numbers import Number
from ...rounding import short_text
from ...slips import slip_weight
from .part_lists import Parts, find_part_lists

_REST = late(r"其他|其余|其它|余下|正在|在办|尚在|待[^，]{0,4}$")
_DENIED = late(r"尚未|未(?!来)|没有|不(?=满意|合格|达标|符合)")
_PAIRS = (
    ("出口", "进口"),
    ("男", "女"),
    ("税收", "非税"),
    ("城镇", "农村"),
    ("线上", "线下"),
    ("公办", "民办"),
    ("新建", "续建"),
    ("市本级", "县"),
    ("人大", "政协"),
)
_STATE = late(
    r"完工|在建|未开工|滞后|正常|超前|序时|完成|办结|结案|推进|在办|正在|办理中|未|尚|解决|列入|参考|采纳|满意|一般|优秀|"
    r"良好|合格|较好|较差|达标|[红黄绿蓝]灯|[红黄绿蓝]色|按期|逾期|超期|延期|如期|提前|持平|上升|下降|[A-DＡ-Ｄ]类|"
    r"重大|较大|销号|整改|取消|暂停|停工|在建|新建|续建|改建|扩建|挂账|退回|立案|查处|其他|其余"
)
_FLOW = late(
    r"开工|竣工|投产|入库|签约|落地|纳统|达产|达效|高新|规上|规模以上|专精特新|小巨人|亿元以上|重点"
)
_FAMILIES = tuple(
    late(words)
    for words in (
        r"公办|民办|公立|私立",
        r"国有|民营|外资",
        r"城镇|农村|城市|城区|乡村",
        r"线上|线下|网上|现场|窗口",
        r"[男女]",
        r"第?[一二三]产业|[一二三]产",
        r"来信|来访|来电|网上|电话|邮件|走访",
        r"[县区市镇乡]$|街道$",
        r"[类级型档]$",
        r"[一二三四]季度|\d{1,2}月",
        r"国家级|[省市县区乡镇村]级",
    )
)
_OPEN_ENDED = late(
    r"(?<![中高初平优劣])等(?![级次职教])|主要|重点|例如|如(?!期)|给予|奖励|补[助贴]"
)
_LATE = late(r"[超逾延]期|重点|新增|当月")
_NEAR = Fraction(1, 10)
_NEARER = Fraction(3, 20)
_FAR = Fraction(1, 4)
_HUNDRED = Fraction(100)
_FEWEST = 3
_TOTALS = 7  # numbers ahead of a list that may be its total
_SURE = 3  # digits of a number that one mistyped digit seldom makes fit by chance


def check_parts(bulletin: Bulletin) -> Iterator[Finding]:
    """Every list of parts that should make its total and does not."""
    for parts in find_part_lists(bulletin):
        rough = any(number.rough for number in (parts.total, *parts.parts))
        narrower = (_without_repeated(parts), _of_one_core(parts))
        if rough or _fits_without_one(parts) or any(p.fits for p in (parts, *narrower)):
            continue
        wrong = parts if _should_fit(parts) else _missing_another(parts)
        if wrong is not None:
            yield describe_parts(bulletin, wrong)


def _without_repeated(parts: Parts) -> Parts:
    """农产品1120批次，不合格28批次；餐饮642批次，不合格11批次: what is said of each is left out."""
    labels = parts.labels()
    once = [p for p, label in zip(parts.parts, labels, strict=True) if labels.count(label) == 1]
    if not 1 < len(once) < len(labels):
        return parts
    return replace(parts, parts=tuple(once))


def _of_one_core(parts: Parts) -> Parts:
    """办结7件、阶段性办结17件、未办结3件，立案侦查18件: the first of them, which say one word."""
    labels = parts.labels()
    grams = {labels[0][at : at + 2] for at in range(len(labels[0]) - 1)}
    core = next((gram for gram in grams if gram in labels[1]), "")
    first = list(takewhile(lambda label: core in label, labels)) if core else labels
    return replace(parts, parts=parts.parts[: len(first)])


def _missing_another(parts: Parts) -> Parts | None:
    """兑付3.86亿元，平均每家18万元，其中…: a total further ahead that one digit keeps from it."""
    for at in range(len(parts.totals) - 2, max(-1, len(parts.totals) - _TOTALS), -1):
        other = replace(parts, totals=parts.totals[: at + 1])
        near = abs(other.total.value - other.sum) * 10 <= other.total.value
        least = _SURE - 1 if near else _SURE
        if not other.total.rough and _is_mistyped(other, parts.labels(), least):
            return other
    return None


def _should_fit(parts: Parts) -> bool:
    """Whether the words or numbers of a list say that it is all there is."""
    labels = parts.labels()
    away, total = abs(parts.sum - parts.total.value), abs(parts.total.value)
    if not total or any(_OPEN_ENDED.search(label) for label in labels):
        return False
    if parts.mark in {"分别为", "分别是", "分别有", "分为"}:
        return away <= total
    if _is_mistyped(parts, labels):
        return True
    if away > total * _FAR:
        return False
    if parts.mark in {"合计", "("} or _shares_all(parts) or _rests(labels):
        return True
    return _is_division(parts, labels) or (parts.called and _is_near(parts, labels, away))


def _is_mistyped(parts: Parts, labels: list[str], least: int = 1) -> bool:
    """Whether one mistyped digit keeps a list from its total that is one by its words."""
    listed = _rests(labels) or _are_states(parts, labels)
    said = listed or (parts.called and bool(parts.mark))
    if not said or _flows(labels) or any(_OPEN_ENDED.search(label) for label in labels):
        return False
    gap = parts.total.value - parts.sum
    weights = [slip_weight(part, part.value + gap) for part in parts.parts]
    weight = max(slip_weight(parts.total, parts.sum), *weights)
    if weight < least:
        return False
    if listed:
        return weight > 1 or abs(gap) * 4 <= parts.total.value
    sure = weight >= _SURE or abs(gap) * 10 <= parts.total.value
    kinds = _one_noun(labels) or _of_one_family(labels)
    if len(parts.parts) < _FEWEST:
        return (weight > 1 or kinds) if gap < 0 else (sure and kinds)
    return sure or kinds


def _fits_without_one(parts: Parts) -> bool:
    """Whether one of the parts is part of another: 处置36105件，超期处置793件，未处置737件."""
    late = [part for part in parts.parts if _LATE.search(part.before)]
    if not late:
        return False
    gap, slack = parts.sum - parts.total.value, parts.slack
    return any(abs(gap - part.value) <= slack for part in late)


def _one_noun(labels: list[str]) -> bool:
    """本地机, 外来机, or 乱占, 乱堆: kinds of one thing."""
    alike = min(len({label[side] for label in labels if label}) for side in (0, -1)) == 1
    return alike and all(len(label) > 1 for label in labels)


def _of_one_family(labels: list[str]) -> bool:
    return any(all(words.search(label) for label in labels) for words in _FAMILIES)


def _shares_all(parts: Parts) -> bool:
    """Whether the shares printed beside the parts make about 100."""
    shares = sum((share.value for share in parts.shares), Fraction(0))
    alike = len(parts.shares) == len(parts.parts)
    return alike and abs(shares - _HUNDRED) <= len(parts.parts)


def _rests(labels: list[str]) -> bool:
    """其他, 正在办理: what is left; 未整改 beside 已整改, but not 未按期办结 beside 办结."""
    if any(_REST.search(label) for label in labels):
        return True
    for label in labels:
        denied = _DENIED.search(label)
        core = label[denied.end() :][:2] if denied else ""
        if core and any(core in other and other is not label for other in labels):
            return True
    return False


def _is_division(parts: Parts, labels: list[str]) -> bool:
    """States of work, or names of one kind that cannot both be true of one thing."""
    if _flows(labels):
        return False
    if _are_states(parts, labels):
        return True
    if any(all(any(w in label for label in labels) for w in pair) for pair in _PAIRS):
        return parts.called and len(labels) == 2
    return bool(parts.mark) and _of_one_family(labels) and parts.sum > parts.total.value


def _flows(labels: list[str]) -> bool:
    """Steps of one way (开工, 竣工): a thing may have taken several; 未开工 is a state."""
    return any(_FLOW.search(label) and not _DENIED.search(label) for label in labels)


def _is_near(parts: Parts, labels: list[str], away: Fraction) -> bool:
    """Parts that miss their total by a little were meant to make it; two only when too many."""
    most = _NEARER if parts.mark in {"中", "看"} else _NEAR
    near = away <= abs(parts.total.value) * most or away == 1
    if parts.sum < parts.total.value and not _is_closed(parts, labels):
        return False  # a list that may not be complete
    enough = len(parts.parts) >= _FEWEST or (bool(parts.mark) and parts.sum > parts.total.value)
    return enough and near and not _flows(labels)


def _is_closed(parts: Parts, labels: list[str]) -> bool:
    """Whether a list that makes too little was meant to make all: one family, or one short."""
    return abs(parts.sum - parts.total.value) == 1 or _of_one_family(labels)


def _are_states(parts: Parts, labels: list[str]) -> bool:
    """Whether each label says a state of work; of amounts, one that not all say (完成投资)."""
    if not parts.total.step:
        return all(_STATE.search(label) for label in labels)
    said = [set(_STATE.findall(label)) for label in labels]
    common = set.intersection(*said)
    return all(words - common for words in said)


def describe_parts(bulletin: Bulletin, parts: Parts) -> Finding:
    """The finding about a list that does not make its total."""
    total = parts.total
    added = "＋".join(_plain(part) for part in parts.parts)
    away = parts.sum - total.value
    sentence = (
        f"“{bulletin.words(total.start - len(total.before), total.end)}”：所列各项相加（{added}）"
        f"是{total.as_printed(parts.sum)}，比总数{total.as_printed(total.value)}"
        f"{'多' if away > 0 else '少'}{total.as_printed(abs(away))}，请核对总数或分项。"
    )
    first = min(total.start, parts.parts[0].start)
    return bulletin.finding("parts_sum", first, parts.parts[-1].end, sentence)


def _plain(number: Number) -> str:
    """A part without its unit."""
    text = number.as_printed(number.value)
    return text.removesuffix(number.unit) or short_text(number.value)
