"""Commitments (承诺判断): whether a quantity binds somebody, or is a rule, a fact or a name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from .quantities import Quantity
from .vocabulary import alternation

_VERB = re.compile(alternation("targets", "commit_verbs"))
_WEAK = re.compile(alternation("targets", "weak_verbs"))
_SUBSIDY = re.compile(alternation("targets", "subsidy_words"))
_CAP = re.compile(alternation("targets", "cap_words"))
_PAST = re.compile(alternation("targets", "past_words"))
_HARD_CAP = re.compile(r"最高|上限|封顶|额度|限额|额不超过")
_PER_MONEY = re.compile(r"(?:单[笔户个家次项]|每[家户人笔项位亩月])")
_CONDITION = re.compile(
    r"^(?:\(\d+\)|[①-⑳]|其中,?)?(?:对|凡|符合|获得|首次|按|经认定|根据|参加|入选|毕业)"
)
_REACHING = re.compile(
    r"(?:达到|达|完成|实现|控制在|稳定在|保持在|提高|提升|增长|增加|降低|下降|减少|不低于|不少于)[^,;。]{0,6}$"
)
_RATE = re.compile(
    r"(?:率|比|比重|占比|比例|增速|增长|面积|规模|总额|数|量|度|总量|产值|收入|投资|动力|水平|寿命|经费)[^,;。、]{0,8}$"
)
_OF_WHOM = re.compile(r"的")
_QUOTES = re.compile(r"[“\"《][^“”\"《》]{1,16}[”\"》]")
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
_ORDINAL = re.compile(r"(?:第|前|每|近|达成|满|年|届|“|\+|附件|表|图)$")
_PER = re.compile(r"每$")
_IN_NAME = re.compile(r"[+×*]")
_STOPS = ",;。:"
_GOAL_WORD = re.compile(r"力争|确保|争取|达到|实现|突破|目标|完成|新增|不少于|不低于|至少")
_MONEY = frozenset(["元", "美元", "欧元", "港元", "日元"])


class Judge:
    """Judges the quantities of one sentence."""

    def __init__(
        self, fold: str, sentence: tuple[int, int], quantities: Sequence[Quantity], kind: str
    ) -> None:
        self.fold = fold
        self.start, self.end = sentence
        self.kind = kind
        self.text = fold[self.start : self.end]
        self.quantities = quantities
        self.stops = [self.start - 1] + [
            i for i in range(self.start, self.end) if fold[i] in _STOPS
        ]
        self.names = [m.span() for m in _QUOTES.finditer(fold, *sentence)]
        self.brackets = [m.span() for m in _BRACKETS.finditer(fold, *sentence)]
        self.conditional = _CONDITION.match(self.text) is not None
        subsidy = _SUBSIDY.search(self.text)
        self.subsidy_at = self.start + subsidy.start() if subsidy else self.end

    def clause(self, at: int) -> tuple[int, int]:
        """The part between stops that holds a position."""
        i = bisect_right(self.stops, at) - 1
        end = self.stops[i + 1] if i + 1 < len(self.stops) else self.end
        return self.stops[i] + 1, end

    def accepts(self, quantity: Quantity, continues: int | None) -> bool:
        """Whether a quantity is a target; ``continues``: end of the target right before it."""
        first, last = self.clause(quantity.number)
        if self._is_name(quantity) or self._is_rule(quantity, first, last):
            return False
        if _PAST.search(self.fold, first, quantity.start):
            return False
        if self._is_modifier(quantity, last):
            return False
        return self._is_promise(quantity, first, continues)

    def _inside(self, ranges: Sequence[tuple[int, int]], at: int) -> bool:
        return any(a < at < b for a, b in ranges)

    def _is_name(self, quantity: Quantity) -> bool:
        before = self.fold[max(self.start, quantity.start - 3) : quantity.start]
        if quantity.attributive or self._inside(self.names, quantity.number):
            return True
        if self._inside(self.brackets, quantity.number):
            return True
        return _ORDINAL.search(before) is not None or before[-1:] in {"+", "×"}

    def _is_rule(self, quantity: Quantity, first: int, last: int) -> bool:
        """Subsidies, caps, conditions of eligibility."""
        clause = self.fold[first:last]
        money = quantity.unit in _MONEY or quantity.unit in {"%", "‰"}
        if _HARD_CAP.search(clause):
            return True
        if quantity.unit in _MONEY and _PER_MONEY.search(clause):
            return True
        subsidy = _SUBSIDY.search(clause) is not None
        if money and (subsidy or self.subsidy_at < quantity.number):
            return True
        if self.conditional and self.subsidy_at < self.end:
            return True
        return self.fold.startswith(("的,", "的人", "的企业", "的比例"), quantity.end) and money

    def _is_modifier(self, quantity: Quantity, last: int) -> bool:
        """营收超1000万元OPC100家以上: the first number only describes what the second counts."""
        if quantity.unit not in _MONEY:
            return False
        behind = self.fold[quantity.end : quantity.end + 1]
        follows = any(
            quantity.end < other.number < last and "、" not in self.fold[quantity.end : other.start]
            for other in self.quantities
        )
        before = [
            o
            for o in self.quantities
            if o.end <= quantity.start
            and self.clause(o.number)[0] == self.clause(quantity.number)[0]
        ]
        attached = bool(before) and "、" not in self.fold[before[-1].end : quantity.start]
        return (follows and behind not in _STOPS) or attached

    def _is_promise(self, quantity: Quantity, first: int, continues: int | None) -> bool:
        before = self.fold[first : quantity.start]
        verbs = list(_VERB.finditer(before))
        weak = list(_WEAK.finditer(before))
        if quantity.op != "=" and not quantity.chinese:
            return True
        if continues is not None and self.fold[continues : quantity.start][:1] in {
            "、",
            ",",
            "和",
            "及",
            "",
        }:
            if not verbs and not weak:
                return True
        if quantity.unit in {"%", "‰", "个百分点", "番"}:
            return _REACHING.search(before) is not None or _RATE.search(before) is not None
        if not verbs:
            return self.kind == "goals" and not weak
        if weak and weak[-1].start() > verbs[-1].start():
            return False
        return self.kind == "goals" or not weak or verbs[-1].start() > weak[-1].start()
