"""Commitments (承诺判断): whether a quantity binds somebody, or is a rule, a fact or a name."""

from __future__ import annotations

import re

from . import promise_words as said
from .quantity import Quantity
from .refusals import Refusals


def _weak_verbs(before: str) -> list[re.Match[str]]:
    """The verbs that promise nothing, those right before one that does (规划实施) left out."""
    return [weak for weak in said.WEAK.finditer(before) if not said.VERB.match(before, weak.end())]


FEW = 10  # a number in words below it, also “at least”, is often part of a word


class Judge(Refusals):
    """Judges the quantities of one sentence, in order."""

    def accepts(self, quantity: Quantity) -> bool:
        """Whether a quantity is a target."""
        first, last = self.clause(quantity.number)
        before = self.fold[first : quantity.start]
        if self.brackets and self.last and self.whole_of(quantity):
            self.last = quantity.end, self.last[1]
            return self.last[1]
        if self._is_name(quantity) or self._is_modifier(quantity, first, last):
            return False
        if self._is_baseline(quantity, before):
            return False
        accepted = not (
            self.rule
            or (self.conditional and self._is_conditional(quantity))
            or self._is_rule(quantity, first, last)
            or before.endswith("了")
            or self.tenses.is_past(quantity.number)
            or (said.SIZE.search(before) is not None and said.REACHED.search(before) is None)
            or (quantity.unit in said.MONEY and said.INVESTED.fullmatch(before) is not None)
        ) and self._is_promise(quantity, first, last)
        self.last = quantity.end, accepted
        return accepted

    def _is_promise(self, quantity: Quantity, first: int, last: int) -> bool:
        told = said.TELLS.match(self.fold, first, quantity.start)
        before = self.fold[told.end() if told else first : quantity.start]
        stated = told and not before and said.STATED.match(told[0])
        if stated and quantity.unit in said.SHARES:
            return not self.fold.startswith("的", quantity.end)
        if quantity.unit in said.SHARES:
            return self._share_promised(quantity, before, last)
        if quantity.op != "=" and (not quantity.chinese or quantity.value >= FEW):
            return True
        if stated:
            return self._is_counted(quantity, last)
        worked_on = self._is_worked_on(quantity, before, last)
        return worked_on or self._count_promised(quantity, before, last)

    def _is_counted(self, quantity: Quantity, last: int) -> bool:
        """力争10家企业上市, not 力争72个县工业占比达到68%: places of which a share is said."""
        if said.ASPECT.match(self.fold, quantity.end):
            return False
        at = self.order[quantity.number] + 1
        after = self.quantities[at] if at < len(self.quantities) else None
        share = after is not None and after.start < last and after.unit in said.SHARES
        return not (share and said.PLACES.match(self.fold, quantity.end))

    def _share_promised(self, quantity: Quantity, before: str, last: int) -> bool:
        """A share is promised unless it is a part of something (按标准的80%) or describes it."""
        if said.IS_GOAL.match(self.fold, quantity.end) and said.REACHING.search(before):
            return True
        if self.fold.startswith("的", quantity.end) and not said.HELD.search(before):
            return self._is_done_behind(quantity, last)
        if quantity.op != "=" or said.REACHING.search(before):
            return True
        if not before:
            return self._is_done_behind(quantity, last)
        return not said.PART_OF.search(before)

    def _is_done_behind(self, quantity: Quantity, last: int) -> bool:
        """100%的贫困村建立合作社, 50%的社区建成."""
        return any(p.search(self.fold, quantity.end, last) for p in (said.DONE, said.VERB))

    def _count_promised(self, quantity: Quantity, before: str, last: int) -> bool:
        """The nearest verb decides; without one, how the number stands to what it counts."""
        if said.ASPECT.match(self.fold, quantity.end) or said.BY.search(before):
            return False
        if said.REACHES.search(before):
            return True
        if said.FOR.search(before) and said.SERVED.match(self.fold, quantity.end, last):
            return True
        if said.TOWARDS.search(before):
            return self._promised_behind(quantity, last)
        verbs, weak = list(said.VERB.finditer(before)), _weak_verbs(before)
        if said.SUM.search(before):
            return bool(verbs) and (not weak or verbs[0].start() < weak[0].start())
        if not verbs:
            return not weak and self._promised_without_verb(quantity, before, last)
        if self.last and not self.last[1] and self._continues_any(quantity):
            return False
        return not weak or verbs[-1].start() > weak[-1].start()

    def _promised_without_verb(self, quantity: Quantity, before: str, last: int) -> bool:
        if said.ADDRESSED.match(self.fold, quantity.end, last):
            return False
        if self._promised_behind(quantity, last):
            return True
        return not quantity.chinese and (
            self._continues(quantity) or self._stands_alone(quantity, before)
        )

    def _is_worked_on(self, quantity: Quantity, before: str, last: int) -> bool:
        """对2000户家庭进行改造, 为7万名妇女免费筛查; others listed behind the first as well."""
        aimed = said.AIMED.search(before) or (
            said.AIMED_BEFORE.search(before) and self._continues(quantity)
        )
        if not aimed or said.ASPECT.match(self.fold, quantity.end):
            return False
        return said.WORKED_ON.match(self.fold, quantity.end, last) is not None

    def _stands_alone(self, quantity: Quantity, before: str) -> bool:
        """危桥改造4座, 增创2条示范街: behind its noun, or behind a word that is no list's verb."""
        if not before or said.ADDED_UP.search(before):
            return False
        if said.CLOSED.match(self.fold, quantity.end):
            return True
        return not (said.SCOPE.search(before) or said.DIMENSION.match(self.fold, quantity.end))

    def _continues_any(self, quantity: Quantity) -> bool:
        """Whether the number is listed behind the one before it, with no verb of its own."""
        if self.last is None or quantity.start - self.last[0] > 2 * said.LISTED:
            return False
        between = self.fold[self.last[0] : quantity.start]
        cut = max(between.rfind("、"), between.rfind(","))
        return cut >= 0 and len(between) - cut <= said.LISTED and not said.VERB.search(between, cut)

    def _continues(self, quantity: Quantity) -> bool:
        return self.last is not None and self.last[1] and self._continues_any(quantity)

    def _is_outnumbered(self, quantity: Quantity, last: int) -> bool:
        """全市216个项目完成投资430亿元: what is promised is the number behind."""
        at = self.order[quantity.number] + 1
        return at < len(self.quantities) and self.quantities[at].start < last

    def _promised_behind(self, quantity: Quantity, last: int) -> bool:
        """A goal by its section, by 有, or by a verb behind the number."""
        before = self.fold[max(self.start, quantity.start - 3) : quantity.start]
        if said.SCOPE.search(before) and self._is_outnumbered(quantity, last):
            return False
        if said.DIMENSION.match(self.fold, quantity.end):
            return False
        if self.kind == "goals" or said.HAS.search(before):
            return True
        return not quantity.chinese and said.VERB.search(self.fold, quantity.end, last) is not None
