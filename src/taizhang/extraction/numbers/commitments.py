"""Commitments (承诺判断): whether a quantity binds somebody, or is a rule, a fact or a name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from . import promise_words as said
from .quantities import Quantity
from .tenses import Tenses


def _inside(ranges: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a position lies inside one of the ranges, which are in order."""
    i = bisect_right(ranges, (at, -1)) - 1
    return i >= 0 and ranges[i][0] < at < ranges[i][1]


def _is_money(quantity: Quantity) -> bool:
    """Whether it counts money, also per something (元/平方米)."""
    return quantity.unit.partition("/")[0] in said.MONEY


class Judge:
    """Judges the quantities of one sentence, in order."""

    def __init__(
        self,
        fold: str,
        sentence: tuple[int, int],
        quantities: Sequence[Quantity],
        kind: str,
        tenses: Tenses,
    ) -> None:
        self.fold = fold
        self.start, self.end = sentence
        self.kind = kind
        self.tenses = tenses
        text = fold[self.start : self.end]
        self.quantities = quantities
        self.order = {quantity.number: i for i, quantity in enumerate(quantities)}
        stops = [stop.start() for stop in said.STOP.finditer(fold, *sentence)]
        self.stops = [self.start - 1, *stops]
        self.names = [m.span() for m in said.QUOTES.finditer(fold, *sentence)]
        self.brackets = [m.span() for m in said.BRACKETS.finditer(fold, *sentence)]
        opened = [m.span() for m in said.TOLD.finditer(fold, *sentence)]
        self.stops = sorted([*self.stops, *(at for a, b in opened for at in (a, b - 1))])
        subsidy = said.SUBSIDY.search(text)
        self.subsidy_at = self.start + subsidy.start() if subsidy else self.end
        self.rule = said.RULE.search(text) is not None
        self.conditional = subsidy is not None and said.CONDITION.match(text) is not None
        self.last: tuple[int, bool] | None = None  # the quantity before: its end, accepted or not

    def clause(self, at: int) -> tuple[int, int]:
        """The part between stops that holds a position, `said.WINDOW` characters to each side."""
        i = bisect_right(self.stops, at) - 1
        end = self.stops[i + 1] if i + 1 < len(self.stops) else self.end
        return max(self.stops[i] + 1, at - said.WINDOW), min(end, at + said.WINDOW)

    def accepts(self, quantity: Quantity) -> bool:
        """Whether a quantity is a target."""
        first, last = self.clause(quantity.number)
        before = self.fold[first : quantity.start]
        if self._is_name(quantity) or self._is_modifier(quantity, first, last):
            return False
        if self._is_baseline(quantity, before):
            return False
        accepted = not (
            self.rule
            or (self.conditional and self._is_conditional(quantity))
            or self._is_rule(quantity, first, last)
            or self.tenses.is_past(quantity.number)
            or (said.SIZE.search(before) is not None and said.REACHED.search(before) is None)
        ) and self._is_promise(quantity, first, last)
        self.last = quantity.end, accepted
        return accepted

    def _is_baseline(self, quantity: Quantity, before: str) -> bool:
        """由85%提高到90%: where it stands today."""
        return bool(said.FROM.search(before) and said.TO.match(self.fold, quantity.end))

    def _is_name(self, quantity: Quantity) -> bool:
        """Inside a name, a bracket, a code, or an ordinal."""
        if quantity.attributive:
            return True
        if quantity.unit == "岁" and not said.LIVED.search(self.fold, self.start, quantity.start):
            return True
        if _inside(self.names, quantity.number) or _inside(self.brackets, quantity.number):
            return True
        if quantity.unit == "人" and said.MADE_OF.match(self.fold, quantity.end):
            return True
        before = self.fold[max(self.start, quantity.start - 3) : quantity.start]
        return said.ORDINAL.search(before) is not None

    def _is_conditional(self, quantity: Quantity) -> bool:
        """对…给予…: a condition or a payment, unless a part of its own behind it counts things."""
        counts = not _is_money(quantity) and quantity.unit not in said.SHARES
        between = self.fold[self.subsidy_at : quantity.number]
        return not (counts and said.NEXT_PART.search(between))

    def _is_rule(self, quantity: Quantity, first: int, last: int) -> bool:
        """Subsidies, caps, conditions of eligibility."""
        since = max(first, self.last[0]) if self.last and self.last[0] <= quantity.start else first
        if said.HARD_CAP.search(self.fold, since, quantity.end):
            return True
        if quantity.op != "=" and self._describes(quantity, first, last):
            return True
        if self._is_class(quantity, first, last):
            return True
        if said.RAISED.search(self.fold, first, quantity.start):
            return False
        if _is_money(quantity) and (
            said.PER_MONEY.search(self.fold, since, quantity.end)
            or said.FUNDED.search(self.fold, since, quantity.start)
        ):
            return True
        return (_is_money(quantity) or quantity.unit in {"%", "‰"}) and self._is_support(
            quantity, first, last
        )

    def _is_support(self, quantity: Quantity, first: int, last: int) -> bool:
        """Money or a share that is paid, lent or waived."""
        if said.AT_RATE.match(self.fold, first, last):
            return True
        if self.fold.startswith(("的,", "的人", "的企业", "的比例"), quantity.end):
            return True
        if self._is_volume(quantity, first):
            return False
        if said.SUBSIDY.search(self.fold, first, last):
            return True
        return self.subsidy_at < quantity.number and not (
            quantity.unit == "%" and said.REACHING.search(self.fold, first, quantity.start)
        )

    def _describes(self, quantity: Quantity, first: int, last: int) -> bool:
        """对设备投资超过500万元的项目, 厚度低于0.01毫米的地膜, 35蒸吨以下燃煤锅炉."""
        if said.CONDITION_OPENS.match(self.fold, first):
            return said.DESCRIBED.match(self.fold, quantity.end, last) is not None
        if (
            quantity.op == ">="
            or quantity.unit not in said.PHYSICAL
            or said.DONE.search(self.fold, quantity.end, last)
        ):
            return False
        return said.NOUN_BEHIND.match(self.fold, quantity.end, last) is not None

    def _is_class(self, quantity: Quantity, first: int, last: int) -> bool:
        """What something is: 50户以上村寨 behind a count, 死亡3人, a plant of 120万吨."""
        before = self.fold[first : quantity.start]
        at = self.order[quantity.number]
        adjoins = at > 0 and self.quantities[at - 1].end == quantity.start
        behind = said.NOUN.match(self.fold, quantity.end, last) is not None
        if adjoins and quantity.op != "=" and behind and quantity.unit not in said.SHARES:
            return True
        if (
            _is_money(quantity)
            and quantity.op == ">="
            and said.OF_THING.match(self.fold, quantity.end)
        ):
            return True
        if quantity.unit == "人" and quantity.op == ">=" and said.HURT.search(before):
            return True
        if quantity.unit == "条" and said.CONTENTS.match(self.fold, quantity.end):
            return True
        planned = quantity.unit in said.PLANT and said.PROJECT.match(self.fold, quantity.end, last)
        return bool(planned) and not said.NEW.search(before)

    def _is_volume(self, quantity: Quantity, first: int) -> bool:
        """A total of hundreds of millions to be reached (发放贷款1.2亿元以上) is no subsidy."""
        if not _is_money(quantity) or quantity.value < said.VOLUME:
            return False
        reached = said.REACHED.search(self.fold, first, quantity.start) is not None
        return (reached or quantity.op in {">=", ">"}) and self.fold[
            quantity.end : quantity.end + 1
        ] != "的"

    def _is_modifier(self, quantity: Quantity, first: int, last: int) -> bool:
        """营收超1000万元OPC100家以上: the first number only describes what the second counts."""
        if not _is_money(quantity):
            return False
        at = self.order[quantity.number]
        after = self.quantities[at + 1] if at + 1 < len(self.quantities) else None
        if after and after.start < last and "、" not in self.fold[quantity.end : after.start]:
            return True
        before = self.quantities[at - 1] if at else None
        return (
            before is not None
            and not self._is_baseline(before, self.fold[first : before.start])
            and before.number >= first
            and "、" not in self.fold[before.end : quantity.start]
            and said.ENDS.match(self.fold, quantity.end) is None
        )

    def _is_promise(self, quantity: Quantity, first: int, last: int) -> bool:
        told = said.TELLS.match(self.fold, first, quantity.start)
        before = self.fold[told.end() if told else first : quantity.start]
        if quantity.unit in said.SHARES:
            return self._share_promised(quantity, before, last)
        if quantity.op != "=" and not quantity.chinese:
            return True
        worked_on = self._is_worked_on(quantity, before, last)
        return worked_on or self._count_promised(quantity, before, last)

    def _share_promised(self, quantity: Quantity, before: str, last: int) -> bool:
        """A share is promised unless it is a part of something (按标准的80%) or describes it."""
        if self.fold.startswith("的", quantity.end):
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
        verbs, weak = list(said.VERB.finditer(before)), list(said.WEAK.finditer(before))
        if said.SUM.search(before):
            return bool(verbs) and (not weak or verbs[0].start() < weak[0].start())
        if not verbs:
            return not weak and (
                (not quantity.chinese and self._continues(quantity))
                or self._promised_behind(quantity, last)
                or (not quantity.chinese and self._stands_alone(quantity, before))
            )
        if self.last and not self.last[1] and self._continues_any(quantity):
            return False
        return not weak or verbs[-1].start() > weak[-1].start()

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
